"""Sheets of a workbook (`.xlsx`, `.xlsm`) as rows of text; formulas by the value stored with them, macros never."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZipFile

from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.tables import package
from svcnorm.readers.tables.cells import shown
from svcnorm.readers.tables.package import Extras, Merged
from svcnorm.readers.tables.row import Row, Rows, Table, Tables

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


@contextmanager
def sheets(document: Document) -> Iterator[Tables]:
    """The sheets of a workbook while it is open. Raises InputError where it cannot be opened."""
    with document.seekable() as file, package.checked(file, document) as archive, warnings.catch_warnings():
        # openpyxl warns of decoration that it drops; nothing of that is words.
        warnings.simplefilter("ignore")
        package.refuse_definitions(archive, document)
        book = _opened(file, document)
        seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible")
        yield Tables([Table(sheet.title, _rows(sheet, archive, document)) for sheet in seen], hidden)


def _opened(file: BinaryIO, document: Document) -> Workbook:
    from openpyxl import load_workbook

    file.seek(0)
    try:
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # noqa: BLE001 - openpyxl lets through whatever hostile XML provokes in it
        raise _damaged(document, error) from None


def _damaged(document: Document, error: Exception, place: Place | None = None) -> InputError:
    reason = str(error).partition("\n")[0][:80] or type(error).__name__
    return InputError(
        f"the workbook is damaged: {reason}",
        file=document.label,
        line=place.line if place else None,
        where=place.pointer if place else "",
        remedy=package.SAVE_AS,
    )


def _rows(sheet: Any, archive: ZipFile, document: Document) -> Rows:
    """The rows of a sheet that are not blank."""
    place = Place(document.label, sheet.title)
    try:
        extras = package.extras(archive, sheet._worksheet_path)
        fill = _Fill(extras.merged)
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_row=package.LAST_ROW), 1):
            if not cells:
                continue
            row = _row(number, cells, place._replace(line=number), extras, fill)
            if any(cell.strip() for cell in row.cells) or row.unstored:
                yield row
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        yield _damaged(document, error, place)


def _row(number: int, cells: Any, place: Place, extras: Extras, fill: _Fill) -> Row:
    errors = [index for index, cell in enumerate(cells) if cell.data_type == "e"]
    texts = ["" if cell.data_type == "e" else shown(cell) for cell in cells]
    unstored = [*errors, *(index for index in range(len(texts)) if (number, index + 1) in extras.formulas)]
    return Row(number, tuple(fill.filled(number, texts)), place, tuple(sorted(unstored)))


class _Fill:
    """Gives cells merged downward the value of the first of them."""

    def __init__(self, merged: tuple[Merged, ...]) -> None:
        self._starts: dict[int, list[Merged]] = {}
        for each in merged:
            self._starts.setdefault(each.first, []).append(each)
        self._open: list[tuple[Merged, str]] = []

    def filled(self, number: int, cells: list[str]) -> list[str]:
        """The cells of a row, which must come in order."""
        for each, text in self._open:
            if not each.first < number <= each.last:
                continue
            cells.extend([""] * (each.column - len(cells)))
            cells[each.column - 1] = cells[each.column - 1] or text
        self._open = [item for item in self._open if item[0].last > number]
        self._open += [
            (each, cells[each.column - 1]) for each in self._starts.get(number, ()) if each.column <= len(cells)
        ]
        return cells
