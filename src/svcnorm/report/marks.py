"""Sentences cut where marks begin and end, so that marks may overlap and none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.model.rules import SEVERITIES

KINDS = ("near", "possible", "absent", "said")
"""What a mark is, the weakest first: a nearest miss, a possible fault, the occasion of an absence, a fault said."""


class Mark(NamedTuple):
    """What of a sentence belongs to an item: code points from `start` to before `end`."""

    start: int
    end: int
    item: int
    kind: str
    severity: str


class Piece(NamedTuple):
    """A stretch under the same marks. `top` is the one to show, `ends` are those that end behind it."""

    text: str
    top: Mark | None
    marks: tuple[Mark, ...]
    ends: tuple[Mark, ...]


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The whole of `text` in pieces. A mark that lies beside the text ends behind the last one."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end and mark.start < len(text)]
    beside = tuple(mark for mark in marks if mark not in inside)
    inside = [mark._replace(end=min(mark.end, len(text))) for mark in inside]
    cuts = sorted({0, len(text), *(edge for mark in inside for edge in (mark.start, mark.end))})
    # An item may have several marks in a sentence: its number stands behind the last.
    last = {mark.item: mark for mark in sorted(inside, key=lambda mark: mark.end)}
    found = []
    for begin, end in zip(cuts, cuts[1:]):
        over = tuple(mark for mark in inside if mark.start <= begin and end <= mark.end)
        ends = tuple(mark for mark in over if mark.end == end and last[mark.item] is mark)
        found.append(Piece(text[begin:end], max(over, key=_weight, default=None), over, ends))
    if beside:
        found.append(Piece("", None, (), beside))
    return found


def _weight(mark: Mark) -> tuple[int, int, int]:
    """Graver marks lie above others, of equal ones the shorter, which says more."""
    return KINDS.index(mark.kind), SEVERITIES.index(mark.severity), mark.start - mark.end


EXCERPT = 18, 26
"""Characters of a sentence to show before and after the marked words."""


def excerpt(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The part of a sentence around its marks."""
    before, after = EXCERPT
    begin = max(0, min((mark.start for mark in marks), default=0) - before)
    end = min(len(text), max((mark.end for mark in marks), default=0) + after)
    end = min(end, begin + 4 * (before + after))
    shifted = [mark._replace(start=max(0, mark.start - begin), end=mark.end - begin) for mark in marks]
    found = pieces(text[begin:end].replace("\n", " "), shifted)
    start = [Piece("…", None, (), ())] if begin else []
    return start + found + ([Piece("…", None, (), ())] if end < len(text) else [])
