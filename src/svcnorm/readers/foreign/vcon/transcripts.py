"""The transcripts of a vCon's recordings, and whose words they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from svcnorm.model.conversation import Party
from svcnorm.model.errors import InputError
from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign.vcon import content
from svcnorm.readers.foreign.vcon.dialogs import Dialog, index_of
from svcnorm.readers.foreign.vcon.heard import Transcript, transcript
from svcnorm.readers.foreign.vcon.people import Person
from svcnorm.readers.foreign.vcon.speech import Speech, Spoken
from svcnorm.readers.foreign.vcon.voices import Directory, Voice, assigned, directory
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment

TYPES = ("transcript", "transcription", "wtf_transcription", "diarized")
"""Types of analyses that hold one: of the core draft, of draft-howe-vcon-wtf-extension, of tools."""


class Written(NamedTuple):
    """An analysis that is a transcript, and the dialogs that it is of."""

    item: content.Item
    place: Place
    dialogs: tuple[int, ...]


def add_transcripts(
    data: Any,
    place: Place,
    dialogs: Sequence[Dialog],
    people: Sequence[Person],
    options: ReadOptions,
    found: Speech,
    covered: frozenset[int],
) -> frozenset[int]:
    """Add to `found` what transcripts say of dialogs that are not `covered` yet; returns those that are now.

    Raises InputError for a transcript that nobody can read, unless another of the same dialogs can be read.
    """
    failed: list[tuple[Written, InputError]] = []
    kept: list[tuple[Written, Transcript]] = []
    known = directory(people)
    messages, passed_over = covered, 0
    # What was added last is the best that somebody knew.
    for written in reversed(list(transcripts(data, place, dialogs))):
        if covered.issuperset(written.dialogs) and (written.dialogs or found.said or kept):
            passed_over += not written.dialogs or not messages.issuperset(written.dialogs)
            continue
        try:
            told = _told(written, len(people), options)
        except InputError as error:
            failed.append((written, error))
            continue
        if any(heard.text.strip() for heard in told.said):
            covered |= set(written.dialogs)
            kept.append((written, told))
    for written, fault in failed:
        if not (covered.issuperset(written.dialogs) if written.dialogs else found.said or kept):
            raise fault
    for written, told in sorted(kept, key=lambda each: each[0].dialogs):
        _add(told, written, dialogs, known, found)
    found.notes.extend([f"transcripts_passed_over:{passed_over}"] if passed_over else [])
    return covered


def transcripts(data: Any, place: Place, dialogs: Sequence[Dialog]) -> Iterator[Written]:
    """The transcripts among the analyses, and, as an older extension has it, among the attachments."""
    recordings = tuple(dialog.number for dialog in dialogs if dialog.kind == "recording")
    for key in ("attachments", "analysis"):
        spot = place.at(key)
        for index, value in enumerate(checks.sequence(data.get(key) or [], spot, key)):
            if not isinstance(value, dict) or str(value.get("type") or value.get("purpose")).lower() not in TYPES:
                continue
            here = spot.at(index)
            told = value.get("dialog")
            listed = told if isinstance(told, list) else [] if told is None else [told]
            of = tuple(index_of(each, len(dialogs), here.at("dialog"), "dialog") for each in listed)
            yield Written(value, here, of or (recordings if len(recordings) == 1 else ()))


def _told(written: Written, parties: int, options: ReadOptions) -> Transcript:
    words = content.body(written.item, written.place)
    return Transcript([]) if words is None else transcript(words, written.place.at("body"), parties, options)


def _add(told: Transcript, written: Written, dialogs: Sequence[Dialog], known: Directory, found: Speech) -> None:
    """Take in a transcript: its times count from the start of its first dialog."""
    starts = [start for number in written.dialogs if (start := dialogs[number].start) is not None]
    base = told.started_at if told.started_at is not None else min(starts, default=None)
    number = written.dialogs[0] if written.dialogs else len(dialogs)
    ids = _ids(told, dialogs[number] if len(written.dialogs) == 1 else None, number, known, found)
    for heard in told.said:
        if heard.text.strip():
            begins, ends = (_placed(moment, base) for moment in (heard.start, heard.end))
            found.said.append(Spoken(heard.text, heard.place, ids[heard.voice], begins, ends, number))
    found.events.extend((event, base) for event in told.events)
    found.notes.extend(told.notes)


def _ids(told: Transcript, dialog: Dialog | None, number: int, known: Directory, found: Speech) -> dict[Voice, str]:
    """The id of the party that each voice is; those that are no party of the vCon become one of the conversation."""
    voices = list(dict.fromkeys(heard.voice for heard in told.said))
    persons = assigned(voices, dialog, known, told.channels)
    ids = {}
    for voice in voices:
        if voice in persons:
            ids[voice] = persons[voice].party.id
            continue
        ident = voice.id
        # Numbers are given anew in each recording: the next 0 is somebody else.
        while ident in known.ids or (voice.role == "unknown" and ident in found.others):
            ident = f"{number}.{ident}"
        ids[voice] = ident
        found.others[ident] = Party(ident, voice.role, agent=voice.agent, name=voice.name)
    return ids


def _placed(moment: Moment | None, base: int | None) -> Moment | None:
    if moment is None or moment.elapsed is None or base is None:
        return moment
    return Moment(instant=base + moment.elapsed)
