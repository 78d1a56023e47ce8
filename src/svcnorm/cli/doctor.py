"""`svcnorm doctor`: what is installed, found and cached, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcnorm.cli import OK, VIOLATIONS
from svcnorm.i18n import _, ngettext

if TYPE_CHECKING:
    from svcnorm.doctor import Line
    from svcnorm.report.terminal.screen import Screen

LABEL = 22
SIGNS = {"good": "✓", "note": "·", "bad": "✗"}


def run(config: str | None) -> int:
    """Print every section; returns the exit code, 1 where something is wrong."""
    from svcnorm.cli.rules.common import screen
    from svcnorm.doctor import BAD, SECTIONS, TITLES

    page = screen()
    wrong = 0
    for section, lines in SECTIONS.items():
        page.line(_(TITLES[section]))
        for line in lines(config):
            _print(page, line)
            wrong += line.state == BAD
    page.line()
    page.line(ngettext("{n} thing is wrong", "{n} things are wrong", wrong) if wrong else _("nothing is wrong"))
    return VIOLATIONS if wrong else OK


def _print(page: Screen, line: Line) -> None:
    from rich.text import Text

    from svcnorm.report.plain import visible
    from svcnorm.report.terminal.columns import padded
    from svcnorm.report.terminal.screen import BAD, FAINT, GOOD, OPEN

    styles = {"good": GOOD, "note": OPEN, "bad": BAD}
    head = Text(f"{SIGNS[line.state]} ", style=styles[line.state]) + Text(padded(visible(line.label), LABEL))
    first, *rest = line.found.split("\n")
    page.line(head + Text(visible(first)), indent=2, hanging=LABEL + 2)
    for row in rest:
        page.line(visible(row), indent=LABEL + 4)
    if line.remedy:
        page.line(Text(f"→ {line.remedy}", style=FAINT), indent=LABEL + 4, hanging=2)
