"""What a rule looks at: words, times, call records, case logs, labels. So that people know what to supply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from svcnorm.model.rules import AttributeType, Condition, EventType, Ref, Rule, Selector, Situation
from svcnorm.packs.syntax.amounts import CALENDAR, ELAPSED
from svcnorm.packs.syntax.events import DERIVED

NEEDS = ("words", "times", "start", "call", "visit", "case", "customer", "attributes")
"""Codes of evidence, in the order in which people would ask for it."""

FAMILIES = {
    "call": "call",
    "hold": "call",
    "presence": "call",
    "visit": "visit",
    "case": "case",
    "customer": "customer",
    "contract": "customer",
}
"""The record that carries a family of events (`family` in the event catalogue); others stand in the case log."""

TIMED = ("silence", "overlap", "interruption")
CLOCKED = ("speech_rate", "talk_share", "duration", "silence", "overlap")


class Needs:
    """Finds what rules look at, given the situations, events and attributes of the packs in force."""

    def __init__(
        self,
        situations: Mapping[str, Situation],
        events: Mapping[str, EventType],
        attributes: Mapping[str, AttributeType],
    ) -> None:
        self.situations = situations
        self.events = events
        self.attributes = attributes

    def of(self, rule: Rule) -> tuple[str, ...]:
        """The evidence that a rule looks at, as codes in the order of NEEDS; none for what people judge."""
        if rule.constraint.kind == "manual":
            return ()
        found = {*self._constraint(rule), *self._placed(rule)}
        for part in (rule.when, rule.unless):
            if part is not None:
                found |= set(self._condition(part))
        return tuple(code for code in NEEDS if code in found)

    def _constraint(self, rule: Rule) -> Iterator[str]:
        constraint = rule.constraint
        if constraint.selector is not None:
            yield from self._selector(constraint.selector, frozenset())
        measure = constraint.measure
        if measure is None:
            return
        if measure.metric == "rings":
            yield "call"
        if measure.metric in CLOCKED:
            yield "times"
        for selector in (measure.selector, measure.among):
            if selector is not None:
                yield from self._selector(selector, frozenset())

    def _placed(self, rule: Rule) -> Iterator[str]:
        """Anchor and window. Lengths on the clock need times of the words, or the records that the events come from."""
        if rule.over == "customer":
            yield "customer"
        spoken = False
        if rule.anchor is not None and rule.anchor.selector is not None:
            anchor = set(self._selector(rule.anchor.selector, frozenset()))
            spoken = "words" in anchor
            yield from anchor
        window = rule.window
        if window is None:
            return
        if isinstance(window.until, Selector):
            yield from self._selector(window.until, frozenset())
        lengths = (window.within, *(window.gap or ()))
        units = {length.unit for length in lengths if length is not None and not isinstance(length, Ref)}
        if spoken and units & {*CALENDAR}:
            yield "start"
        if spoken and units & {*ELAPSED}:
            yield "times"

    def _selector(self, selector: Selector, seen: frozenset[str]) -> Iterator[str]:
        if selector.head == "say":
            yield "words"
        elif selector.head == "event":
            for name in selector.names:
                yield from self._event(name)
        elif selector.head == "situation":
            for name in selector.names:
                yield from self._situation(name, seen)
        if any(field in ("seconds", "rate") for field, _check in selector.where):
            yield "times"
        for inner in (*selector.of, *(guard.selector for guard in selector.guards)):
            yield from self._selector(inner, seen)

    def _event(self, name: str) -> Iterator[str]:
        if name in DERIVED:
            yield "times" if name in TIMED else "words"
        else:
            known = self.events.get(name)
            yield FAMILIES.get(known.family if known else "", "case")

    def _situation(self, name: str, seen: frozenset[str]) -> Iterator[str]:
        found = self.situations.get(name)
        if found is None or name in seen:
            return
        # The words show it too, so that nobody need supply the attribute.
        if found.attribute and found.starts is None:
            yield "attributes"
        for selector in (found.starts, found.ends):
            if selector is not None:
                yield from self._selector(selector, seen | {name})

    def _condition(self, part: Condition) -> Iterator[str]:
        if part.kind == "attribute" and part.name != "channel":
            known = self.attributes.get(part.name)
            if part.name == "rings":
                yield "call"
            elif (
                part.check is not None and part.check.op != "known" and known is not None and known.missing == "unknown"
            ):
                yield "attributes"
        if part.kind == "situation":
            yield from self._situation(part.name, frozenset())
        if part.selector is not None:
            yield from self._selector(part.selector, frozenset())
        for inner in part.of:
            yield from self._condition(inner)
