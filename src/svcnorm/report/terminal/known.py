"""What is known and does not count: how many findings, and, where everything is listed, which and why."""

from __future__ import annotations

from rich.text import Text

from svcnorm.i18n import N_, _
from svcnorm.i18n.names import named
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import Finding
from svcnorm.report.notes import not_counted
from svcnorm.report.terminal.screen import FAINT, Screen
from svcnorm.report.view import View

KINDS = {"exception": N_("allowed"), "baseline": N_("of old"), "inline": N_("allowed in the script")}


def known(screen: Screen, view: View, of: ConversationReport) -> None:
    """One line for all suppressed findings of a conversation."""
    found = [(verdict, each) for verdict in of.verdicts for each in verdict.findings if each.suppressed is not None]
    if not found:
        return
    screen.line()
    screen.line(Text(not_counted(len(found)), style=FAINT), indent=2)
    for verdict, finding in found if view.verbose else ():
        text = view.cited(of.conversation, finding.message, finding.places)
        line = f"{view.title(verdict)}: {text}  {_why(view, finding)}"
        screen.line(Text(line, style=FAINT), indent=4, hanging=2)


def _why(view: View, finding: Finding) -> str:
    mark = finding.suppressed
    assert mark is not None
    parts = [named(KINDS, mark.kind), view.text(mark.reason), view.text(mark.owner), mark.place]
    if mark.expires:
        parts.append(_("until {day}", day=mark.expires))
    return f"({_(', ').join(part for part in parts if part)})"
