"""Hits by similar wording or by sound, for plain phrases: possible only, unless the author accepts them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from svcnorm.patterns import literal
from svcnorm.patterns.match import TurnMatch
from svcnorm.patterns.nodes import Literal, Pattern, plain
from svcnorm.patterns.values import Hit, PatternError, Phrases

# Shorter phrases sound like too many others.
LEAST_SOUNDS = 3
# How much longer or shorter than the phrase a similar stretch may be, in per mille.
SPREAD = 200

Span = tuple[int, int]
_BARRIERS = "。?\n"


def check(phrases: Phrases, parsed: Callable[[str], Pattern]) -> None:
    """Refuse `similar` and `sound_alike` where no member is a plain phrase that is long enough."""
    literals = [node for source in phrases.any_of if (node := plain(parsed(source)))]
    first = phrases.any_of[0]
    if phrases.similar and not literals:
        message = "`similar` compares plain phrases, and there is none"
        raise PatternError(message, pattern=first, remedy="write phrases without marks, or leave `similar` out")
    if phrases.sound_alike and not any(len(node.text) >= LEAST_SOUNDS for node in literals):
        message = f"`sound_alike` needs a plain phrase of {LEAST_SOUNDS} characters or more"
        raise PatternError(message, pattern=first, remedy="write one, or leave `sound_alike` out")


def alike(phrases: Phrases, parsed: Callable[[str], Pattern], turn: TurnMatch, exact: Iterable[Hit]) -> list[Hit]:
    """Hits of the plain members of a wording that are not found as written, beside the hits that are."""
    taken = _merged(sorted((hit.start, hit.end) for hit in exact))
    found: list[Hit] = []
    reason = "" if phrases.accept else "fuzzy_only"
    for member in phrases.any_of:
        node = plain(parsed(member))
        if node is None:
            continue
        spans: list[Span] = []
        if phrases.sound_alike and len(node.text) >= LEAST_SOUNDS:
            spans += by_sound(node, turn)
        if phrases.similar:
            spans += by_similarity(node.text, turn.text.skeleton, phrases.similar)
        found += [Hit(start, end, not reason, reason, member) for start, end in spans if _is_free(start, end, taken)]
    return found


def _is_free(start: int, end: int, taken: Sequence[Span]) -> bool:
    """No taken span overlaps; taken spans are sorted and do not overlap each other."""
    at = bisect_left(taken, (start, start))
    return (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or end <= taken[at][0])


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans, those that overlap made one."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def by_sound(node: Literal, turn: TurnMatch) -> list[Span]:
    """Where the turn sounds like a literal, tones apart."""
    from svcnorm.text.sounds import sound

    parts = [part if isinstance(part, float) else tuple(sound(form) for form in part) for part in node.parts]
    heard = sound(turn.text.skeleton)
    return literal.places(parts, heard, turn.numbers)


def by_similarity(wanted: str, text: str, least: int) -> list[Span]:
    """The most similar stretches of a text that do not overlap, each at least `least` per mille like `wanted`.

    Stretches are as long as `wanted`, give or take a fifth, and hold no stop and no utterance end.
    """
    from svcnorm.text.sounds import similarity

    longest = len(wanted) * (1000 + SPREAD) // 1000
    scored: list[tuple[int, int, int, int]] = []
    for length in range(max(2 * len(wanted) - longest, 1), longest + 1):
        for at in _promising(wanted, text, length, least):
            likeness = similarity(wanted, text[at : at + length])
            if likeness >= least:
                scored.append((-likeness, abs(length - len(wanted)), at, at + length))
    return _apart((start, end) for *_, start, end in sorted(scored))


def _promising(wanted: str, text: str, length: int, least: int) -> Iterable[int]:
    """Where stretches of a length begin that hold no barrier and enough of the characters of `wanted`.

    So many must be shared, wherever they stand; counting them spares most comparisons.
    """
    longer = max(len(wanted), length)
    needed = len(wanted) - (1000 - least) * longer // 1000
    shared = list(accumulate((char in wanted for char in text), initial=0))
    barriers = list(accumulate((char in _BARRIERS for char in text), initial=0))
    for at in range(len(text) - length + 1):
        if shared[at + length] - shared[at] >= needed and barriers[at + length] == barriers[at]:
            yield at


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap none of those before them, sorted."""
    kept: list[Span] = []
    for start, end in spans:
        if _is_free(start, end, kept):
            insort(kept, (start, end))
    return kept
