"""The utterances of a record: from turns as written, whatever the format, to values on its clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from svcnorm.model.conversation import Utterance
from svcnorm.model.errors import InputError
from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.labels import Label
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.times import Moment

TURN_KEYS = ("speaker", "role", "text", "start", "end")


class WrittenTurn(NamedTuple):
    """One turn as it stands in its file: who (a speaker as written, or a label understood), what, when.

    `lines` as in Utterance.
    """

    text: str
    place: Place
    speaker: str | None = None
    role: str | None = None
    label: Label | None = None
    start: Moment | None = None
    end: Moment | None = None
    lines: tuple[tuple[int, int], ...] = ()


def from_object(item: object, place: Place, clock: RecordClock, speakers: Speakers) -> WrittenTurn:
    """A turn of canonical JSON: `{"speaker": …, "text": …, "start": …, "end": …}`."""
    data = checks.mapping(item, place, "a turn")
    checks.known_keys(data, TURN_KEYS, place, "a turn")
    if "text" not in data:
        raise place.error("a turn needs a text", 'write {"speaker": "agent", "text": "您好"}')
    start, end = (_time(data, key, place, clock) for key in ("start", "end"))
    speaker = data.get("speaker")
    return WrittenTurn(
        text=checks.text(data["text"], place.at("text"), "text"),
        place=place,
        speaker=None if speaker is None else checks.name(speaker, place.at("speaker"), "speaker"),
        role=None if data.get("role") is None else speakers.role(data["role"], place.at("role")),
        start=start,
        end=end,
    )


def place_turns(
    turns: Sequence[WrittenTurn], clock: RecordClock, speakers: Speakers, any_order: bool = False
) -> tuple[Utterance, ...]:
    """The utterances, in time. Raises InputError where times run backwards, unless `any_order` says
    that the source keeps no order: then they are sorted by start, equal ones as they stand."""
    clock.start_from(turn.start for turn in turns if turn.start)
    utterances = [_utterance(turn, clock, speakers) for turn in turns]
    starts = [u.start for u in utterances]
    if any_order:
        return _sorted(utterances, turns, clock)
    latest: int | None = None
    for start, turn in zip(starts, turns):
        if start is not None and latest is not None and start < latest:
            raise _backwards(turn.place, start, latest)
        latest = latest if start is None else start
    return tuple(utterances)


def _utterance(turn: WrittenTurn, clock: RecordClock, speakers: Speakers) -> Utterance:
    if turn.label is not None:
        party = speakers.known(turn.label)
    else:
        party = speakers.find(turn.speaker, turn.role, turn.place)
    start = clock.both(turn.start)[0] if turn.start else None
    end = clock.both(turn.end)[0] if turn.end else None
    if end is not None and start is None:
        raise turn.place.error("the turn has an end and no start", "give both, or only the start")
    if end is not None and start is not None and end < start:
        raise turn.place.error(f"the turn ends ({_shown(end)}) before it starts ({_shown(start)})", "correct the times")
    return Utterance(party.id, party.role, turn.text, start, end, turn.place.source, lines=turn.lines)


def _sorted(utterances: list[Utterance], turns: Sequence[WrittenTurn], clock: RecordClock) -> tuple[Utterance, ...]:
    for utterance, turn in zip(utterances, turns):
        if utterance.start is None:
            raise turn.place.error("turns in any order need a start each", "give start, or leave out unordered")
    in_time = sorted(utterances, key=lambda u: u.start or 0)
    if in_time != utterances:
        clock.notes.append("turns_sorted")
    return tuple(in_time)


def _backwards(place: Place, start: int, latest: int) -> InputError:
    return place.error(
        f"times run backwards: {_shown(start)} comes after {_shown(latest)}",
        "correct the time, or set unordered: true if the source keeps no order",
    )


def _shown(milliseconds: int) -> str:
    return f"{milliseconds / 1000:g} s" if abs(milliseconds) < 100_000 else f"{milliseconds // 1000} s"


def _time(data: Any, key: str, place: Place, clock: RecordClock) -> Moment | None:
    return None if data.get(key) is None else clock.read(data[key], place.at(key), key)
