"""The skeleton of a text: what is left without white space, commas, pauses, quotes and invisible characters.

What stays of the marks:

- a run of strong stops (with whatever is skipped between them) is one `。`, or one `?` if one of them is a `?`;
- an utterance end (`\\n` between pieces) without a stop beside it is one `\\n`, and none at the very start or end;
- `:` and `-` between two digits stay (9:30, 10-14), `.` between two Latin letters or digits (3.5, a.com);
  elsewhere `:` and `-` are skipped, a single `.` is a stop, several are an ellipsis.

A text is first brought into its *shape*: folded, with every skipped character replaced by one of three.
The shape is then split into `parts`: words at even places, what stands between them at odd ones.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from svcnorm.text.fold import fold, table

SILENT, BLANK, PAUSE = "\0", " ", ","
_GAP = re.compile(r"((?:[\0 ,。?\n]|\.(?![a-z0-9])|(?<![a-z0-9])\.|[:\-](?![0-9])|(?<![0-9])[:\-])+)")
_FULL_STOP = re.compile(r"(?<!\.)\.(?!\.)")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")


class _Shapes(dict[int, int]):
    """Every character to the one that stands for it in a shape; learned one by one, as texts show them."""

    def __init__(self) -> None:
        super().__init__()
        data = table()
        self._codes = data.codes
        self._kinds = {ord(c): ord(SILENT) for c in data.skip}
        self._kinds.update({ord(c): ord(BLANK) for c in data.blank})
        self._kinds.update({ord(c): ord(c if c in ":-" else PAUSE) for c in data.pause})

    def __missing__(self, code: int) -> int:
        folded = self._codes[code]
        self[code] = to = self._kinds.get(folded, folded)
        return to


_shapes = cache(_Shapes)


def shape(text: str) -> str:
    """The shape of an utterance, of the same length."""
    return text.translate(_shapes())


def split(shaped: str) -> list[str]:
    """The parts of a shape: word, gap, word, … word; the first and the last may be empty."""
    return _GAP.split(shaped)


@lru_cache(maxsize=4096)
def _barrier(gap: str) -> tuple[str, int]:
    """What stays of the marks between two words, and where in them it stands."""
    if (at := gap.find("?")) >= 0:
        return "?", at
    if (at := gap.find("。")) >= 0:
        return "。", at
    if found := _FULL_STOP.search(gap):
        return "。", found.start()
    return ("\n", at) if (at := gap.find("\n")) >= 0 else ("", 0)


def _barriers(parts: Sequence[str]) -> list[tuple[str, int]]:
    """For each gap, what stays of it; an utterance end before the first word or after the last does not."""
    found = [_barrier(gap) for gap in parts[1::2]]
    if found and not parts[0] and found[0][0] == "\n":
        found[0] = ("", 0)
    if found and not parts[-1] and found[-1][0] == "\n":
        found[-1] = ("", 0)
    return found


def text_of(parts: list[str]) -> str:
    """The skeleton itself."""
    if len(parts) == 1:
        return parts[0]
    kept = parts[:]
    kept[1::2] = [barrier for barrier, _ in _barriers(parts)]
    return "".join(kept)


def map_of(parts: Sequence[str]) -> list[int]:
    """For every character of the skeleton, its offset in the shape."""
    found = list(range(len(parts[0])))
    at = len(found)
    for gap, word, (barrier, offset) in zip(parts[1::2], parts[2::2], _barriers(parts)):
        if barrier:
            found.append(at + offset)
        at += len(gap)
        found.extend(range(at, at + len(word)))
        at += len(word)
    return found


def clause_edges(parts: Sequence[str], unpaused: Collection[int] = ()) -> list[int]:
    """Offsets in the skeleton before which a clause edge stands, in order, without its two ends.

    `unpaused` are the offsets (in the shape) of utterance ends at which the speaker is known not to
    have paused: they part no clauses.
    """
    found: list[int] = []
    at = size = len(parts[0])
    spaced = _spaced_words(parts)
    for i, (barrier, _) in enumerate(_barriers(parts)):
        before, gap, after = parts[2 * i : 2 * i + 3]
        if barrier:
            if barrier != "\n" or _is_pause(gap, at, unpaused):
                found += (size, size + 1)
            size += 1
        elif before and after and not (spaced and _is_blank(gap)) and _parts_clauses(before, gap, after):
            found.append(size)
        at += len(gap) + len(after)
        size += len(after)
    return found


def _is_blank(gap: str) -> bool:
    return not gap.strip(BLANK + SILENT)


def _spaced_words(parts: Sequence[str]) -> bool:
    """Whether white space parts the words, as some recognisers write (我 也 不 知道 您 说): then it is no pause."""
    words = [len(word) for word in parts[0::2] if word]
    return sum(map(_is_blank, parts[1::2])) >= 4 and sum(words) <= 2 * len(words)


def _is_pause(gap: str, at: int, unpaused: Collection[int]) -> bool:
    """Whether a gap with an utterance end parts clauses: all but one without a pause and without marks beside it."""
    if gap.strip("\n" + BLANK + SILENT) or gap.count("\n") > 1:
        return True
    return at + gap.index("\n") not in unpaused


def _parts_clauses(before: str, gap: str, after: str) -> bool:
    """Whether marks without a stop part two clauses: pauses do, but for 1,000; white space between two hanzi does."""
    if not _is_blank(gap):
        return not (gap == PAUSE and before[-1].isdigit() and _THOUSANDS.match(after))
    return BLANK in gap and before[-1] not in _LATIN and after[0] not in _LATIN


def skeleton(text: str) -> str:
    """The skeleton of a text that is one utterance, folded or not."""
    return text_of(split(shape(fold(text))))
