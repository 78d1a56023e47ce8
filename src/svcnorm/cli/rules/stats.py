"""`svcnorm rules stats`: how often each rule hits in a store, and by which of its patterns."""

from __future__ import annotations

from svcnorm.cli import OK
from svcnorm.cli.stores import day, reading
from svcnorm.cli.summary import FORMATS
from svcnorm.cli.values import known, machine_output


def print_stats(store: str, format_: str, begin: str, end: str, verbose: bool) -> int:
    """Print the figures; returns the exit code."""
    from svcnorm.audit.figures.rule_stats import rule_stats
    from svcnorm.audit.figures.tallies import Choice
    from svcnorm.report.rule_stats import WRITERS, write_page

    known("--format", format_, FORMATS)
    choice = Choice(day("--from", begin), day("--until", end))
    with reading(store) as db:
        lines = rule_stats(db, choice)
    if format_ == "table":
        from svcnorm.cli.rules.common import screen

        write_page(screen(), lines, verbose)
    else:
        with machine_output() as out:
            WRITERS[format_](lines, out)
    return OK
