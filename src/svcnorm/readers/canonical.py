"""The canonical form of a conversation: what JSON files, front matter and the tests of rules all hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from svcnorm.model.conversation import CHANNELS, Conversation, Value
from svcnorm.readers import checks, turns
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.events import read_events, value_of
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.turns import WrittenTurn

KEYS = (
    *(
        "id",
        "title",
        "channel",
        "started_at",
        "ended_at",
        "customer",
        "case",
        "cases",
        "language",
        "attributes",
        "rings",
    ),
    *("parties", "turns", "events", "complete", "records", "records_until", "unordered"),
    *("channel_source", "role_source", "zone_source", "notes", "$schema"),
)
EXPECTED = 'expected {"id": …, "turns": [{"speaker": "agent", "text": "您好"}], "events": […]}'
SOURCES = ("given", "inferred", "option", "config", "assumed", "unknown")
DEFAULTS = ReadOptions()
TurnMaker = Callable[[RecordClock, Speakers], Sequence[WrittenTurn]]


def conversation_from_data(
    data: Mapping[str, Any], source: str, where: str = "", options: ReadOptions = DEFAULTS
) -> Conversation:
    """The conversation that canonical data describes; `turns` may also be lines of the text form.

    `source` is the file as the user wrote it and `where` a JSON pointer to the data in it. Raises
    InputError, with the pointer, for whatever is not understood.
    """
    return read_object(data, Place(source, where), source + where, options)


def read_object(
    data: object, place: Place, default_id: str, options: ReadOptions, expected: str = EXPECTED
) -> Conversation:
    """One canonical object at `place`; `default_id` names it where it has no id of its own, and `expected` says
    what could have stood there if it is none."""
    record = checks.mapping(data, place, "a conversation")
    if "turns" not in record and "events" not in record:
        near = next((near for key in record if (near := checks.close_to(key, ("turns", "events")))), "")
        raise place.error(
            f"this is not a conversation: it has neither turns nor events, but {_list(record)}",
            f"did you mean “{near}”?" if near else expected,
        )
    return build(record, place, default_id, options, _turn_maker(record.get("turns", []), place.at("turns")))


def build(
    record: Mapping[str, Any], place: Place, default_id: str, options: ReadOptions, make_turns: TurnMaker
) -> Conversation:
    """A conversation from its head data and whatever yields its turns."""
    checks.known_keys(record, KEYS, place, "a conversation")

    def given(key: str) -> bool:
        return record.get(key) is not None

    def name(key: str) -> str | None:
        return checks.name(record[key], place.at(key), key) if given(key) else None

    channel = checks.one_of(record["channel"], CHANNELS, place.at("channel"), "channel") if given("channel") else None
    clock = RecordClock(options)
    if given("started_at"):
        clock.start(record["started_at"], place.at("started_at"))
    speakers = Speakers(options, channel)
    if given("parties"):
        speakers.declare(record["parties"], place.at("parties"))
    any_order = given("unordered") and checks.truth(record["unordered"], place.at("unordered"), "unordered")
    utterances = turns.place_turns(make_turns(clock, speakers), clock, speakers, any_order)
    events = read_events(record["events"], place.at("events"), clock, speakers) if given("events") else ()
    ended_at = _instant(record, "ended_at", place, clock)
    if ended_at is not None and clock.started_at is not None and ended_at < clock.started_at:
        raise place.at("ended_at").error("the conversation ends before it starts", "correct ended_at or started_at")
    complete_start, complete_end = _complete(record, place)
    return Conversation(
        id=name("id") or default_id,
        source=place.file,
        title=name("title"),
        channel=channel,
        channel_source=_source(record, "channel_source", place, "given" if channel else "unknown"),
        role_source=_source(record, "role_source", place, options.role_source if speakers.told else "given"),
        started_at=clock.started_at,
        ended_at=ended_at,
        utc_offset=clock.offset,
        zone_source=_source(record, "zone_source", place, clock.zone_source),
        customer=name("customer"),
        cases=_cases(record, place),
        language=name("language"),
        attributes=_attributes(record, place),
        parties=tuple(speakers.parties.values()),
        utterances=utterances,
        events=events,
        complete_start=complete_start,
        complete_end=complete_end,
        records=frozenset(_names(record, "records", place)),
        records_until=_instant(record, "records_until", place, clock),
        notes=(*_names(record, "notes", place), *clock.notes),
    )


def _turn_maker(value: object, place: Place) -> TurnMaker:
    """Turns given as objects, or all as lines of the text form."""
    items = checks.sequence([] if value is None else value, place, "turns")
    lines = [item for item in items if isinstance(item, str)]
    if lines and len(lines) < len(items):
        odd = next(i for i, item in enumerate(items) if isinstance(item, str) != isinstance(items[0], str))
        raise place.at(odd).error("turns are either all objects or all lines of text", "write them in one way")

    def make(clock: RecordClock, speakers: Speakers) -> Sequence[WrittenTurn]:
        if not lines:
            return [turns.from_object(item, place.at(i), clock, speakers) for i, item in enumerate(items)]
        from svcnorm.readers.textlines import written_turns

        placed = [(line, place.at(i)) for i, line in enumerate(lines)]
        return written_turns(placed, clock, speakers, goes_on=False)

    return make


def _cases(record: Mapping[str, Any], place: Place) -> tuple[str, ...]:
    if record.get("case") is not None:
        if record.get("cases") is not None:
            raise place.at("case").error("give case or cases, not both")
        return (checks.name(record["case"], place.at("case"), "case"),)
    return tuple(dict.fromkeys(_names(record, "cases", place)))


def _attributes(record: Mapping[str, Any], place: Place) -> dict[str, Value]:
    """The attributes; `rings` beside them is short for the attribute of that name."""
    given = checks.mapping(record.get("attributes") or {}, place.at("attributes"), "attributes")
    found = {key: value_of(value, place.at("attributes").at(key), key) for key, value in given.items()}
    rings = record.get("rings")
    if rings is None:
        return found
    if isinstance(rings, bool) or not isinstance(rings, (int, float)):
        raise place.at("rings").error(f"rings must be a number, not {checks.kind(rings)}")
    if "rings" in found:
        raise place.at("rings").error("rings is given twice", "keep it under attributes")
    return {**found, "rings": value_of(rings, place.at("rings"), "rings")}


def _complete(record: Mapping[str, Any], place: Place) -> tuple[bool, bool]:
    spot = place.at("complete")
    data = checks.mapping(record.get("complete") or {}, spot, "complete")
    checks.known_keys(data, ("start", "end"), spot, "complete")
    start, end = (checks.truth(data.get(key, True), spot.at(key), key) for key in ("start", "end"))
    return start, end


def _instant(record: Mapping[str, Any], key: str, place: Place, clock: RecordClock) -> int | None:
    if record.get(key) is None:
        return None
    spot = place.at(key)
    return clock.instant(clock.read(record[key], spot, key), spot, key)


def _names(record: Mapping[str, Any], key: str, place: Place) -> list[str]:
    spot = place.at(key)
    items = checks.sequence(record.get(key) or [], spot, key)
    return [checks.name(item, spot.at(index), key) for index, item in enumerate(items)]


def _source(record: Mapping[str, Any], key: str, place: Place, default: str) -> str:
    return checks.one_of(record[key], SOURCES, place.at(key), key) if record.get(key) is not None else default


def _list(record: Mapping[str, Any]) -> str:
    keys = ", ".join(list(record)[:6])
    return f"only {keys}" if keys else "nothing at all"
