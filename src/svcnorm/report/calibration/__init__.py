"""A calibration, written for programs and spreadsheets; the terminal's page is in `page`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from svcnorm.model.calibration import Calibration
from svcnorm.report.calibration.csv_table import write_csv
from svcnorm.report.calibration.json_data import write_json
from svcnorm.report.masking import Shown

Writer = Callable[[Calibration, Shown, TextIO], None]

WRITERS: dict[str, Writer] = {"json": write_json, "csv": write_csv}
"""One writer a format; the terminal's page is the command's own."""

__all__ = ["WRITERS"]
