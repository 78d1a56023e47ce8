"""The skeleton of a folded text: what is left without white space, commas, pauses, quotes and invisible characters.

What stays of the marks:

- a run of strong stops (with whatever is skipped between them) is one `。`, or one `?` if one of them is a `?`;
- an utterance end (`\\n` between pieces) without a stop beside it is one `\\n`, and none at the very start or end;
- `:` and `-` between two digits stay (9:30, 10-14), `.` between two Latin letters or digits (3.5, a.com);
  elsewhere `:` and `-` are skipped, a single `.` is a stop, several are an ellipsis.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from svcnorm.text.fold import Codes, table

SILENT, BLANK, PAUSE = "\0", " ", ","
_WORD = re.compile(
    r"[^\0 ,。?\n.:\-]+"
    r"(?:(?:(?<=[a-z0-9])\.(?=[a-z0-9])|(?<=[0-9])[:\-](?=[0-9]))[^\0 ,。?\n.:\-]+)*"
)
_FULL_STOP = re.compile(r"(?<!\.)\.(?!\.)")
_LATIN = re.compile(r"[a-z0-9]")
_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")


class Skeleton(NamedTuple):
    """`text`; `runs` are pairs (offset in the folded text, length) that make it up, in order; `edges` the offsets
    in `text` before which a clause edge stands (both ends are edges, and not listed)."""

    text: str
    runs: tuple[tuple[int, int], ...]
    edges: tuple[int, ...]


@cache
def _shapes() -> Codes:
    """Every skipped character to one of three: white space, pause, silent."""
    data = table()
    shapes = Codes(dict.fromkeys(map(ord, data.skip), ord(SILENT)))
    shapes.update(dict.fromkeys(map(ord, data.blank), ord(BLANK)))
    shapes.update({ord(c): ord(PAUSE) for c in data.pause if c not in ":-"})
    shapes.update({ord(":"): ord(":"), ord("-"): ord("-")})
    return shapes


def _barrier(gap: str) -> tuple[str, int]:
    """What stays of the marks between two words, and where in them it stands."""
    if (at := gap.find("?")) >= 0:
        return "?", at
    if (at := gap.find("。")) >= 0:
        return "。", at
    if found := _FULL_STOP.search(gap):
        return "。", found.start()
    return ("\n", at) if (at := gap.find("\n")) >= 0 else ("", 0)


def _is_edge(shape: str, start: int, end: int) -> bool:
    """Whether the marks at [start, end), which hold no stop and no utterance end, part two clauses."""
    gap = shape[start:end]
    if gap.strip(BLANK + SILENT):
        thousands = gap == PAUSE and shape[start - 1].isdigit() and _THOUSANDS.match(shape, end)
        return not thousands
    if BLANK not in gap:
        return False
    beside_latin = _LATIN.match(shape[start - 1]) or _LATIN.match(shape, end)
    return not beside_latin


def skeleton_of(folded: str, unpaused: frozenset[int] = frozenset()) -> Skeleton:
    """The skeleton of a folded text in which `\\n` is an utterance end.

    `unpaused` are the offsets of utterance ends at which the speaker is known not to have paused: they
    stay in the skeleton, but part no clauses.
    """
    shape = folded.translate(_shapes())
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    edges: list[int] = []
    size = last = 0
    spans = [m.span() for m in _WORD.finditer(shape)]
    spans.append((len(shape), len(shape)))
    for start, end in spans:
        if start > last:
            barrier, offset = _barrier(shape[last:start])
            if barrier == "\n" and (not parts or start == end):
                barrier = ""
            if barrier:
                if barrier != "\n" or _parts_clauses(shape, last, start, unpaused):
                    edges += (size, size + 1)
                parts.append(barrier)
                runs.append((last + offset, 1))
                size += 1
            elif parts and start < end and _is_edge(shape, last, start):
                edges.append(size)
        if start < end:
            parts.append(folded[start:end])
            runs.append((start, end - start))
            size += end - start
        last = end
    return Skeleton("".join(parts), tuple(runs), tuple(edges))


def _parts_clauses(shape: str, start: int, end: int, unpaused: frozenset[int]) -> bool:
    """Whether utterance ends at [start, end) part clauses: all but one without a pause and without marks beside it."""
    ends = [at for at in range(start, end) if shape[at] == "\n"]
    return len(ends) > 1 or ends[0] not in unpaused or bool(shape[start:end].strip("\n" + BLANK + SILENT))
