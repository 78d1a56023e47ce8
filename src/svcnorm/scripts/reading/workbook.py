"""Workbooks: as CSV, sheet by sheet; a place is a cell, such as 开场!B3."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.readers.tables.row import Row, Table
from svcnorm.readers.tables.workbook import sheets
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.model import Ignore, Spot
from svcnorm.scripts.reading.columns import columns_of, no_words, told
from svcnorm.scripts.words import written

HEAD_ROWS = 10
"""Rows of a sheet among which the headings are looked for: titles stand above them."""


def read(document: Document, flow: Flow) -> list[Ignore]:
    """Tell `flow` what stands in the sheets. Raises InputError where none has a column of words."""
    found = False
    first: list[str] = []
    with sheets(document) as book:
        for name in book.hidden:
            flow.note("hidden_sheet", name)
        for sheet in book.tables:
            rows = _rows(sheet)
            columns: dict[str, int] = {}
            for _, row in zip(range(HEAD_ROWS), rows):
                first = first or list(row.cells)
                columns = columns_of(row.cells)
                if columns:
                    break
            if not columns:
                flow.note("sheet_passed_over", sheet.name)
                continue
            found = True
            flow.heading(sheet.name)
            for row in rows:
                _say(row, columns, sheet.name, flow)
    if not found:
        raise no_words(document, first)
    return []


def _rows(sheet: Table) -> Iterator[Row]:
    for row in sheet.rows:
        if isinstance(row, InputError):
            raise row
        yield row


def _say(row: Row, columns: dict[str, int], sheet: str, flow: Flow) -> None:
    scene, where = told(columns, row.cells)
    if scene:
        flow.within(scene)
    flow.blank()
    for index, role in where:
        spot = Spot(pointer=f"{sheet}!{_letters(index)}{row.number}")
        for line in row.cells[index].splitlines():
            flow.say(written(line), line, spot, role)


def _letters(index: int) -> str:
    """The letters of a column that counts from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
