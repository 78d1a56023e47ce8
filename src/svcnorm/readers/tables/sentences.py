"""Rows of sentences as one conversation: a speaker in a column, before the words, or a column for either side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.readers import labels
from svcnorm.readers.canonical import build
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.draft import Draft, Said, finished
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.tables import moments
from svcnorm.readers.tables.aliases import SILENCE
from svcnorm.readers.tables.facts import local
from svcnorm.readers.tables.header import plain
from svcnorm.readers.tables.layout import LABELLED, SIDES, Layout
from svcnorm.readers.tables.row import Row
from svcnorm.readers.times import Moment
from svcnorm.readers.turns import WrittenTurn

LONGEST_MARK = 16
"""Characters of what stands in place of words where nobody speaks."""
_NUMBERED = re.compile(r"(?:speaker|spk|channel|ch|通道|声道|说话人|发言人)?[\s_\-]*\d{1,2}\Z", re.IGNORECASE)
_MARKED = re.compile(r"[\[(<【\uff08](.{1,12})[\])>】\uff09]\Z")


class Spoken(NamedTuple):
    """A row of a table with the layout and the units that it is to be read by. `agents`: of several agents in the
    call, the row names the one who speaks."""

    row: Row
    layout: Layout
    units: Mapping[str, str]
    agents: bool = False


def conversation(spoken: Sequence[Spoken], draft: Draft, day: int | None, options: ReadOptions) -> Conversation:
    """The conversation of `draft`, whose sentences the rows hold; `day` is its date where only that is known.

    Raises InputError with the place of what cannot be understood.
    """
    spoken, notes = _in_order(spoken)
    said = [each for row in spoken for each in _said(row, options)]
    draft = draft._replace(said=said, notes=(*draft.notes, *notes))
    if "started_at" not in draft.record:
        draft = _dated(draft, day, options)
    if any(each.layout.form == LABELLED for each in spoken):
        return _labelled(draft, options)
    return finished(draft, options)


def _in_order(spoken: Sequence[Spoken]) -> tuple[Sequence[Spoken], list[str]]:
    """Rows that are numbered, in the order of their numbers; times, if all have one, decide later."""
    numbers = [each.layout.cell(each.row, "order") for each in spoken]
    if not all(number.isascii() and number.isdigit() and len(number) < 16 for number in numbers):
        return spoken, []
    ordered = [each for _, each in sorted(zip(map(int, numbers), spoken), key=lambda pair: pair[0])]
    return ordered, ["turns_sorted_by_number"] if ordered != list(spoken) else []


def _said(spoken: Spoken, options: ReadOptions) -> Iterator[Said]:
    """The sentences of a row: one, or one of either side."""
    row, layout, _, agents = spoken
    start, end = _times(spoken, options)
    agent = layout.cell(row, "agent") or layout.cell(row, "agent_name") if agents else ""
    if layout.form == SIDES:
        sides = [
            (layout.columns[f"{role}_text"], role) for role in ("agent", "customer") if f"{role}_text" in layout.columns
        ]
        for _, role in sorted(sides):
            text = layout.cell(row, f"{role}_text")
            if text:
                detail = agent if role == "agent" else ""
                yield Said(text, layout.at(row, f"{role}_text"), role, detail=detail or None, start=start, end=end)
        return
    role, speaker, detail = _speaker(layout.cell(row, "role"), layout.cell(row, "speaker"))
    is_agent = bool(role) and labels.role_of(role) == "agent"
    text = layout.cell(row, layout.words)
    yield Said(
        text="" if _is_silence(role) or _is_silence(text) else text,
        place=row.place,
        role=role or None,
        speaker=speaker or None,
        channel=layout.cell(row, "audio_channel") or None,
        detail=detail or (agent if is_agent else "") or None,
        start=start,
        end=end,
    )


def _speaker(role: str, speaker: str) -> tuple[str, str, str]:
    """Role, number and name or employee id, from a column of roles and one of speakers."""
    if not role and labels.understand(speaker, letters=False):
        return ("", speaker, "") if _NUMBERED.match(speaker) else (speaker, "", "")
    known = bool(role) and labels.role_of(role) is not None
    if known and speaker and not _NUMBERED.match(speaker) and labels.role_of(speaker) is None:
        return role, "", speaker
    return role, speaker, ""


@lru_cache(maxsize=1024)
def _is_silence(word: str) -> bool:
    if not 0 < len(word) <= LONGEST_MARK:
        return False
    match = _MARKED.match(word)
    return plain(re.sub(r"[\d.]+\s*(?:秒|s)?", "", match[1] if match else word)) in SILENCE


def _times(spoken: Spoken, options: ReadOptions) -> tuple[Moment | None, Moment | None]:
    row, layout, units, _ = spoken

    def read(name: str) -> Moment | None:
        text = layout.cell(row, name)
        return moments.moment(text, units.get(name, "s"), layout.at(row, name), options) if text else None

    start, end, length = read("start"), read("end"), read("duration")
    if length is None or length.elapsed is None:
        return start, end
    if start is not None and end is None:
        return start, _later(start, length.elapsed)
    if start is None and end is not None:
        return _later(end, -length.elapsed), end
    return start, end


def _later(when: Moment, passed: int) -> Moment:
    if when.instant is not None:
        return when._replace(instant=when.instant + passed)
    return Moment(elapsed=(when.elapsed or 0) + passed)


def _dated(draft: Draft, day: int | None, options: ReadOptions) -> Draft:
    """A record that does not say when it began: its first dated sentence does; times of day count from the first."""
    starts = [each.start for each in draft.said if each.start]
    instants = [start.instant for start in starts if start.instant is not None]
    if instants:
        return _begun(draft, min(instants), ("started_at_from_turns",), options)
    first = min((start.elapsed for start in starts if start.elapsed is not None), default=0)
    if first < moments.HOUR:
        return draft if day is None else _begun(draft, day, (f"date_without_time:{draft.place.source}",), options)
    draft = draft._replace(said=moments.since(draft.said, first))
    notes = ("wall_clock_times",)
    return draft._replace(notes=(*draft.notes, *notes)) if day is None else _begun(draft, day + first, notes, options)


def _begun(draft: Draft, instant: int, notes: tuple[str, ...], options: ReadOptions) -> Draft:
    record = {**draft.record, "started_at": local(instant, options)}
    return draft._replace(record=record, notes=(*draft.notes, *notes))


def _labelled(draft: Draft, options: ReadOptions) -> Conversation:
    """Sentences that begin with their speakers, read as lines of the text form."""
    from svcnorm.readers.textlines import since_start, written_turns

    said = [each for each in draft.said if each.text.strip()]
    timed = bool(said) and all(each.start for each in said)
    record = {**draft.record, "notes": draft.notes, "unordered": timed}

    def make(clock: RecordClock, speakers: Speakers) -> Sequence[WrittenTurn]:
        lines = [(f"{each.role}:{each.text}" if each.role else each.text, each.place) for each in said]
        turns = written_turns(lines, clock, speakers, goes_on=False)
        own = [
            turn._replace(start=each.start or turn.start, end=each.end or turn.end) for turn, each in zip(turns, said)
        ]
        return since_start(own, clock)

    return build(record, draft.place, draft.name, options, make)
