"""Workbooks: as CSV, sheet by sheet; a place is a cell, such as 开场!B3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.readers.tables.row import Row, Table
from svcnorm.readers.tables.workbook import sheets
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.model import Ignore, Spot
from svcnorm.scripts.reading.columns import HEAD_ROWS, Columns, heads, no_words, told
from svcnorm.scripts.words import written


def read(document: Document, flow: Flow) -> list[Ignore]:
    """Tell `flow` what stands in the sheets. Raises InputError where none has a column of words."""
    found = False
    seen: list[Sequence[str]] = []
    with sheets(document) as book:
        for name in book.hidden:
            flow.note("hidden_sheet", name)
        for sheet in book.tables:
            rows = _rows(sheet)
            first = list(islice(rows, HEAD_ROWS))
            seen += [row.cells for row in first]
            head, columns = heads([row.cells for row in first])
            if not columns:
                flow.note("sheet_passed_over", sheet.name)
                continue
            found = True
            flow.heading(sheet.name)
            for row in chain(first[head:], rows):
                _say(row, columns, sheet.name, flow)
    if not found:
        raise no_words(document, seen)
    return []


def _rows(sheet: Table) -> Iterator[Row]:
    for row in sheet.rows:
        if isinstance(row, InputError):
            raise row
        yield row


def _say(row: Row, columns: Columns, sheet: str, flow: Flow) -> None:
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
