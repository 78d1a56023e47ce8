"""What could not be judged, by what is missing, and what is left to a person's eyes."""

from __future__ import annotations

from rich.text import Text

from svcnorm.i18n import _, ngettext
from svcnorm.model.report import ConversationReport
from svcnorm.report import unjudged as open_
from svcnorm.report.terminal.screen import FAINT, OPEN, Screen
from svcnorm.report.unjudged import Waiting, place_words
from svcnorm.report.view import View

FIRST_LINES = 3


def unjudged(screen: Screen, view: View, of: ConversationReport) -> None:
    """One line for each thing that is missing: how many rules wait for it, and what would supply it."""
    groups = open_.waiting(view, of)
    if not groups:
        return
    screen.line()
    total = sum(len(group.verdicts) for group in groups)
    title = ngettext("Could not be judged: {n} rule", "Could not be judged: {n} rules", total)
    screen.line(Text(title, style=OPEN), indent=2)
    for group in groups:
        screen.line(_group(group), indent=4, hanging=2)
        for verdict in group.verdicts if view.verbose else ():
            screen.line(Text(f"{view.name(verdict.rule)}  {view.title(verdict)}", style=FAINT), indent=8, hanging=2)


def _group(group: Waiting) -> Text:
    rules = ngettext("{n} rule waits", "{n} rules wait", len(group.verdicts))
    line = Text(_("{missing}: {waiting}", missing=group.lacking, waiting=rules))
    return line.append(" → " + group.supply, style=FAINT) if group.supply else line


def checklist(screen: Screen, view: View, of: ConversationReport) -> None:
    """What a person must look at: first where this conversation showed something, then what the handbooks list."""
    lines = open_.checklist(view, of)
    if not lines:
        return
    screen.line()
    screen.line(ngettext("For a person to check: {n} item", "For a person to check: {n} items", len(lines)), indent=2)
    shown = lines if view.verbose else lines[:FIRST_LINES]
    for look in shown:
        line = Text("□ " + look.title + (place_words(view, of, look.place) if look.place else ""))
        if look.look_at:
            line.append("  " + look.look_at, style=FAINT)
        screen.line(line, indent=4, hanging=2)
    if len(shown) < len(lines):
        rest = ngettext("and {n} more (-v lists all)", "and {n} more (-v lists all)", len(lines) - len(shown))
        screen.line(Text(rest, style=FAINT), indent=4)
