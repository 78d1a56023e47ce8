"""What could not be judged, by what is missing, and what is left to a person's eyes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text

from svcnorm.i18n import _, ngettext
from svcnorm.i18n.names import (
    ATTRIBUTES,
    CALL_EVENTS,
    CASE_EVENTS,
    MISSING,
    RECORDS,
    SUPPLY,
    VISIT_EVENTS,
    event,
    named,
    record_of,
)
from svcnorm.model.report import ConversationReport
from svcnorm.model.rules import Anchor, Condition, Constraint, Guard, Measure, Rule, Selector, Window
from svcnorm.model.verdicts import MANUAL, UNDETERMINED, RuleVerdict
from svcnorm.report.terminal.screen import FAINT, OPEN, Screen
from svcnorm.report.terminal.view import View

FIRST_LINES = 3
EVENTS_NAMED = 4
EVENTS = (*CALL_EVENTS, *VISIT_EVENTS, *CASE_EVENTS)

Lack = tuple[str, str]
"""(a reason, and what of it: the kind of record, an attribute, or nothing)."""


def unjudged(screen: Screen, view: View, of: ConversationReport) -> None:
    """One line for each thing that is missing: how many rules wait for it, and what would supply it."""
    groups: dict[tuple[Lack, ...], list[RuleVerdict]] = {}
    for verdict in of.verdicts:
        if verdict.verdict == UNDETERMINED:
            groups.setdefault(tuple(_lacks(view, verdict)), []).append(verdict)
    if not groups:
        return
    screen.line()
    total = sum(map(len, groups.values()))
    title = ngettext("Could not be judged: {n} rule", "Could not be judged: {n} rules", total)
    screen.line(Text(title, style=OPEN), indent=2)
    for lacks, verdicts in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        screen.line(_group(view, lacks, verdicts), indent=4, hanging=2)
        for verdict in verdicts if view.verbose else ():
            screen.line(Text(f"{view.name(verdict.rule)}  {view.title(verdict)}", style=FAINT), indent=8, hanging=2)


def _group(view: View, lacks: tuple[Lack, ...], verdicts: list[RuleVerdict]) -> Text:
    missing = _(" and ").join(_missing(view, lack, verdicts) for lack in lacks) or _("no reason given")
    waiting = ngettext("{n} rule waits", "{n} rules wait", len(verdicts))
    line = Text(_("{missing}: {waiting}", missing=missing, waiting=waiting))
    supply = _("; ").join(dict.fromkeys(filter(None, map(_supply, lacks))))
    return line.append(" → " + supply, style=FAINT) if supply else line


def _lacks(view: View, verdict: RuleVerdict) -> Iterator[Lack]:
    rule = view.rule(verdict)
    for reason in verdict.reasons:
        kinds = {record_of(name) for name in _events(rule)} - {""} if reason == "no_event_record" else set()
        if kinds:
            yield from ((reason, kind) for kind in RECORDS if kind in kinds)
        elif reason == "attribute_missing" and (names := sorted(set(_attributes(rule)))):
            yield reason, ",".join(names)
        else:
            yield reason, ""


def _missing(view: View, lack: Lack, verdicts: list[RuleVerdict]) -> str:
    reason, what = lack
    if reason == "no_event_record" and what:
        needed = {name for verdict in verdicts for name in _events(view.rule(verdict)) if record_of(name) == what}
        names = [event(name) for name in EVENTS if name in needed]
        more = _(" and others") if len(names) > EVENTS_NAMED else ""
        return _("no record of {events}", events=_(", ").join(names[:EVENTS_NAMED]) + more)
    if reason == "attribute_missing" and what:
        return _(
            "attributes missing ({names})", names=_(", ").join(named(ATTRIBUTES, name) for name in what.split(","))
        )
    return named(MISSING, reason)


def _supply(lack: Lack) -> str:
    reason, what = lack
    if reason == "no_event_record" and what:
        return _("needs the {record}", record=named(RECORDS, what))
    return named(SUPPLY, reason) if reason in SUPPLY else ""


def _events(rule: Rule | None) -> Iterator[str]:
    """The event types that a rule asks about."""
    if rule is None:
        return
    for part in _parts(rule):
        if isinstance(part, Selector) and part.head == "event":
            yield from part.names
        elif isinstance(part, Measure) and part.metric == "rings":
            yield "ring"


def _attributes(rule: Rule | None) -> Iterator[str]:
    for part in _parts(rule) if rule else ():
        if isinstance(part, Condition) and part.kind == "attribute" and part.name != "channel":
            yield part.name


def _parts(part: object) -> Iterator[object]:
    """A rule's parts, and their parts."""
    yield part
    for child in _children(part):
        if child is not None:
            yield from _parts(child)


def _children(part: Any) -> Iterable[Any]:
    if isinstance(part, Rule):
        return part.when, part.unless, part.anchor, part.constraint, part.window
    if isinstance(part, Condition):
        return *part.of, part.selector
    if isinstance(part, Selector):
        return *part.of, *part.guards
    if isinstance(part, Measure):
        return part.selector, part.among
    if isinstance(part, Constraint):
        return part.selector, part.measure
    if isinstance(part, (Anchor, Guard)):
        return (part.selector,)
    return (part.until,) if isinstance(part, Window) else ()


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
