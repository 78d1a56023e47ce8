"""The shape of a pattern: a regular expression without which it stands nowhere.

It says which words follow each other at what distance, and leaves out what is dear to ask: slots, marks, guards,
borders. Where it is not found the pattern need not be tried; where it is, the pattern may stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from svcnorm.patterns.nodes import (
    Both,
    Chain,
    Choice,
    Expression,
    Gap,
    Item,
    Literal,
    Mark,
    Maybe,
    Not,
    Pattern,
    SetRef,
    SlotRef,
)
from svcnorm.text.numerals import BEGINNINGS

# Characters of alternatives, and of a whole shape: longer ones take longer to compile than they save.
LONGEST = 3_000

ANYTHING = "[\\s\\S]*"
"""A slot, a set of many words."""

NUMBER = f"[{BEGINNINGS}][^。?]*"

Members = Callable[[str], Sequence[Pattern] | None]


class Shape(NamedTuple):
    """What must be found in a turn without its fillers and utterance ends, every character that literals hold, and
    the slots that every hit holds."""

    searches: tuple[re.Pattern[str], ...]
    characters: frozenset[str]
    slots: tuple[str, ...]

    def may_stand(self, bare: str, fillers: frozenset[str], has_slot: Callable[[str], bool]) -> bool:
        """Whether the pattern may stand in a turn. `fillers` are the characters of its fillers: a literal that
        holds one of them may stand on the turn as it is, where the shape would not find it."""
        if self.characters.isdisjoint(fillers):
            for search in self.searches:
                if search.search(bare) is None:
                    return False
        return all(map(has_slot, self.slots))


def shape_of(pattern: Pattern, members: Members) -> Shape | None:
    """The shape of a pattern; None where it has none. `members` are the patterns of a set, None if its hits need
    not hold its words."""
    if isinstance(pattern, Expression):
        return None
    chains = (pattern.first, pattern.second) if isinstance(pattern, Both) else (pattern,)
    written = [_text(_needed(_chain(chain, members))) for chain in chains]
    characters = frozenset(char for chain in chains for char in _characters(chain, members))
    searches = tuple([re.compile(text) for text in written if text and len(text) <= LONGEST])
    slots = tuple(dict.fromkeys(name for chain in chains for name in _slots(chain)))
    return Shape(searches, characters, slots) if searches or slots else None


def _slots(chain: Chain) -> Iterator[str]:
    """The slots that every place of a chain holds. One that is asked for a value may stand where the slot does not."""
    for run in chain.runs:
        if not run.may_be_empty:
            yield from (item.slot for item in run.items if isinstance(item, SlotRef) and not item.equals)


class Piece(NamedTuple):
    """A part of a shape; `may_be_empty`: at its ends it says nothing."""

    text: str
    may_be_empty: bool


WHATEVER = Piece(ANYTHING, True)


def _needed(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """From the first to the last piece that says something."""
    said = [i for i, piece in enumerate(pieces) if not piece.may_be_empty]
    return pieces[said[0] : said[-1] + 1] if said else ()


def _chain(chain: Chain, members: Members) -> list[Piece]:
    found: list[Piece] = []
    for i, run in enumerate(chain.runs):
        if i:
            found.append(_gap(chain.gaps[i - 1]))
        pieces = [piece for item in run.items for piece in _item(item, members)]
        found += [Piece(f"(?:{_text(pieces)})?", True)] if run.may_be_empty else pieces
    return found


def _gap(gap: Gap | None) -> Piece:
    """Without the least of it: a run that is left out may leave two gaps, of which one counts."""
    return Piece(f"[^。?]{{0,{gap.most}}}" if gap and gap.most else "", True)


def _item(item: Item, members: Members) -> list[Piece]:
    if isinstance(item, Literal):
        return [_said(NUMBER if isinstance(part, float) else _one_of(map(re.escape, part))) for part in item.parts]
    if isinstance(item, Maybe):
        inside = _choice(item.body, members)
        return [Piece(inside if inside == ANYTHING else f"{inside}?", True)]
    if isinstance(item, (Mark, Not)):
        return []
    if isinstance(item, SlotRef):
        return [WHATEVER]
    return [_said(_choice(item, members) if isinstance(item, Choice) else _set(item.name, members))]


def _said(text: str) -> Piece:
    return Piece(text, text == ANYTHING)


def _text(pieces: Iterable[Piece]) -> str:
    return "".join([piece.text for piece in pieces])


def _choice(choice: Choice, members: Members) -> str:
    words = [_text(_item(word, members)) for word in choice.words]
    options = [
        _gap(option.before).text + _whole(option, members) + _gap(option.after).text for option in choice.options
    ]
    return _one_of([*words, *options])


def _set(name: str, members: Members) -> str:
    """The gaps at the ends of a member belong to no hit of its set."""
    patterns = members(name)
    if patterns is None or not all(isinstance(pattern, Chain) for pattern in patterns):
        return ANYTHING
    return _one_of([_whole(pattern, members) for pattern in _chains(patterns)])


def _whole(chain: Chain, members: Members) -> str:
    pieces = _chain(chain, members)
    return ANYTHING if all(piece.may_be_empty for piece in pieces) else _text(pieces)


def _one_of(texts: Iterable[str]) -> str:
    found = list(dict.fromkeys(texts))
    text = "|".join(found)
    return ANYTHING if ANYTHING in found or len(text) > LONGEST else f"(?:{text})"


def _characters(chain: Chain, members: Members) -> Iterator[str]:
    for run in chain.runs:
        for item in run.items:
            yield from _item_characters(item, members)


def _item_characters(item: Item, members: Members) -> Iterator[str]:
    if isinstance(item, Literal):
        for part in item.parts:
            if not isinstance(part, float):
                yield from "".join(part)
    elif isinstance(item, Maybe):
        yield from _item_characters(item.body, members)
    elif isinstance(item, Choice):
        for word in item.words:
            yield from _item_characters(word, members)
        for option in item.options:
            yield from _characters(option, members)
    elif isinstance(item, SetRef):
        for pattern in _chains(members(item.name) or ()):
            yield from _characters(pattern, members)


def _chains(patterns: Iterable[Pattern]) -> Iterator[Chain]:
    return (pattern for pattern in patterns if isinstance(pattern, Chain))
