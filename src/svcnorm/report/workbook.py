"""Excel workbooks: tables row by row, all text as text, never as a formula or a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from svcnorm.i18n import _
from svcnorm.i18n.names import SEVERITIES, VERDICTS, named
from svcnorm.model.verdicts import VIOLATION
from svcnorm.report.opinions import decision
from svcnorm.report.tables.table import Cell, Column

ROWS = 1_048_575
"""Rows of a sheet beside its headings (Excel specifications and limits: 1,048,576 rows)."""
CHARACTERS = 32_767
"""What a cell holds (the same page), in units of UTF-16."""
LONG_AGO = datetime(2000, 1, 1)
"""Written as the time of making, so that the same report is the same file."""

COLOURS = {
    "bad": {"font_color": "#9C0006", "bg_color": "#FFC7CE"},
    "warn": {"font_color": "#9C5700", "bg_color": "#FFEB9C"},
    "mild": {"font_color": "#7F6000", "bg_color": "#FFF8DC"},
    "good": {"font_color": "#006100", "bg_color": "#C6EFCE"},
    "open": {"font_color": "#403151", "bg_color": "#E4DFEC"},
}
BAR = {
    "type": "data_bar",
    "bar_color": "#9DC3E6",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 100,
}
FORMS: Mapping[str, Mapping[str, Any]] = {
    "text": {"num_format": "@"},
    "long": {"num_format": "@", "text_wrap": True},
    "severity": {"num_format": "@"},
    "state": {"num_format": "@"},
    "number": {"num_format": "General"},
    "score": {"num_format": "0.0"},
    "share": {"num_format": "0.0%"},
    "time": {"num_format": "yyyy-mm-dd hh:mm"},
}


class Workbook:
    """A workbook that is being written. With a `folder` its rows wait there on disk and not in memory; rows of
    several tables may come in turns."""

    def __init__(self, out: BinaryIO, title: str, folder: str = "") -> None:
        from xlsxwriter import Workbook as Book

        where = {"constant_memory": True, "tmpdir": folder} if folder else {"in_memory": True}
        self._book = Book(out, where)
        self._book.set_properties({"title": title, "created": LONG_AGO})
        self.forms = {kind: self._book.add_format({"valign": "top", **form}) for kind, form in FORMS.items()}
        self.forms["head"] = self._book.add_format(
            {"bold": True, "bg_color": "#E7ECF3", "bottom": 1, "text_wrap": True}
        )
        self.colours = {name: self._book.add_format(colour) for name, colour in COLOURS.items()}

    def table(self, title: str, columns: Sequence[Column]) -> Lines:
        """A new table."""
        return Lines(self, title, columns)

    def sheet(self, title: str) -> Any:
        """A new sheet."""
        return self._book.add_worksheet(title)

    def close(self) -> None:
        """Write the file."""
        self._book.close()


class Lines:
    """A table that is being written, in further sheets where one is full."""

    def __init__(self, book: Workbook, title: str, columns: Sequence[Column]) -> None:
        self._book, self._title, self._columns = book, title, columns
        self._sheets = 0
        self._begin()

    def add(self, row: Sequence[Cell]) -> None:
        """Write a row."""
        if self._row == ROWS:
            self.close()
            self._begin()
        self._row += 1
        for at, (cell, column) in enumerate(zip(row, self._columns)):
            _write(self._sheet, self._row, at, cell, self._book.forms[column.kind])

    def close(self) -> None:
        """Set what depends on the number of rows."""
        last = max(1, self._row)
        for at, column in enumerate(self._columns):
            _colour(self._sheet, column, (1, at, last, at), self._book.colours)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)

    def _begin(self) -> None:
        self._sheets, self._row = self._sheets + 1, 0
        title = self._title if self._sheets == 1 else f"{self._title} ({self._sheets})"
        self._sheet = self._book.sheet(title)
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, column.width)
            self._sheet.write_string(0, at, column.head, self._book.forms["head"])
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)


def _write(sheet: Any, row: int, at: int, cell: Cell, form: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, at, clipped(cell), form)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, at, cell, form)
    else:
        sheet.write_number(row, at, cell, form)


def clipped(text: str) -> str:
    """What of a text a cell can hold, with a mark where it was cut."""
    if len(text) * 2 <= CHARACTERS or _units(text) <= CHARACTERS:
        return text
    mark = _("… (cut: {n} characters)", n=len(text))
    kept = text[: CHARACTERS - len(mark)]
    while _units(kept) > CHARACTERS - len(mark):
        kept = kept[: -max(1, (_units(kept) - CHARACTERS + len(mark)) // 2)]
    return kept + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _colour(sheet: Any, column: Column, where: tuple[int, int, int, int], colours: Mapping[str, Any]) -> None:
    """Colour by rule and not by cell, so that it follows what people sort and change."""
    if column.kind == "severity":
        for code, colour in (("fatal", "bad"), ("major", "warn"), ("minor", "mild")):
            _if_text(sheet, where, "begins with", named(SEVERITIES, code), colours[colour])
    elif column.kind == "state":
        for word, colour in (
            (_("failed"), "bad"),
            (_("passed"), "good"),
            (_("not assessable"), "open"),
            (named(VERDICTS, VIOLATION), "bad"),
            (_("possible"), "open"),
            (decision("false_alarm"), "open"),
            (decision("disputed"), "warn"),
        ):
            _if_text(sheet, where, "begins with", word, colours[colour])
    elif column.kind == "score":
        sheet.conditional_format(*where, BAR)


def _if_text(sheet: Any, where: tuple[int, int, int, int], how: str, word: str, form: Any) -> None:
    sheet.conditional_format(*where, {"type": "text", "criteria": how, "value": word, "format": form})
