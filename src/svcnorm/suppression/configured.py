"""The exceptions that a configuration names, as they hold on the day of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from svcnorm.config import Config
from svcnorm.judging.localtime import local_date
from svcnorm.model.report import Report
from svcnorm.suppression.applying import suppressed
from svcnorm.suppression.baseline import Known
from svcnorm.suppression.exceptions import read_exceptions


def allowed(
    report: Report, config: Config, as_of: int | None = None, baseline: Mapping[str, Known] | None = None
) -> Report:
    """The report with every finding marked that an exception of the configuration, or else the baseline, covers.

    `as_of` (epoch ms) stands for the day of the run, on which exceptions expire. Raises ConfigError.
    """
    folder = str(Path(config.file).resolve().parent) if config.file else ""
    day = _day(as_of, config.utc_offset) if config.exceptions else ""
    return suppressed(report, read_exceptions(config.exceptions), baseline, day, folder)


def _day(as_of: int | None, utc_offset: int) -> str:
    """The day by which exceptions expire: that of `--as-of`, else of this run. Nothing else looks at the clock."""
    import time

    return local_date(time.time_ns() // 1_000_000 if as_of is None else as_of, utc_offset).isoformat()
