"""The lines of the text form as turns: labels settled over the whole file, lines without one joined on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.labels import Label
from svcnorm.readers.lineparts import BLANKS, Parts, begins_with_letter_b, take_apart
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.times import DAY, Moment
from svcnorm.readers.turns import WrittenTurn

HOUR = 3_600_000
Line = tuple[str, Place]


def written_turns(
    lines: Sequence[Line], clock: RecordClock, speakers: Speakers, goes_on: bool = True, whole: bool = False
) -> list[WrittenTurn]:
    """The turns that lines of text hold.

    A line without label goes on with the turn before it (`goes_on`); where no line has a label, and
    before the first one, each is a turn of an unknown speaker. Lines that are `whole` stand in their file
    as they are here, so that the turns can tell where their words begin.
    """
    letters = not any(begins_with_letter_b(text) for text, _ in lines)
    filled = [line for line in lines if line[0].strip(BLANKS)]
    parts = _settle_candidates([take_apart(text, speakers, letters) for text, _ in filled], clock)
    sole = _sole_detailed(parts)
    labelled = any(part.label for part in parts)
    turns: list[WrittenTurn] = []
    for part, line in zip(parts, filled):
        if goes_on and labelled and turns and part.label is None and part.start is None:
            before = turns[-1]
            text, begins = (f"{before.text}\n{part.words}", before.lines) if before.text else (part.words, ())
            turns[-1] = before._replace(text=text, lines=(*begins, *_begins(part, line, whole)))
        else:
            turns.append(_turn(part, line, clock, sole)._replace(lines=_begins(part, line, whole)))
    if labelled and any(turn.label is None for turn in turns):
        clock.notes.append("lines_without_speaker")
    return since_start(turns, clock)


def _settle_candidates(parts: list[Parts], clock: RecordClock) -> list[Parts]:
    """A short word before a colon that comes back on another line is a speaker nobody knows.

    Taking it for words would put them into the mouth of whoever spoke before.
    """
    counts = Counter(part.candidate for part in parts if part.candidate)
    accepted = {name for name, count in counts.items() if count > 1}
    clock.notes.extend(f"speaker_not_understood:{name}" for name in sorted(accepted))
    return [
        part._replace(words=part.rest, label=Label("unknown", part.candidate))
        if part.candidate and part.candidate in accepted
        else part
        for part in parts
    ]


def _sole_detailed(parts: Sequence[Parts]) -> dict[str, Label]:
    """Roles whose bare label (客服) can only mean the one who is named elsewhere (客服8001)."""
    detailed: dict[str, dict[str, Label]] = {}
    for part in parts:
        if part.label and part.label.detail:
            detailed.setdefault(part.label.role, {})[part.label.party] = part.label
    return {role: next(iter(found.values())) for role, found in detailed.items() if len(found) == 1}


def _turn(part: Parts, line: Line, clock: RecordClock, sole: dict[str, Label]) -> WrittenTurn:
    text, place = line
    label = part.label
    if label and not label.detail and label.party == label.role:
        label = sole.get(label.role, label)
    try:
        start = clock.read(part.start, place, "time") if part.start else None
        end = clock.read(part.end, place, "time") if part.end else None
    except InputError as error:
        error.excerpt = text[:200]
        raise
    return WrittenTurn(part.words, place, label=label, start=start, end=end)


def _begins(part: Parts, line: Line, whole: bool) -> tuple[tuple[int, int], ...]:
    """Where the words of a line begin in it; they are its end."""
    text, place = line
    if not whole or place.line is None:
        return ()
    text = text.rstrip(BLANKS)
    return ((place.line, len(text) - len(part.words) + 1 if text.endswith(part.words) else 0),)


def since_start(turns: list[WrittenTurn], clock: RecordClock) -> list[WrittenTurn]:
    """Times of a wall clock ([09:30:05] in a call that began at 09:30) count from the start instead."""
    since = [turn.start.elapsed for turn in turns if turn.start and turn.start.elapsed is not None]
    if not since or since[0] < HOUR or clock.started_at is None or clock.offset is None:
        return turns
    began = (clock.started_at + clock.offset * 60_000) % DAY
    if not -60_000 <= since[0] - began <= HOUR:
        return turns
    clock.notes.append("wall_clock_times")

    def moved(moment: Moment | None) -> Moment | None:
        if moment is None or moment.elapsed is None:
            return moment
        passed = moment.elapsed - began
        return Moment(elapsed=passed + DAY if passed < -HOUR else passed)

    return [turn._replace(start=moved(turn.start), end=moved(turn.end)) for turn in turns]
