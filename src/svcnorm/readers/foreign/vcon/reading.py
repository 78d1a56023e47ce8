"""A vCon as a conversation of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcnorm.model.conversation import Conversation, Event, Party
from svcnorm.readers import checks, times
from svcnorm.readers.canonical import TurnMaker, build
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.foreign.vcon.dialogs import Dialog, dialogs
from svcnorm.readers.foreign.vcon.events import Happened, happened
from svcnorm.readers.foreign.vcon.facts import facts, text_of, zone
from svcnorm.readers.foreign.vcon.history import OUR_EVENTS, entries, history_of
from svcnorm.readers.foreign.vcon.ours import Ours, ours
from svcnorm.readers.foreign.vcon.people import Person, people
from svcnorm.readers.foreign.vcon.speech import Speech, Spoken, speech
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.turns import WrittenTurn

_HARMLESS = ("CC", "wtf_transcription")
"""Extensions that leave the meaning of what is read here alone."""


def conversation(data: Mapping[str, Any], place: Place, name: str, options: ReadOptions) -> Conversation:
    """The conversation. What the vCon itself says beats our attachment in it. Raises InputError."""
    _refuse_unknown(data, place)
    own = ours(data, place)
    persons = people(data, place, options, own.ids if own else ())
    pieces = dialogs(data, place, len(persons), options)
    said = speech(data, place, pieces, persons, options, own.dialogs if own else 0)
    if not said.said and not own:
        _wordless(pieces, said, place)
    told = entries(pieces, len(persons), options)
    unknown: list[str] = []
    events = happened(told, pieces, persons, unknown)
    record: dict[str, Any] = dict(own.record) if own else facts(data, pieces, persons, said, options)
    record["title"] = text_of(data.get("subject"))
    record["parties"] = [_party(party) for party in _declared(persons, said, own)]
    record["notes"] = [*record.get("notes", ()), *said.notes]
    if said.silent:
        record["notes"].append(f"dialogs_without_words:{len(said.silent)}")
    turns = _turn_maker(said.said, own)
    if own:
        talk = build(record, own.place, name, options, turns)
        if set(history_of(talk)) == set(told):
            return talk
        # Somebody else changed the history: what it can tell counts as it tells it.
        kinds = {*OUR_EVENTS, *(event.type for event in events)}
        kept = [item for item in record.get("events", ()) if item["type"] not in kinds]
        record["notes"].append("vcon_history_changed")
    else:
        kept = [_of_transcript(event, base, zone(pieces, options)) for event, base in said.events]
    record["events"] = [*kept, *(_event(event, zone(pieces, options)) for event in events)]
    record["notes"] += unknown
    return build(record, own.place if own else place, name, options, turns)


def _refuse_unknown(data: Mapping[str, Any], place: Place) -> None:
    """Extensions that change what a vCon means must be understood, or the vCon refused (section 4.1.4)."""
    for key in ("critical", "must_support"):
        for index, word in enumerate(checks.sequence(data.get(key) or [], place.at(key), key)):
            if word not in _HARMLESS:
                spot = place.at(key).at(index)
                message = f"this vCon needs the extension “{str(word)[:40]}”, which svcnorm does not know"
                raise spot.error(message, "export it without that extension")


def _wordless(pieces: Sequence[Dialog], said: Speech, place: Place) -> None:
    """A vCon without words is an error, unless all that it tells of are calls that came to nothing."""
    recordings = sum(dialog.kind == "recording" for dialog in said.silent)
    if recordings:
        raise place.error(
            f"this vCon holds no words, only recordings: {recordings}",
            "transcribe the recordings first, and put the transcripts into its analysis",
        )
    if said.silent:
        raise said.silent[0].place.error("the words of this vCon are not inside it", "export it with its texts inside")
    if not any(dialog.kind == "incomplete" for dialog in pieces):
        raise place.error("this vCon holds no words", "export it with its dialogs or a transcript")


def _turn_maker(said: Sequence[Spoken], own: Ours | None) -> TurnMaker:
    def make(clock: RecordClock, speakers: Speakers) -> Sequence[WrittenTurn]:
        return [_turn(each, own, clock) for each in said]

    return make


def _turn(said: Spoken, own: Ours | None, clock: RecordClock) -> WrittenTurn:
    start, end = said.start, said.end
    if own and start is None and said.dialog < min(own.dialogs, len(own.turns)):
        since = own.turns[said.dialog]
        start, end = (
            None if since.get(key) is None else clock.read(since[key], own.place, key) for key in ("start", "end")
        )
    return WrittenTurn(said.text, said.place, speaker=said.party, start=start, end=end)


def _declared(persons: Sequence[Person], said: Speech, own: Ours | None) -> list[Party]:
    """The parties of the conversation: who speaks, and, where nobody unnamed does, whoever has a role."""
    if own:
        author = own.author if own.author is not None and own.author >= len(own.ids) else None
        return [*(person.party for person in persons if person.number != author), *said.others.values()]
    speaking = {each.party for each in said.said}
    unnamed = any(party.role == "unknown" for party in said.others.values())
    kept = [p.party for p in persons if p.party.id in speaking or (p.role != "unknown" and not unnamed)]
    return [*kept, *said.others.values()]


def _event(event: Happened, offset: int) -> dict[str, Any]:
    fields = {"to": event.to, "disposition": event.disposition}
    at = None if event.at is None else times.iso(event.at, offset)
    return _filled(type=event.type, at=at, by=event.by, fields=_filled(**fields))


def _of_transcript(event: Event, base: int | None, offset: int) -> dict[str, Any]:
    """An event that a transcript tells; without a start of its own it counts from that of its dialog."""
    instant = base + event.at if event.instant is None and event.at is not None and base is not None else event.instant
    since = None if event.at is None else event.at / 1000
    at = since if instant is None else times.iso(instant, offset)
    fields = dict(event.fields)
    return _filled(type=event.type, at=at, by=event.by, ref=event.ref, id=event.id, kind=event.kind, fields=fields)


def _party(party: Party) -> dict[str, Any]:
    return _filled(id=party.id, role=party.role, agent=party.agent, team=party.team, name=party.name)


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, {})}
