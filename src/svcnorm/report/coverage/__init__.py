"""How far handbooks are covered, written for programs and spreadsheets and as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TextIO

from svcnorm.model.coverage import Coverage
from svcnorm.report.coverage.csv_table import write_csv
from svcnorm.report.coverage.html_page import write_html
from svcnorm.report.coverage.json_data import write_json

Writer = Callable[[Sequence[Coverage], TextIO], None]

WRITERS: dict[str, Writer] = {"json": write_json, "html": write_html, "csv": write_csv}
"""One writer a format; the terminal's table is the command's own."""

__all__ = ["WRITERS"]
