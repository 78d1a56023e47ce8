"""What a transcript of any form inside a vCon says: its form is recognised as that of a file would be."""

from __future__ import annotations

from typing import Any, NamedTuple

from svcnorm.model.conversation import Conversation, Event
from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place, kind
from svcnorm.readers.foreign.vcon.content import json_in, placed
from svcnorm.readers.foreign.vcon.voices import Voice
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment


class Heard(NamedTuple):
    """One sentence of a transcript."""

    text: str
    place: Place
    voice: Voice
    start: Moment | None = None
    end: Moment | None = None


class Transcript(NamedTuple):
    """What a transcript says; `channels`: its speakers are numbered by channel of the recording."""

    said: list[Heard]
    channels: bool = False
    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()
    started_at: int | None = None


def transcript(content: Any, place: Place, parties: int, options: ReadOptions) -> Transcript:
    """The transcript in data of JSON, or in a text. Raises InputError for a form that nobody knows."""
    from svcnorm.readers.canonical import read_object
    from svcnorm.readers.foreign.vcon import turnlist
    from svcnorm.readers.objects import REMEDY, is_canonical, shape_of

    if isinstance(content, str):
        found = _as_json(content, place)
        if found is None:
            return _of(_text(content, place, options), place, exact=False)
        content = found
    shape = shape_of(content, options)
    if shape is not None:
        if shape.name == "vcon":
            raise place.error("a vCon cannot be the transcript of another", "read it on its own")
        talks = list(shape.read(content, place, place.file, options))
        for talk in talks:
            if isinstance(talk, InputError):
                raise talk
        if len(talks) != 1 or not isinstance(talks[0], Conversation):
            raise place.error(f"the transcript holds {len(talks)} conversations", "keep one for each transcript")
        return _of(talks[0], place, channels=shape.carries.roles == "channel")
    turns = turnlist.turns_in(content, place)
    if turns:
        return Transcript(turnlist.heard(*turns, parties, options))
    if is_canonical(content):
        return _of(read_object(content, place, place.file, options), place)
    raise place.error(f"the transcript is {kind(content)} of a form that is not known", REMEDY)


def _as_json(text: str, place: Place) -> Any:
    """The JSON that a text is, or None; plain text may begin with a bracket too."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json_in(text, place)
    except InputError:
        return None


def _text(text: str, place: Place, options: ReadOptions) -> Conversation:
    """A transcript that is text: subtitles, Tencent's lines, or lines with labels."""
    from svcnorm.readers import cues, srt, tencent, webvtt
    from svcnorm.readers.canonical import build
    from svcnorm.readers.textlines import written_turns

    text = text.removeprefix("\ufeff")
    try:
        if webvtt.claims(text, "") or srt.claims(text, ""):
            return cues.conversation(text, place, place.file, options, markup=webvtt.claims(text, ""))
        if tencent.claims(text, ""):
            return tencent.conversation(text, place, place.file, options)
        lines = [(line, place) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
        return build({}, place, place.file, options, lambda clock, who: written_turns(lines, clock, who))
    except InputError as error:
        raise placed(error, place) from None


def _of(talk: Conversation, place: Place, channels: bool = False, exact: bool = True) -> Transcript:
    """The conversation that a transcript was read as; `exact`: its sentences tell where they stand in the file."""
    voices = {p.id: Voice(p.id, p.role, p.agent, p.name) for p in talk.parties}
    said = [
        Heard(
            utterance.text,
            place._replace(pointer=_pointer(utterance.source, place)) if exact else place,
            voices[utterance.party],
            None if utterance.start is None else Moment(elapsed=utterance.start),
            None if utterance.end is None else Moment(elapsed=utterance.end),
        )
        for utterance in talk.utterances
    ]
    return Transcript(said, channels, talk.events, talk.notes, talk.started_at)


def _pointer(source: str, place: Place) -> str:
    """The pointer in where an utterance was read, which a line may precede."""
    return source if place.line is None else source.partition(":")[2]
