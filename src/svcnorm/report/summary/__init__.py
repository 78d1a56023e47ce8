"""A summary of an audit, written for programs and spreadsheets; the terminal's page is in `page`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from svcnorm.model.summary import Summary
from svcnorm.report.summary.csv_table import write_csv
from svcnorm.report.summary.json_data import write_json

WRITERS: dict[str, Callable[[Summary, TextIO], None]] = {"json": write_json, "csv": write_csv}
"""One writer a format; the terminal's page is the command's own."""

__all__ = ["WRITERS"]
