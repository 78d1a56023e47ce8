"""The parts that a pattern is made of, after parsing.

A pattern is a chain of runs with gaps between them. Inside a run there is no gap: its elements
follow each other directly, though fillers and the end of an utterance may lie between two of them.
"""

from __future__ import annotations

from typing import NamedTuple


class Literal(NamedTuple):
    """Characters that stand in the text as they are. `text` is their skeleton; `parts` is the same as
    alternatives (twins), a number standing for every way to say it."""

    text: str
    parts: tuple[tuple[str, ...] | float, ...]


class SetRef(NamedTuple):
    """`@name`: a hit of the named set."""

    name: str


class SlotRef(NamedTuple):
    """`{slot}`, `{slot as label}`, `{slot=$equals}`. The slot `question` spans a clause that asks."""

    slot: str
    label: str
    equals: str = ""


class Choice(NamedTuple):
    """`(a|b|c)`: one of several. `words` are those that are nothing but a literal, `options` the others."""

    words: tuple[Literal, ...]
    options: tuple[Chain, ...]


class Maybe(NamedTuple):
    """`[x]`: the chains of `body`, or nothing."""

    body: Choice


class Mark(NamedTuple):
    """`^ $ ^^ $$`, an edge of a clause or turn at this place, or `?`, the clause here asks."""

    kind: str


class Not(NamedTuple):
    """`(!a|b)`: none of these stands directly here, in this clause."""

    body: Choice


class Gap(NamedTuple):
    """`least` to `most` characters that are neither fillers nor ends of utterances; never past a stop, and never
    over what `without` finds."""

    least: int
    most: int
    one_clause: bool = False
    without: Choice | None = None


Element = Literal | SetRef | SlotRef | Choice
Item = Literal | SetRef | SlotRef | Choice | Maybe | Mark | Not


class Run(NamedTuple):
    """Items without a gap between them. `behind` are the guards that ask what stands before the run;
    `may_be_empty`: every element is optional."""

    items: tuple[Item, ...]
    behind: tuple[Not, ...] = ()
    may_be_empty: bool = False


class Chain(NamedTuple):
    """Runs and the gaps between them (one fewer than runs).

    `before` and `after` are gaps at the ends: inside brackets, and in a guard, what they reach
    belongs to the place; at the ends of any other pattern it must only be there. `asks` says how far
    before its first and after its last character a clause that asks may lie (-1: not asked).
    """

    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...] = ()
    before: Gap | None = None
    after: Gap | None = None
    asks: tuple[int, int] = (-1, -1)


def plain(pattern: Pattern) -> Literal | None:
    """The literal that a pattern is nothing but; None for other patterns."""
    item = pattern.runs[0].items[0] if isinstance(pattern, Chain) else None
    return item if isinstance(item, Literal) and pattern == only(item) else None


def only(item: Item) -> Chain:
    """The pattern that is nothing but one item."""
    return Chain((Run((item,)),))


class Both(NamedTuple):
    """`A & B`: both in one clause pair, in either order."""

    first: Chain
    second: Chain


class Expression(NamedTuple):
    """`re:…`: a regular expression in RE2 syntax on the folded text."""

    source: str


Pattern = Chain | Both | Expression
