"""`svcnorm diff`: what became of verdicts between two runs of a store."""

from __future__ import annotations

from svcnorm.cli import OK
from svcnorm.cli.stores import reading
from svcnorm.cli.values import known, machine_output
from svcnorm.model.differences import Differences

FORMATS = ("table", "json", "csv")


def run(first: int, last: int, store: str, format_: str, verbose: bool) -> int:
    """Print what changed after run `first`, up to and with run `last`; returns the exit code."""
    from svcnorm.audit.figures.changes import differences

    known("--format", format_, FORMATS)
    with reading(store) as db:
        found = differences(db, first, last)
    show(found, format_, verbose)
    return OK


def show(found: Differences, format_: str, verbose: bool) -> None:
    """Print differences in a format of FORMATS."""
    if format_ == "table":
        from svcnorm.cli.rules.common import screen
        from svcnorm.report.differences.page import write_page

        write_page(screen(), found, verbose)
        return
    from svcnorm.report.differences import WRITERS

    with machine_output() as out:
        WRITERS[format_](found, out)
