"""Texts that a pattern is meant to hit, made from the pattern itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice, product
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
    Run,
    SetRef,
    SlotRef,
)

MOST = 64
"""So many texts of one pattern at most; a pattern with more is not looked at as a whole."""

SLOTS = {
    "name": "李小明",
    "surname": "李",
    "title": "经理",
    "company": "中国电信",
    "department": "客服中心",
    "when": "明天下午三点",
    "duration": "两小时",
    "date": "五月三号",
    "number": "三",
    "amount": "三十元",
}
DEEPEST = 6


class Samples(NamedTuple):
    """Texts of a pattern. `complete`: these are all that it can hit, twins apart."""

    texts: tuple[str, ...]
    complete: bool = True


class Names(NamedTuple):
    """What patterns refer to: the patterns of sets, and the words of slots."""

    members: Callable[[str], Sequence[Pattern]]
    words: Callable[[str], Sequence[str]]


NOTHING = Samples(("",))


def samples(pattern: Pattern, names: Names, depth: int = 0) -> Samples:
    """Texts that the pattern hits, at most `MOST`; none for a regular expression."""
    if isinstance(pattern, Expression):
        return Samples((), complete=False)
    if isinstance(pattern, Both):
        both = _joined([_chain(pattern.first, names, depth), _chain(pattern.second, names, depth)])
        return both._replace(complete=False)
    return _chain(pattern, names, depth)


def _chain(chain: Chain, names: Names, depth: int) -> Samples:
    parts: list[Samples] = []
    for number, run in enumerate(chain.runs):
        if number:
            parts.append(_gap(chain.gaps[number - 1]))
        parts.append(_run(run, names, depth))
    ends = chain.before is None and chain.after is None
    found = _joined(parts)
    return found if ends else found._replace(complete=False)


def _gap(gap: Gap) -> Samples:
    return Samples(("一" * gap.least,), complete=gap.most == 0)


def _run(run: Run, names: Names, depth: int) -> Samples:
    return _joined([_item(item, names, depth) for item in run.items])


def _item(item: Item, names: Names, depth: int) -> Samples:
    if isinstance(item, Literal):
        return Samples((item.text,), complete=not any(isinstance(part, float) for part in item.parts))
    if isinstance(item, Choice):
        return _choice(item, names, depth)
    if isinstance(item, Maybe):
        inner = _choice(item.body, names, depth)
        return _together([NOTHING, inner])
    if isinstance(item, SetRef):
        return _set(item, names, depth)
    if isinstance(item, SlotRef):
        words = names.words(item.slot) or [SLOTS.get(item.slot, "")]
        return Samples((words[0],), complete=False)
    # What must not stand here, and edges, add no characters.
    assert isinstance(item, (Mark, Not))
    return NOTHING


def _choice(choice: Choice, names: Names, depth: int) -> Samples:
    words = Samples(tuple(word.text for word in choice.words))
    return _together([words, *(_chain(option, names, depth) for option in choice.options)])


def _set(ref: SetRef, names: Names, depth: int) -> Samples:
    if depth >= DEEPEST:
        return Samples((), complete=False)
    return _together([samples(pattern, names, depth + 1) for pattern in names.members(ref.name)])


def _together(parts: Iterable[Samples]) -> Samples:
    """The texts of alternatives, taken in turn so that each has its share."""
    listed = list(parts)
    rows = max((len(part.texts) for part in listed), default=0)
    mixed = [part.texts[row] for row in range(rows) for part in listed if row < len(part.texts)]
    unique = list(dict.fromkeys(mixed))
    return Samples(tuple(unique[:MOST]), all(part.complete for part in listed) and len(unique) <= MOST)


def _joined(parts: Sequence[Samples]) -> Samples:
    """The texts of what stands side by side."""
    whole = all(part.complete for part in parts)
    # The rightmost part turns fastest; a long product is cut, and says so.
    found = list(islice(("".join(row) for row in product(*(part.texts for part in parts))), MOST + 1))
    return Samples(tuple(dict.fromkeys(found[:MOST])), whole and len(found) <= MOST)
