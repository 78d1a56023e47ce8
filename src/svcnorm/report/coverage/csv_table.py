"""Coverage as a table that spreadsheets open: a row a norm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from svcnorm.i18n.names import named
from svcnorm.model.coverage import Coverage
from svcnorm.report.cells import Sheet
from svcnorm.report.coverage.words import STATUSES, heads, needs


def write_csv(books: Sequence[Coverage], out: TextIO) -> None:
    """Write a row a norm."""
    sheet = Sheet(out, heads())
    for book in books:
        for line in book.lines:
            status = named(STATUSES, line.status)
            row = [book.title, line.clause, line.at, line.norm, line.title, status, " ".join(line.rules)]
            sheet.row([*row, needs(line.needs), line.people, line.note])
