"""The report for people, on a terminal or in a pipe: what a quality checker reads first stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from svcnorm.report import Options
from svcnorm.report.masking import shown
from svcnorm.report.terminal.faults import faults
from svcnorm.report.terminal.heading import head
from svcnorm.report.terminal.known import known
from svcnorm.report.terminal.screen import Screen
from svcnorm.report.terminal.totals import totals
from svcnorm.report.terminal.unjudged import checklist, unjudged
from svcnorm.report.view import View

if TYPE_CHECKING:
    from rich.console import Console

    from svcnorm.model.report import Report


def render(
    report: Report, console: Console, mask: bool = True, verbose: bool = False, width: int | None = None
) -> None:
    """Print `report` to `console`.

    Lines are broken at `width` columns, by default the terminal's; in a pipe they are not broken.
    """
    columns = width or (console.width if console.is_terminal else None)
    screen = Screen(console, columns)
    view = View(report, shown(mask), verbose)
    for number, of in enumerate(report.conversations):
        if number:
            screen.line()
        head(screen, view, of)
        faults(screen, view, of)
        known(screen, view, of)
        unjudged(screen, view, of)
        checklist(screen, view, of)
    totals(screen, view)


def write(report: Report, out: TextIO, options: Options) -> None:
    """Print the report to `out`, in colour where it is a terminal and NO_COLOR is not set."""
    from svcnorm.report.terminal.console import console_for

    render(report, console_for(out, options), options.mask, options.verbose, options.width)
