"""`svcnorm summary`: what a store comes to, by rule, agent, day; every rate with what it is a rate of."""

from __future__ import annotations

from svcnorm.cli import OK
from svcnorm.cli.stores import day, reading
from svcnorm.cli.values import known, machine_output
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError

FORMATS = ("table", "json", "csv")


def run(store: str, by: str, format_: str, begin: str, end: str) -> int:
    """Print the summary; returns the exit code."""
    from svcnorm.audit.figures.summary import BY, summary
    from svcnorm.audit.figures.tallies import Choice

    known("--format", format_, FORMATS)
    if by:
        known("--by", by, BY)
    elif format_ == "csv":
        message = _("a table of what is not said")
        raise ConfigError(message, remedy=_("say --by {choices}", choices=" | ".join(BY)))
    choice = Choice(day("--from", begin), day("--until", end))
    with reading(store) as db:
        found = summary(db, by, choice)
    if format_ == "table":
        from svcnorm.cli.rules.common import screen
        from svcnorm.report.summary.page import write_page

        write_page(screen(), found)
    else:
        from svcnorm.report.summary import WRITERS

        with machine_output() as out:
            WRITERS[format_](found, out)
    return OK
