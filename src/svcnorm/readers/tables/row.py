"""A table as it comes from a file: rows of text cells, whatever the file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place


class Row(NamedTuple):
    """A row that is not blank.

    `number` is its row in a sheet, or the line on which it begins in a file of lines. A cell is text as people
    see it, with `\\n` for line ends; times of workbooks are `2026-11-20 09:30:00`, `0:00:34`; a number that is no
    longer exact is `1.23457E+17`. `unstored` are the indexes of cells whose value the file does not
    hold: formulas that nobody calculated, and errors such as `#REF!`.
    """

    number: int
    cells: tuple[str, ...]
    place: Place
    unstored: tuple[int, ...] = ()

    def cell(self, index: int) -> str:
        """The text of a cell without blanks around it; empty where there is none."""
        return self.cells[index].strip() if index < len(self.cells) else ""


class BadRow(InputError):
    """A row that cannot be read as it stands; `row` holds what can be made of it."""

    def __init__(self, error: InputError, row: Row) -> None:
        super().__init__(error.message, file=error.file, line=error.line, where=error.where, remedy=error.remedy)
        self.row = row


def written(rows: Iterable[Row]) -> str:
    """Rows as CSV."""
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(row.cells for row in rows)
    return out.getvalue()


Rows = Iterator[Row | InputError]
"""Rows in their order; an InputError in place of each that cannot be read."""


class Table(NamedTuple):
    """The rows of a file of lines, whose cells a separator keeps apart, or of a sheet, which has a name."""

    name: str
    rows: Rows
    separator: str = ""


class Tables(NamedTuple):
    """What a file holds: its tables, and the names of sheets that are hidden and so not read."""

    tables: Sequence[Table]
    hidden: tuple[str, ...] = ()
