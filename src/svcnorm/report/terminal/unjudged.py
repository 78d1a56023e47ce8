"""What could not be judged, by what is missing, and what is left to a person's eyes."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from svcnorm.i18n import _, ngettext
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import MANUAL, UNDETERMINED, RuleVerdict
from svcnorm.report.lacks import Lack, lacking_in_words, lacks
from svcnorm.report.terminal.screen import FAINT, OPEN, Screen
from svcnorm.report.terminal.view import View

FIRST_LINES = 3


def unjudged(screen: Screen, view: View, of: ConversationReport) -> None:
    """One line for each thing that is missing: how many rules wait for it, and what would supply it."""
    groups: dict[tuple[Lack, ...], list[RuleVerdict]] = {}
    for verdict in of.verdicts:
        if verdict.verdict == UNDETERMINED:
            groups.setdefault(tuple(lacks(view.rule(verdict), verdict)), []).append(verdict)
    if not groups:
        return
    screen.line()
    total = sum(map(len, groups.values()))
    title = ngettext("Could not be judged: {n} rule", "Could not be judged: {n} rules", total)
    screen.line(Text(title, style=OPEN), indent=2)
    for found, verdicts in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        screen.line(_group(view, found, verdicts), indent=4, hanging=2)
        for verdict in verdicts if view.verbose else ():
            screen.line(Text(f"{view.name(verdict.rule)}  {view.title(verdict)}", style=FAINT), indent=8, hanging=2)


def _group(view: View, found: tuple[Lack, ...], verdicts: list[RuleVerdict]) -> Text:
    waiting = ngettext("{n} rule waits", "{n} rules wait", len(verdicts))
    lacking, supplied = lacking_in_words(found, [view.rule(verdict) for verdict in verdicts])
    line = Text(_("{missing}: {waiting}", missing=lacking, waiting=waiting))
    return line.append(" → " + supplied, style=FAINT) if supplied else line


def checklist(screen: Screen, view: View, of: ConversationReport) -> None:
    """What a person must look at: first where this conversation showed something, then what the handbooks list."""
    lines = [(_seen(view, of, v), v.checklist) for v in of.verdicts if v.verdict == MANUAL]
    lines += [(f"{norm.id} {norm.title}", norm.look_at) for norm in _manual_norms(view, of)]
    if not lines:
        return
    screen.line()
    screen.line(ngettext("For a person to check: {n} item", "For a person to check: {n} items", len(lines)), indent=2)
    shown = lines if view.verbose else lines[:FIRST_LINES]
    for title, look_at in shown:
        line = Text("□ " + view.text(title))
        screen.line(line.append("  " + view.text(look_at), style=FAINT) if look_at else line, indent=4, hanging=2)
    if len(shown) < len(lines):
        rest = ngettext("and {n} more (-v lists all)", "and {n} more (-v lists all)", len(lines) - len(shown))
        screen.line(Text(rest, style=FAINT), indent=4)


def _seen(view: View, of: ConversationReport, verdict: RuleVerdict) -> str:
    title = " ".join((*verdict.norms, view.title(verdict)))
    if not verdict.evidence:
        return title
    place = verdict.evidence[0]
    words = view.show.words(of.conversation, place)
    return title + _(" [sentence {n}: {words}]", n=place.turn + 1, words=words)


def _manual_norms(view: View, of: ConversationReport) -> list[Any]:
    channel = of.conversation.channel
    listed = {norm for verdict in of.verdicts for norm in verdict.norms}
    return [
        norm
        for handbook in view.report.handbooks
        for norm in handbook.norms
        if norm.status == "manual"
        and norm.id not in listed
        and (channel is None or not norm.channels or channel in norm.channels)
    ]
