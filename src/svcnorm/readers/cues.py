"""Subtitles as a conversation: cues with their times, whoever the format or the text itself says is speaking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.readers import labels
from svcnorm.readers.canonical import build
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.cuetext import spans
from svcnorm.readers.labels import Label
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.srt import TIMES
from svcnorm.readers.textlines import written_turns
from svcnorm.readers.turns import WrittenTurn

_TIMES_LINE = TIMES + r"(?:[ \t].*)?"
_LIKE_TIMES = r"[ \t]*[\d:.,;]+[ \t]*-->.*"
_ASIDE = ("NOTE", "STYLE", "REGION")
"""First words of blocks of WebVTT that are not shown."""

_DASHES = ("-", "\u2013", "\u2014")

Numbered = tuple[int, str]
"""A line with its number, from 1."""


class Cue(NamedTuple):
    """What is shown from one time to another: its lines without blank ones."""

    start: str
    end: str
    line: int
    lines: Sequence[Numbered]


def conversation(text: str, place: Place, name: str, options: ReadOptions, markup: bool) -> Conversation:
    """The conversation in a text of subtitles; `markup`: of WebVTT, else of SRT. Raises InputError."""
    found = list(cues(text, place, markup))

    def turns(clock: RecordClock, speakers: Speakers) -> list[WrittenTurn]:
        return _turns(found, place, clock, speakers, markup)

    talk = build({"unordered": True}, place, name, options, turns)
    if not talk.utterances:
        raise place.error("there are no words in these subtitles", "leave the file out, or export it again")
    return talk


def cues(text: str, place: Place, markup: bool) -> Iterator[Cue]:
    """The cues of a text. Words after a blank line still belong to the cue before. Raises InputError."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    timed = [re.fullmatch(_TIMES_LINE, line, re.ASCII) if "-->" in line else None for line in lines]
    found: list[tuple[re.Match[str], int, list[Numbered]]] = []
    aside = markup and lines[0].startswith("WEBVTT")
    for index, line in enumerate(lines):
        match = timed[index]
        first = index == 0 or not lines[index - 1].strip()
        if markup and first and line.partition(" ")[0].rstrip() in _ASIDE:
            aside = True
        if match:
            aside = False
            found.append((match, index + 1, []))
        elif aside or not line.strip():
            aside = aside and bool(line.strip())
        elif not _names_next(index, lines, timed, markup and first):
            broken = re.fullmatch(_LIKE_TIMES, line, re.ASCII) is not None
            if broken or not found:
                message = "these are no times of a subtitle" if broken else "there are words before the first time"
                spot = place._replace(line=index + 1)
                raise spot.error(message, "write 00:00:01.000 --> 00:00:02.500 above the words", excerpt=line)
            found[-1][2].append((index + 1, line))
    for match, number, shown in found:
        yield Cue(match["start"], match["end"], number, shown)


def _names_next(index: int, lines: Sequence[str], timed: Sequence[object], any_words: bool) -> bool:
    """Whether a line is the number of the cue that begins below it, or (`any_words`) its name."""
    below = index + 1 < len(lines) and timed[index + 1] is not None
    return below and (any_words or lines[index].strip().removeprefix("\ufeff").isdigit())


def _turns(
    found: Sequence[Cue], place: Place, clock: RecordClock, speakers: Speakers, markup: bool
) -> list[WrittenTurn]:
    """The turns of all cues; labels in the text are settled over the whole of it, as in plain text."""
    shown: list[list[WrittenTurn]] = [[] for _ in found]
    lines: list[tuple[str, Place]] = []
    cue_of: dict[int | None, int] = {}
    for index, cue in enumerate(found):
        for span in spans(cue.lines, entities=markup):
            spot = place._replace(line=span.line)
            if span.voice:
                start = clock.read(span.start, spot, "time") if span.start else None
                shown[index].append(WrittenTurn(span.text, spot, label=_label(span.voice, speakers), start=start))
                continue
            for offset, (words, begins) in enumerate(_lines(span.text)):
                cue_of[span.line + offset] = index
                # With a time a line begins a sentence; the others go on unless they have a label.
                lines.append((f"[{cue.start}] {words}" if begins else words, spot._replace(line=span.line + offset)))
    for turn in written_turns(lines, clock, speakers):
        beside = shown[cue_of[turn.place.line]]
        if turn.label is None and turn.start is None and beside and beside[-1].label is None:
            beside[-1] = beside[-1]._replace(text=f"{beside[-1].text}\n{turn.text}")
        else:
            beside.append(turn)
    timed = [turn for cue, turns in zip(found, shown) for turn in _timed(cue, turns, place, clock)]
    empty = sum(not turns for turns in shown) + sum(not turn.text.strip() for turn in timed)
    if empty:
        clock.notes.append(f"empty_turns:{empty}")
    return [turn for turn in timed if turn.text.strip()]


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it begins a sentence: the first does, and those of a dialogue written with dashes."""
    lines = text.split("\n")
    dialogue = sum(line.lstrip().startswith(_DASHES) for line in lines) > 1
    for index, line in enumerate(lines):
        dashed = dialogue and line.lstrip().startswith(_DASHES)
        yield (line.lstrip()[1:].lstrip() if dashed else line), index == 0 or dashed


def _timed(cue: Cue, turns: Sequence[WrittenTurn], place: Place, clock: RecordClock) -> Iterator[WrittenTurn]:
    """The turns of a cue in its time. Of several only the last is known to end with it."""
    spot = place._replace(line=cue.line)
    start, end = clock.read(cue.start, spot, "start"), clock.read(cue.end, spot, "end")
    ordered = sorted(turns, key=lambda turn: turn.place.line or 0)
    for number, turn in enumerate(ordered, 1):
        yield turn._replace(start=turn.start or start, end=end if number == len(ordered) else None)


def _label(voice: str, speakers: Speakers) -> Label:
    """Whom a voice tag names: a role in any usual spelling, else a speaker of that name."""
    return labels.understand(voice, speakers.channel, letters=False) or Label("unknown", voice)
