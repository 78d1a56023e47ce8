"""Selectors to occurrences: the words, events and situations that a rule speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from svcnorm.model.conversation import Event
from svcnorm.model.rules import Selector
from svcnorm.patterns.values import Hit
from svcnorm.timeline.combine import combine
from svcnorm.timeline.filters import chosen, guarded, in_scope, meets
from svcnorm.timeline.occurrence import NO_FIELDS, Occurrence
from svcnorm.timeline.signals import DERIVED
from svcnorm.timeline.situations import situation
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, TRUE, Truth, unknown

Env = Mapping[str, Any]


def select(timeline: Timeline, selector: Selector, env: Env = NO_FIELDS) -> tuple[Occurrence, ...]:
    """Every occurrence of a selector, sure or possible, in the order of the timeline.

    `env` holds what the activation binds (`ref`, `due`, …); without it results are remembered.
    """
    if env:
        return _select(timeline, selector, env)
    kept = timeline.selected.get(id(selector))
    if kept is None:
        kept = timeline.selected[id(selector)] = (selector, _select(timeline, selector, env))
    return kept[1]


def select_in(
    timeline: Timeline, selector: Selector, holds: Callable[[Occurrence], Truth], env: Env = NO_FIELDS
) -> tuple[Occurrence, ...]:
    """The occurrences for which `holds` is not false; of a combination every member must lie there, not only the last.

    One for which `holds` is unknown is only possible.
    """
    if selector.of and not selector.nth:
        members = [select_in(timeline, member, holds, env) for member in selector.of]
        return _filtered(timeline, selector, combine(timeline, selector, members), env)
    inside = ((o, holds(o)) for o in select(timeline, selector, env))
    return tuple(o.doubted(truth) for o, truth in inside if truth.value is not False)


def _select(timeline: Timeline, selector: Selector, env: Env) -> tuple[Occurrence, ...]:
    return _filtered(timeline, selector, HEADS[selector.head](timeline, selector, env), env)


def _filtered(timeline: Timeline, selector: Selector, found: Iterable[Occurrence], env: Env) -> tuple[Occurrence, ...]:
    if selector.where:
        found = meets(timeline, found, selector.where, env)
    if selector.scope is not None:
        found = in_scope(timeline, found, selector.scope)
    if selector.guards:
        found = guarded(timeline, found, selector.guards, env)
    return chosen(sorted(found, key=_position), selector.nth)


def _position(o: Occurrence) -> tuple[int, tuple[int, int]]:
    """Time first, which for words follows the record; then place in the record, events last."""
    return (o.start.lo, o.order or (1 << 30, 0))


def _say(timeline: Timeline, selector: Selector, env: Env) -> Iterable[Occurrence]:
    scan = timeline.words.scan
    for index in scan.could_hit(selector.phrases):
        theirs = timeline.spoken_by(timeline.turns[index], selector.by)
        slips = timeline.slips(index) if selector.by is not None else frozenset()
        if theirs.value is False and not slips:
            continue
        for hit in scan.hits(selector.phrases, index):
            o = _of_hit(timeline, index, hit, selector)
            if slips.intersection(place.turn for place in o.places):
                yield o.doubted(unknown("role_unknown"))
            elif theirs.value is not False:
                yield o.doubted(theirs)


def _of_hit(timeline: Timeline, turn: int, hit: Hit, selector: Selector) -> Occurrence:
    values: dict[str, Any] = {name: value.text for name, value in hit.slots}
    for name, value in hit.slots:
        if value.latest is not None or value.instant is not None:
            values[f"{name}.instant"] = value.latest if value.latest is not None else value.instant
    o = timeline.place_of_words(turn, hit.start, hit.end, signal="say", name=hit.pattern)
    text = timeline.words.texts[turn].skeleton[hit.start : hit.end]
    o = o._replace(values=values, text=text, fields=_word_fields(timeline, turn, hit))
    return o if hit.sure else o.doubted(unknown(hit.reason or "fuzzy_only"))


def _word_fields(timeline: Timeline, turn: int, hit: Hit) -> Mapping[str, Any]:
    """What `where` may ask of words, and their place among the characters of their turn."""
    return {"turn_characters": len(timeline.words.texts[turn].skeleton), "span": (hit.start, hit.end)}


def _event(timeline: Timeline, selector: Selector, env: Env) -> Iterable[Occurrence]:
    for name in selector.names:
        for o in events(timeline, name):
            theirs = _by(o, selector.by)
            if theirs.value is not False:
                yield o.doubted(theirs)


def _by(o: Occurrence, roles: tuple[str, ...] | None) -> Truth:
    """Whether an event was by one of `roles`; one that does not say is possible."""
    if roles is None or o.role in roles:
        return TRUE
    if o.role == "":
        return unknown("no_event_record")
    return unknown("role_unknown") if o.role == "unknown" else FALSE


def events(timeline: Timeline, name: str) -> tuple[Occurrence, ...]:
    """Every event of one type: recorded ones, and for derived signals what the turns show."""
    key = f"event {name}"
    if key not in timeline.settled:
        recorded = [_recorded(timeline, e, own) for e, own in timeline.events if e.type == name]
        derived = DERIVED[name](timeline) if name in DERIVED else []
        timeline.settled[key] = tuple(recorded + derived)
    return timeline.settled[key]  # type: ignore[return-value]  # what keys of this kind hold


def _recorded(timeline: Timeline, event: Event, own: bool) -> Occurrence:
    at = timeline.clock.of_event(event)
    fields = {**event.fields, "ref": event.ref, "by": event.by, "id": event.id, "due": event.due}
    values = {"ref": event.ref, "due.instant": event.due, "by": event.by, "source": event.source}
    return Occurrence(
        f"event:{event.type}",
        event.type,
        start=at,
        end=at,
        role=event.by or "",
        fields=fields,
        values={k: v for k, v in values.items() if v is not None},
        text=event.type,
        owned=own,
    )


def _situation(timeline: Timeline, selector: Selector, env: Env) -> Iterable[Occurrence]:
    return (
        onset._replace(signal=f"situation:{selector.names[0]}")
        for onset, _ in situation(timeline, selector.names[0])[1]
    )


def _combination(timeline: Timeline, selector: Selector, env: Env) -> Iterable[Occurrence]:
    members = [select(timeline, member, env) for member in selector.of]
    return combine(timeline, selector, members)


HEADS: Mapping[str, Callable[[Timeline, Selector, Env], Iterable[Occurrence]]] = {
    "say": _say,
    "event": _event,
    "situation": _situation,
    "any_of": _combination,
    "all_of": _combination,
    "in_order": _combination,
    "at_least": _combination,
}
