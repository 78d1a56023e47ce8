"""What is known and does not count: how many findings, and, where everything is listed, which and why."""

from __future__ import annotations

from rich.text import Text

from svcnorm.model.report import ConversationReport
from svcnorm.report.known import known as found_in
from svcnorm.report.known import told
from svcnorm.report.notes import not_counted
from svcnorm.report.terminal.screen import FAINT, Screen
from svcnorm.report.view import View


def known(screen: Screen, view: View, of: ConversationReport) -> None:
    """One line for all suppressed findings of a conversation."""
    found = found_in(of)
    if not found:
        return
    screen.line()
    screen.line(Text(not_counted(len(found)), style=FAINT), indent=2)
    for verdict, finding in found if view.verbose else ():
        screen.line(Text(told(view, of, verdict, finding), style=FAINT), indent=4, hanging=2)
