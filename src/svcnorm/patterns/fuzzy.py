"""Hits by similar wording or by sound, for plain phrases: possible only, unless the author accepts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

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
    taken = [hit[:2] for hit in exact]
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
        for start, end in spans:
            if all(end <= a or b <= start for a, b in taken):
                found.append(Hit(start, end, not reason, reason, member))
    return found


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

    spread = len(wanted) * SPREAD // 1000
    scored: list[tuple[int, int, int, int]] = []
    for start, end in _between_barriers(text):
        # So many characters must be shared, wherever they stand; this spares most comparisons.
        if _shared(wanted, text[start:end]) * 1000 < len(wanted) * 1000 - (1000 - least) * (len(wanted) + spread):
            continue
        for length in range(max(len(wanted) - spread, 1), len(wanted) + spread + 1):
            for at in range(start, end - length + 1):
                likeness = similarity(wanted, text[at : at + length])
                if likeness >= least:
                    scored.append((-likeness, abs(length - len(wanted)), at, at + length))
    kept: list[Span] = []
    for _, _, start, end in sorted(scored):
        if all(end <= a or b <= start for a, b in kept):
            kept.append((start, end))
    return kept


def _between_barriers(text: str) -> Sequence[Span]:
    cuts = [-1, *(p for p, char in enumerate(text) if char in _BARRIERS), len(text)]
    return [(a + 1, b) for a, b in zip(cuts, cuts[1:]) if a + 1 < b]


def _shared(one: str, other: str) -> int:
    return (Counter(one) & Counter(other)).total()
