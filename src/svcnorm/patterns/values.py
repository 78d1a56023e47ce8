"""The values that go in and out of phrase matching: wordings, the lexicon, hits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.model.errors import PackError

if TYPE_CHECKING:
    from svcnorm.patterns.slots.base import SlotValue


class PatternError(PackError):
    """A pattern that cannot be used. `position` counts characters of `pattern` from 0; `set_name` is the
    set in which it stands (empty: in none)."""

    def __init__(self, message: str, *, pattern: str = "", position: int = 0, remedy: str = "") -> None:
        excerpt = f"{pattern}\n  | {_ruler(pattern, position)}" if pattern else ""
        super().__init__(message, where=f"character {position + 1}" if pattern else "", excerpt=excerpt, remedy=remedy)
        self.pattern = pattern
        self.position = position
        self.set_name = ""


def _ruler(pattern: str, position: int) -> str:
    """White space as wide as what stands before `position` on a terminal, then a caret."""
    return "".join(" " if ord(c) < 0x2E80 and c != "…" else "　" for c in pattern[:position]) + "^"


class Phrases(NamedTuple):
    """The wording of one `say` or of one named set.

    `unless` are guards that must cover a hit; `edges` is `none`, `token`, `clause` or `turn`;
    `question` is ``, `only` or `not`; `similar` is the least edit ratio in per mille (0: off);
    `accept` makes hits by similarity or sound sure; `quote` is `guard` or `ignore`, and counts in the
    outermost wording only, not in a set that it refers to; `whole_turn` says that the wording is
    meant for whole turns, so that patterns of single characters are allowed.
    """

    any_of: tuple[str, ...]
    unless: tuple[str, ...] = ()
    edges: str = "none"
    not_inside: tuple[str, ...] = ()
    question: str = ""
    similar: int = 0
    sound_alike: bool = False
    accept: bool = False
    quote: str = "ignore"
    whole_turn: bool = False


def is_fuzzy(phrases: Phrases) -> bool:
    """Hits of the wording need not hold its words."""
    return bool(phrases.similar or phrases.sound_alike)


class Lexicon(NamedTuple):
    """What patterns refer to: named sets, word lists for slots (`company` …), twins (the first of a
    group is canonical), and the patterns of the general guard for quotation."""

    sets: Mapping[str, Phrases]
    words: Mapping[str, tuple[str, ...]]
    twins: tuple[tuple[str, ...], ...] = ()
    quotation: tuple[str, ...] = ()


class Hit(NamedTuple):
    """One place where a wording stands: skeleton offsets `[start, end)` in its turn.

    `pattern` is the member as written (`@致歉 · 对不起` for a member of a set); `slots` are values by
    slot name or `as` name; `reason` says why a hit is not sure; `dropped` what took it away.
    """

    start: int
    end: int
    sure: bool
    reason: str
    pattern: str
    slots: tuple[tuple[str, SlotValue], ...] = ()
    dropped: str = ""


EDGES = ("none", "token", "clause", "turn")
QUESTIONS = ("", "only", "not")
QUOTES = ("guard", "ignore")
