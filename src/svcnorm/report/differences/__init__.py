"""What became of verdicts, written for programs and spreadsheets; the terminal's page is in `page`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from svcnorm.model.differences import Differences
from svcnorm.report.differences.data import write_csv, write_json

WRITERS: dict[str, Callable[[Differences, TextIO], None]] = {"json": write_json, "csv": write_csv}
"""One writer a format; the terminal's page is the command's own."""

__all__ = ["WRITERS"]
