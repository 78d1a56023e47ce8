"""A conversation as another system tells it, on its way to our own form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.readers import labels, times
from svcnorm.readers.canonical import build
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.labels import Label
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.times import Moment
from svcnorm.readers.turns import WrittenTurn

ROUNDING = 10
"""Milliseconds by which an end may lie before its start because the source rounded: then it is taken as the start."""


class Said(NamedTuple):
    """One sentence of a draft.

    `role` is a word for a role (`AGENT`, `客服`, `客服8001`), `speaker` and `channel` what the source
    numbers them by, `detail` an employee id or a name; each is None where the source is silent.
    """

    text: str
    place: Place
    role: str | None = None
    speaker: str | None = None
    channel: str | None = None
    detail: str | None = None
    start: Moment | None = None
    end: Moment | None = None


class Draft(NamedTuple):
    """`record` has the keys of canonical JSON, without turns; `name` is its id where it has none. `started` is when
    the conversation began, where `record` does not say it as text."""

    record: Mapping[str, Any]
    said: Sequence[Said]
    place: Place
    name: str
    notes: tuple[str, ...] = ()
    started: Moment | None = None


def finished(draft: Draft, options: ReadOptions) -> Conversation:
    """The conversation. Raises InputError with the place of whatever cannot be understood.

    A person cannot mend the export of a machine, so that what is evident is mended and noted: sentences without words
    are left out, others put in the order of their times, one without a time behind the one before it, ends before
    their starts left out.
    """
    said = [each for each in draft.said if each.text.strip()]
    empty = len(draft.said) - len(said)
    notes = [*draft.record.get("notes", ()), *draft.notes]
    if empty:
        notes.append(f"empty_turns:{empty}")
    record = {**_start(draft, said, options, notes), **draft.record, "notes": notes}
    by_channel = len({each.channel for each in said} - {None}) == 2

    def turns(clock: RecordClock, speakers: Speakers) -> list[WrittenTurn]:
        from svcnorm.readers.textlines import since_start

        labelled = [(each, _label(each, speakers, options, by_channel)) for each in said]
        return _in_order(since_start([_turn(each, label, clock) for each, label in labelled], clock), clock)

    return build(record, draft.place, draft.name, options, turns)


def _start(draft: Draft, said: Sequence[Said], options: ReadOptions, notes: list[str]) -> dict[str, Any]:
    """The start of the record and its zone: as told, else from the first sentence that has a date, which is noted."""
    told = draft.started
    if draft.record.get("started_at") is not None:
        return {}
    if told is None:
        dated = [each.start for each in said if each.start and each.start.instant is not None]
        told = min(dated, key=lambda when: when.instant or 0, default=None)
        notes.extend(["started_at_from_turns"] if told else [])
    if told is None or told.instant is None:
        return {}
    # Machines write UTC wherever the people are, so that only another zone says anything.
    return {
        "started_at": times.iso(told.instant, told.offset or options.utc_offset),
        "zone_source": "given" if told.offset else options.zone_source,
    }


def _turn(said: Said, label: Label, clock: RecordClock) -> WrittenTurn:
    start, end = (clock.both(when)[0] if when else None for when in (said.start, said.end))
    if end is not None and (start is None or end < start):
        end = start if start is not None and start - end <= ROUNDING else None
        if end is None:
            clock.notes.append(f"end_left_out:{said.place.source}")
    return WrittenTurn(
        said.text,
        said.place,
        label=label,
        start=None if start is None else Moment(elapsed=start),
        end=None if end is None else Moment(elapsed=end),
    )


def _in_order(turns: list[WrittenTurn], clock: RecordClock) -> list[WrittenTurn]:
    """The turns by their starts, equal ones as they stand; one without a start stays behind the one before it."""
    keys: list[int] = []
    for turn in turns:
        before = keys[-1] if keys else -times.FARTHEST
        keys.append(before if turn.start is None or turn.start.elapsed is None else turn.start.elapsed)
    order = sorted(range(len(turns)), key=keys.__getitem__)
    if order != list(range(len(turns))):
        clock.notes.append("turns_sorted")
    return [turns[index] for index in order]


def _label(said: Said, speakers: Speakers, options: ReadOptions, by_channel: bool) -> Label:
    """Who speaks: by the user's word on two channels, by the role that the source states, else the bare number.

    A speaker may be called by a role (客服) where another would be numbered."""
    number = said.speaker if said.speaker is not None else said.channel
    detail = said.detail if said.detail and labels.role_of(said.detail) is None else None
    if by_channel and options.agent_channel is not None and said.channel is not None:
        speakers.told = True
        role = "agent" if labels.same_number(said.channel, options.agent_channel) else "customer"
        return _of_role(role, detail)
    named = said.role or said.speaker
    label = labels.understand(named, speakers.channel, letters=False) if named else None
    if label is None or label.role == "unknown":
        return Label("unknown", number or said.role or detail or "unknown")
    return label if label.detail else _of_role(label.role, detail)


def _of_role(role: str, detail: str | None) -> Label:
    return Label(role, f"{role}:{detail}", detail) if detail else Label(role, role)
