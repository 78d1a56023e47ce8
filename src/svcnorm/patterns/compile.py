"""Compiles wordings: checks them, resolves the sets they refer to, and finds their atoms."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from svcnorm.patterns.atoms import Sets, required
from svcnorm.patterns.nodes import Both, Chain, Choice, Expression, Item, Maybe, Not, Pattern, SetRef, only
from svcnorm.patterns.parse import Names, parse
from svcnorm.patterns.short import is_too_short
from svcnorm.patterns.values import EDGES, QUESTIONS, QUOTES, PatternError, Phrases, is_fuzzy

Groups = Sequence[Sequence[str]]
Parsed = Callable[[str], Pattern]


def frozen(phrases: Phrases) -> Phrases:
    """The wording with tuples for lists, so that it can be a key."""
    any_of, unless, not_inside = tuple(phrases.any_of), tuple(phrases.unless), tuple(phrases.not_inside)
    return phrases._replace(any_of=any_of, unless=unless, not_inside=not_inside)


class Compiler:
    """Finds the groups of atoms of patterns over some sets. `parsed` gives the parts of a pattern.

    Sets must have passed `check_sets`. `known` are patterns that were compiled before, with their sets.
    """

    def __init__(self, sets: Callable[[str], Phrases], parsed: Parsed, known: Container[str] = ()) -> None:
        self._sets = sets
        self._parsed = parsed
        self._known = known
        self._needs = Sets(lambda name: patterns_of(sets(name), parsed))
        self.groups: dict[str, Groups] = {}
        self._done: set[str] = set()

    def wording(self, phrases: Phrases) -> None:
        """Compile all patterns of a wording and of the sets that it refers to. Raises `PatternError`."""
        check_fields(phrases)
        for source in sources(phrases):
            self.pattern(source)
        for source in () if phrases.whole_turn else phrases.any_of:
            pattern = self._parsed(source)
            if not self._is_whole_turn(pattern) and is_too_short(pattern, self._needs):
                remedy = (
                    "use longer words, say more around them, or set `whole_turn: true` if it is meant as a whole turn"
                )
                message = "all that this requires is single characters, which stand everywhere"
                raise PatternError(message, pattern=source, remedy=remedy)
        if is_fuzzy(phrases):
            from svcnorm.patterns.fuzzy import check

            check(phrases, self._parsed)

    def pattern(self, source: str) -> None:
        """Compile one pattern and the sets that it refers to."""
        if source not in self.groups and source not in self._known:
            pattern = self._parsed(source)
            for name in set_names(pattern):
                self._set(name)
            self.groups[source] = required(pattern, self._needs)

    def _set(self, name: str) -> None:
        if name not in self._done:
            with _in_set(name):
                for source in sources(self._sets(name)):
                    self.pattern(source)
            self._done.add(name)

    def _is_whole_turn(self, pattern: Pattern) -> bool:
        """The pattern is nothing but a set that is meant as whole turns."""
        names = list(set_names(pattern))
        return len(names) == 1 and pattern == only(SetRef(names[0])) and self._sets(names[0]).whole_turn


def patterns_of(phrases: Phrases, parsed: Parsed) -> Sequence[Pattern] | None:
    """The patterns of a set; None where its hits need not hold its words."""
    return None if is_fuzzy(phrases) else [parsed(source) for source in phrases.any_of]


def sources(phrases: Phrases) -> tuple[str, ...]:
    """All patterns of a wording."""
    return (*phrases.any_of, *phrases.unless, *phrases.not_inside)


def check_sets(names: Names, sets: Callable[[str], Phrases], parsed: Parsed) -> None:
    """Refuse what is wrong in any set, used or not, and sets that hold themselves. Raises `PatternError`.

    Whether a slot has words is asked of the sets in use only, when they are compiled.
    """
    read = partial(parse, names=names._replace(wordless=())) if names.wordless else parsed
    uses: dict[str, list[tuple[str, str]]] = {}
    for name in names.sets:
        with _in_set(name):
            phrases = sets(name)
            check_fields(phrases)
            patterns = [(source, read(source)) for source in sources(phrases)]
        uses[name] = [(other, source) for source, pattern in patterns for other in set_names(pattern)]
    done: set[str] = set()
    for name in names.sets:
        _refuse_cycle(name, uses, (), done)


def _refuse_cycle(name: str, uses: dict[str, list[tuple[str, str]]], path: tuple[str, ...], done: set[str]) -> None:
    if name in done:
        return
    for other, source in uses[name]:
        if other in (*path, name):
            circle = " → ".join(f"@{n}" for n in (*path, name, other))
            with _in_set(name):
                position = source.find(f"@{other}")
                raise PatternError(
                    f"a set holds itself: {circle}", pattern=source, position=position, remedy="take one of them out"
                )
        _refuse_cycle(other, uses, (*path, name), done)
    done.add(name)


def check_fields(phrases: Phrases) -> None:
    """Refuse a wording with an unknown option or without words."""
    if not phrases.any_of:
        raise PatternError("a wording without words", remedy="write at least one pattern")
    for field, value, known in (
        ("edges", phrases.edges, EDGES),
        ("question", phrases.question, QUESTIONS),
        ("quote", phrases.quote, QUOTES),
    ):
        if value not in known:
            choices = ", ".join(k for k in known if k)
            message = f"“{value}” is not known for `{field}`"
            raise PatternError(message, pattern=phrases.any_of[0], remedy=f"write one of {choices}")
    if not 0 <= phrases.similar <= 1000:
        message = f"{phrases.similar} is no share per mille"
        raise PatternError(message, pattern=phrases.any_of[0], remedy="write `similar` as 0 to 100 %")


def set_names(pattern: Pattern) -> Iterable[str]:
    """The sets that a pattern refers to."""
    if isinstance(pattern, Expression):
        return
    for chain in (pattern.first, pattern.second) if isinstance(pattern, Both) else (pattern,):
        yield from _chain_sets(chain)


def _chain_sets(chain: Chain) -> Iterable[str]:
    for run in chain.runs:
        for item in (*run.behind, *run.items):
            yield from _item_sets(item)
    for gap in chain.gaps:
        if gap.without is not None:
            yield from _item_sets(gap.without)


def _item_sets(item: Item) -> Iterable[str]:
    if isinstance(item, SetRef):
        yield item.name
    elif isinstance(item, (Maybe, Not)):
        yield from _item_sets(item.body)
    elif isinstance(item, Choice):
        for option in item.options:
            yield from _chain_sets(option)


@contextmanager
def _in_set(name: str) -> Iterator[None]:
    """Adds the name of the set to errors in it."""
    try:
        yield
    except PatternError as error:
        error.set_name = error.set_name or name
        raise
