"""Where a place of a record stands in its file, as far as that is known for sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.model.conversation import Conversation, Utterance
from svcnorm.model.verdicts import Place


class Spot(NamedTuple):
    """Lines and columns count from 1, columns in code points, the end column is that behind the last one; None
    where not known. `pointer` is the place in a file that has no lines (`/turns/3`, a cell)."""

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    pointer: str = ""


def spot_of(talk: Conversation, places: Sequence[Place]) -> Spot:
    """The spot of the first place; one without anything where there is none."""
    if not places or not 0 <= places[0].turn < len(talk.utterances):
        return Spot()
    utterance = talk.utterances[places[0].turn]
    return _in_lines(utterance, places[0]) or _in_record(utterance.source)


def _in_record(source: str) -> Spot:
    """A source is a line, a pointer, or a line and a pointer inside it."""
    line, _sep, pointer = source.partition(":")
    return Spot(int(line), pointer=pointer) if line.isdecimal() else Spot(pointer=source)


def _in_lines(utterance: Utterance, place: Place) -> Spot | None:
    """A stretch of plain text; None for other text."""
    lengths = [len(line) for line in utterance.text.split("\n")]
    if len(lengths) != len(utterance.lines):
        return None
    first, begin = _split(lengths, place.start)
    last, end = _split(lengths, max(place.start, place.end - 1))
    (line, column), (end_line, end_column) = utterance.lines[first], utterance.lines[last]
    if not (column and end_column):
        return Spot(line)
    return Spot(line, column + begin, end_line, end_column + end + (place.end > place.start))


def _split(lengths: Sequence[int], offset: int) -> tuple[int, int]:
    """The line in which an offset lies, and the offset in that line."""
    for number, length in enumerate(lengths):
        if offset <= length or number == len(lengths) - 1:
            return number, min(offset, length)
        offset -= length + 1
    return 0, 0
