"""The report as an Excel workbook: a sheet for each table."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from svcnorm.i18n import _
from svcnorm.report import Options
from svcnorm.report.masking import shown
from svcnorm.report.tables import TABLES, summary
from svcnorm.report.view import View
from svcnorm.report.workbook import Workbook

if TYPE_CHECKING:
    from svcnorm.model.report import Report


def write(report: Report, out: BinaryIO, options: Options) -> None:
    """Write the workbook to `out`."""
    view = View(report, shown(options.mask), verbose=True)
    book = Workbook(out, _("Service norms: report"))
    for table in (summary(view, options.mask), *(make(view) for make in TABLES)):
        lines = book.table(table.title, table.columns)
        for row in table.rows:
            lines.add(row)
        lines.close()
    book.close()
