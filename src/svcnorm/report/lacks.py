"""What an undetermined verdict lacks, and what would supply it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from svcnorm.i18n import _
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
from svcnorm.model.rules import Anchor, Condition, Constraint, Guard, Measure, Rule, Selector, Window
from svcnorm.model.verdicts import RuleVerdict

EVENTS_NAMED = 4
EVENTS = (*CALL_EVENTS, *VISIT_EVENTS, *CASE_EVENTS)

Lack = tuple[str, str]
"""(a reason, and what of it: the kind of record, an attribute, or nothing)."""


def lacks(rule: Rule | None, verdict: RuleVerdict) -> Iterator[Lack]:
    """What the verdict of a rule lacks."""
    for reason in verdict.reasons:
        kinds = {record_of(name) for name in _events(rule)} - {""} if reason == "no_event_record" else set()
        if kinds:
            yield from ((reason, kind) for kind in RECORDS if kind in kinds)
        elif reason == "attribute_missing" and (names := sorted(set(_attributes(rule)))):
            yield reason, ",".join(names)
        else:
            yield reason, ""


def lacking_in_words(found: Iterable[Lack], rules: Sequence[Rule | None]) -> tuple[str, str]:
    """What is lacking to these rules, and what would supply it; the latter is empty where nothing would."""
    found = list(found)
    lacking = _(" and ").join(_missing(lack, rules) for lack in found) or _("no reason given")
    return lacking, _("; ").join(dict.fromkeys(filter(None, map(_supply, found))))


def _missing(lack: Lack, rules: Sequence[Rule | None]) -> str:
    reason, what = lack
    if reason == "no_event_record" and what:
        needed = {name for rule in rules for name in _events(rule) if record_of(name) == what}
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
