"""What is known of a conversation's attributes: given, derived from events and dates, or missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from svcnorm.judging.localtime import local_date
from svcnorm.judging.metrics.rings import rings
from svcnorm.model.rules import AttributeType
from svcnorm.timeline.timeline import Timeline

Range = tuple[float, float]


class Known(NamedTuple):
    """An attribute's value, a `Range` where only bounds are known, or None with the reason why not."""

    value: Any
    reason: str = ""


def attribute(timeline: Timeline, name: str) -> Known:
    """The value of an attribute, `channel` and derived ones included."""
    given = timeline.conversation.attributes.get(name)
    if given is not None:
        return Known(given)
    if name in DERIVED:
        return DERIVED[name](timeline)
    declared = timeline.vocabulary.attributes.get(name, AttributeType(name))
    if declared.derive in DERIVED:
        return DERIVED[declared.derive](timeline)
    if declared.missing != "unknown":
        return Known(_typed(declared))
    return Known(None, "attribute_missing")


def _typed(declared: AttributeType) -> Any:
    if declared.type == "boolean":
        return declared.missing.lower() == "true"
    return float(declared.missing) if declared.type == "number" else declared.missing


def _channel(timeline: Timeline) -> Known:
    channel = timeline.channel
    return Known(channel) if channel else Known(None, "channel_unknown")


def _rings(timeline: Timeline) -> Known:
    found = rings(timeline)
    if found.reason:
        return Known(None, found.reason)
    return Known(found.lo if found.lo == found.hi else (found.lo, found.hi))


def _dropped(timeline: Timeline) -> Known:
    return Known(timeline.broke_off())


def _holiday(timeline: Timeline) -> Known:
    started = timeline.conversation.started_at
    if started is None:
        return Known(None, "no_start_time")
    settings = timeline.vocabulary.settings
    day = local_date(started, settings.utc_offset)
    year = settings.calendar.get(day.year)
    return Known(None, "calendar_missing") if year is None else Known(day.strftime("%m-%d") in year[0])


def _customer_turn_characters(timeline: Timeline) -> Known:
    """Characters of the customer's mean turn."""
    turns = [t for t, theirs in timeline.content_turns("customer") if theirs.value]
    if not turns:
        return Known(None, "attribute_missing")
    total = sum(len(timeline.words.texts[t.index].skeleton) for t in turns)
    return Known(total / len(turns))


DERIVED: Mapping[str, Callable[[Timeline], Known]] = {
    "channel": _channel,
    "rings": _rings,
    "dropped": _dropped,
    "holiday": _holiday,
    "customer_turn_characters": _customer_turn_characters,
}
