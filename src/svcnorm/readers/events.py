"""The events of a record: what happened beside the words, each on the record's clock."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from svcnorm.model.conversation import Event, Value
from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.times import DAY

EVENT_KEYS = ("type", "at", "by", "due", "ref", "id", "kind", "fields")
KINDS = ("occurred", "scheduled", "content", "backchannel")
DEEPEST = 20


def read_events(value: object, place: Place, clock: RecordClock, speakers: Speakers) -> tuple[Event, ...]:
    """The record's list of events, in its own order."""
    items = checks.sequence(value, place, "events")
    return tuple(_event(item, place.at(index), clock, speakers) for index, item in enumerate(items))


def value_of(value: object, place: Place, what: str, depth: int = 0) -> Value:
    """Free data of an event or attribute: JSON without NaN or infinite numbers, not nested without end."""
    if depth > DEEPEST:
        raise place.error(f"{what} is nested too deeply")
    if isinstance(value, float) and not math.isfinite(value):
        raise place.error(f"{what} is not a finite number")
    if isinstance(value, Mapping):
        data = checks.mapping(value, place, what)
        return {key: value_of(member, place.at(key), what, depth + 1) for key, member in data.items()}
    if isinstance(value, (list, tuple)):
        return [value_of(member, place.at(index), what, depth + 1) for index, member in enumerate(value)]
    if value is None or isinstance(value, (str, int, float)):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise place.error(f"{what} must be text, a number, true, false, a list or an object")


def _event(item: object, place: Place, clock: RecordClock, speakers: Speakers) -> Event:
    data = checks.mapping(item, place, "an event")
    if "type" not in data:
        raise place.error("an event needs a type", 'write {"type": "answer", "at": 0.0}')
    fields = _fields(data, place)
    at, instant = (None, None) if data.get("at") is None else clock.both(clock.read(data["at"], place.at("at"), "at"))
    return Event(
        type=checks.text(checks.name(data["type"], place.at("type"), "type"), place, "type"),
        at=at,
        instant=instant,
        by=None if data.get("by") is None else _by(data["by"], place.at("by"), speakers),
        due=None if data.get("due") is None else _due(data["due"], place.at("due"), clock),
        ref=_name(data, "ref", place),
        id=_name(data, "id", place),
        kind=None if data.get("kind") is None else checks.one_of(data["kind"], KINDS, place.at("kind"), "kind"),
        source=place.source,
        fields=fields,
    )


def _by(value: object, place: Place, speakers: Speakers) -> str:
    """Who did it, as a role: `by` may also name a party."""
    if isinstance(value, str) and value in speakers.parties:
        return speakers.parties[value].role
    return speakers.role(value, place)


def _due(value: object, place: Place, clock: RecordClock) -> int:
    """A deadline as epoch ms; a date without a time means the end of that day."""
    moment = clock.read(value, place, "due")
    return clock.instant(moment, place, "due") + (DAY if moment.day_only else 0)


def _name(data: Mapping[str, Any], key: str, place: Place) -> str | None:
    return None if data.get(key) is None else checks.name(data[key], place.at(key), key)


def _fields(data: Mapping[str, Any], place: Place) -> dict[str, Value]:
    """What an event carries beside the usual keys. A key that looks like a slip of a usual one is refused."""
    fields = dict(checks.mapping(data.get("fields", {}), place.at("fields"), "fields"))
    for key, value in data.items():
        if key in EVENT_KEYS:
            continue
        near = checks.close_to(key, EVENT_KEYS)
        if near:
            raise place.at(key).error(
                f"an event has no key “{key}”", f"did you mean “{near}”? If not, put it under fields"
            )
        fields[key] = value
    for key in fields:
        if key in EVENT_KEYS:
            raise place.at("fields").at(key).error(f"“{key}” is a key of the event itself", "move it out of fields")
    return {key: value_of(value, place.at(key), key) for key, value in fields.items()}
