"""The report as one table that spreadsheets open: scores, findings, and all that is left open, by their kind."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from svcnorm.i18n import _
from svcnorm.report import Options
from svcnorm.report.cells import Sheet
from svcnorm.report.masking import shown
from svcnorm.report.tables import Cell, checklist, faults, scores, unjudged, unread
from svcnorm.report.view import View

if TYPE_CHECKING:
    from svcnorm.model.report import Report

TABLES = (scores, faults, unjudged, checklist, unread)


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the rows of all tables under the headings of all, equal ones once; the first column is their kind."""
    view = View(report, shown(options.mask), verbose=True)
    tables = [make(view) for make in TABLES]
    heads = list(dict.fromkeys(column.head for table in tables for column in table.columns))
    sheet = Sheet(out, [_("kind"), *heads])
    for table in tables:
        at = [heads.index(column.head) for column in table.columns]
        for row in table.rows:
            cells = [""] * len(heads)
            for position, cell in zip(at, row):
                cells[position] = _text(cell)
            sheet.row([table.title, *cells])


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)
