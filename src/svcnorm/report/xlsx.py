"""The report as an Excel workbook: a sheet for each table, all text as text, never as a formula or a link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from svcnorm.i18n import _
from svcnorm.i18n.names import SEVERITIES, VERDICTS, named
from svcnorm.model.verdicts import VIOLATION
from svcnorm.report import Options
from svcnorm.report.masking import shown
from svcnorm.report.tables import TABLES, Cell, Column, Table, summary
from svcnorm.report.view import View

if TYPE_CHECKING:
    from svcnorm.model.report import Report

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


def write(report: Report, out: BinaryIO, options: Options) -> None:
    """Write the workbook to `out`."""
    from xlsxwriter import Workbook

    view = View(report, shown(options.mask), verbose=True)
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": _("Service norms: report"), "created": LONG_AGO})
    forms = {kind: book.add_format({"valign": "top", **form}) for kind, form in FORMS.items()}
    forms["head"] = book.add_format({"bold": True, "bg_color": "#E7ECF3", "bottom": 1, "text_wrap": True})
    colours = {name: book.add_format(colour) for name, colour in COLOURS.items()}
    for table in (summary(view, options.mask), *(make(view) for make in TABLES)):
        for number, begin in enumerate(range(0, max(1, len(table.rows)), ROWS)):
            title = table.title if not number else f"{table.title} ({number + 1})"
            part = table._replace(title=title, rows=table.rows[begin : begin + ROWS])
            _sheet(book.add_worksheet(title), part, forms, colours)
    book.close()


def _sheet(sheet: Any, table: Table, forms: Mapping[str, Any], colours: Mapping[str, Any]) -> None:
    last = len(table.rows)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.head, forms["head"])
        _colour(sheet, column, (1, at, max(1, last), at), colours)
    for number, row in enumerate(table.rows, 1):
        for at, (cell, column) in enumerate(zip(row, table.columns)):
            _write(sheet, number, at, cell, forms[column.kind])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, last), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


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
        ):
            _if_text(sheet, where, "begins with", word, colours[colour])
    elif column.kind == "score":
        sheet.conditional_format(*where, BAR)


def _if_text(sheet: Any, where: tuple[int, int, int, int], how: str, word: str, form: Any) -> None:
    sheet.conditional_format(*where, {"type": "text", "criteria": how, "value": word, "format": form})
