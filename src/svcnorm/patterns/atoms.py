"""Atoms: literals of which every hit of a pattern must hold one, so that most turns need no look at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from svcnorm.patterns.nodes import (
    Both,
    Chain,
    Choice,
    Element,
    Expression,
    Item,
    Literal,
    Mark,
    Maybe,
    Not,
    Pattern,
    Run,
    SetRef,
)

# Alternatives are written out up to this many, to get atoms longer than one character; never more.
MOST_VARIANTS = 32
# Beyond this length an atom is rare enough: fewer atoms are then better than longer ones.
LONG_ENOUGH = 3

# Elements side by side stand together in the text without fillers, unless one of them took a part of a filler
# for itself (那个，嗯，业务 is 个 and 业务). So what holds a character of a filler is not fused.
_OF_FILLERS = re.compile("[嗯呃啊哦唔噢额那这个就是说然后什么]")

Atoms = tuple[str, ...]


class Sets:
    """The sets that patterns refer to. `patterns` gives those of a set by its name; None where its hits need not hold
    its words (similar, sound_alike). What a set requires is found once, however many patterns name it."""

    def __init__(self, patterns: Callable[[str], Sequence[Pattern] | None]) -> None:
        self.patterns = patterns
        self._keys: dict[str, Atoms | None] = {}
        self._forms: dict[str, Atoms | None] = {}

    def key(self, name: str) -> Atoms | None:
        """Atoms of which every hit of a set holds one."""
        if name not in self._keys:
            patterns = self.patterns(name)
            self._keys[name] = None if patterns is None else _union(_pattern_key(each, self) for each in patterns)
        return self._keys[name]

    def forms(self, name: str) -> Atoms | None:
        """Every form of a set, if these are few and known."""
        if name not in self._forms:
            patterns = self.patterns(name)
            found = None if patterns is None else _union(_chain_language(each, self) for each in patterns)
            self._forms[name] = _few(found)
        return self._forms[name]


def required(pattern: Pattern, sets: Sets) -> tuple[Atoms, ...]:
    """Groups of atoms, the rarest group first: every hit holds one atom of each group.

    Empty where nothing in the pattern is a required literal (slots, regular expressions).
    """
    groups = {key for run in needed_runs(pattern) if (key := _rarest(run_keys(run, sets)))}
    return tuple(sorted(groups, key=lambda key: (_rank(key), key), reverse=True))


def needed_runs(pattern: Pattern) -> list[Run]:
    """The runs of a pattern that cannot be left out; none of a regular expression."""
    if isinstance(pattern, Expression):
        return []
    chains = (pattern.first, pattern.second) if isinstance(pattern, Both) else (pattern,)
    return [run for chain in chains for run in chain.runs if not run.may_be_empty]


def _rarest(keys: Iterable[Atoms]) -> Atoms | None:
    return max(keys, key=_rank, default=None)


def _rank(key: Atoms) -> tuple[int, int, int]:
    shortest = min(map(len, key))
    return min(shortest, LONG_ENOUGH), -len(key), shortest


def _union(parts: Iterable[Atoms | None]) -> Atoms | None:
    """The atoms of alternatives: one of each is needed, so one without any leaves none."""
    found: dict[str, None] = {}
    for part in parts:
        if part is None:
            return None
        found.update(dict.fromkeys(part))
    return tuple(found) or None


def run_keys(run: Run, sets: Sets) -> Iterable[Atoms]:
    """What each element of a run requires, and what elements side by side require together."""
    elements = _elements(run)
    for i, item in enumerate(elements):
        if isinstance(item, Maybe):
            continue
        key = _element_key(item, sets)
        if key:
            yield key
        forms = _language(item, sets)
        for other in elements[i + 1 :]:
            forms = _fused(forms, _language(other, sets))
            if forms is None:
                break
            yield forms


def _elements(run: Run) -> list[Element | Maybe]:
    return [item for item in run.items if not isinstance(item, (Mark, Not))]


def _element_key(item: Element, sets: Sets) -> Atoms | None:
    if isinstance(item, Literal):
        return _literal_key(item)
    if isinstance(item, Choice):
        keys = [*map(_literal_key, item.words), *(_pattern_key(option, sets) for option in item.options)]
        return _union(keys)
    if isinstance(item, SetRef):
        return sets.key(item.name)
    return None


def _pattern_key(pattern: Pattern, sets: Sets) -> Atoms | None:
    return _rarest(key for run in needed_runs(pattern) for key in run_keys(run, sets))


def _literal_key(node: Literal) -> Atoms | None:
    """The rarest stretch of a literal: twins are written out as far as they are few."""
    keys: list[Atoms] = []
    for i, part in enumerate(node.parts):
        forms: Atoms = ("",)
        for part in node.parts[i:]:
            if isinstance(part, float) or len(forms) * len(part) > MOST_VARIANTS:
                break
            forms = tuple(form + variant for form in forms for variant in part)
            keys.append(forms)
    return _rarest(keys)


def _language(item: Item, sets: Sets) -> Atoms | None:
    """Every form of an item, if these are few and known."""
    if isinstance(item, Literal):
        forms: Atoms | None = ("",)
        for part in item.parts:
            forms = None if isinstance(part, float) else _crossed(forms, part)
        return forms
    if isinstance(item, Maybe):
        body = _language(item.body, sets)
        return _few((*body, "")) if body else None
    if isinstance(item, Choice):
        words = [_language(word, sets) for word in item.words]
        return _few(_union([*words, *(_chain_language(option, sets) for option in item.options)]))
    if isinstance(item, SetRef):
        return sets.forms(item.name)
    return None


def _chain_language(chain: Pattern, sets: Sets) -> Atoms | None:
    """Every form of a chain that is one run."""
    if not isinstance(chain, Chain) or len(chain.runs) > 1 or chain.before or chain.after:
        return None
    first, *rest = _elements(chain.runs[0])
    forms = _language(first, sets)
    for item in rest:
        forms = _fused(forms, _language(item, sets))
    return forms


def _fused(forms: Atoms | None, others: Atoms | None) -> Atoms | None:
    """Two items side by side as one, if their forms are few and hold no filler."""
    fused = _crossed(forms, others)
    return None if fused is None or any(map(_OF_FILLERS.search, fused)) else fused


def _crossed(forms: Atoms | None, others: Atoms | None) -> Atoms | None:
    """Every form followed by every other, if these are few."""
    if forms is None or others is None or len(forms) * len(others) > MOST_VARIANTS:
        return None
    return tuple(dict.fromkeys(form + other for form in forms for other in others))


def _few(forms: Atoms | None) -> Atoms | None:
    return forms if forms is not None and len(forms) <= MOST_VARIANTS else None
