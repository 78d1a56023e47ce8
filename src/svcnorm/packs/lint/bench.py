"""The pack under inspection: what it says, who uses it, and what happens in the conversations of its tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from svcnorm.model.errors import PackError
from svcnorm.model.rules import Rule
from svcnorm.packs.lint.trials import Trials
from svcnorm.packs.nodes import Node, walk
from svcnorm.packs.opened import OpenPack, Shelf
from svcnorm.packs.resolve import Resolved
from svcnorm.packs.syntax.rules import rule as read_rule
from svcnorm.packs.syntax.situations import situation as read_situation
from svcnorm.patterns.values import Phrases

Listener = Callable[[Phrases, Node], int]


class Worded(NamedTuple):
    """A wording as it is written: `owner` is the rule, set or situation that it belongs to, `node` where it stands.

    `forbidden` marks words that a rule forbids.
    """

    owner: str
    kind: str
    phrases: Phrases
    node: Node
    forbidden: bool = False

    def place_of(self, pattern: str, last: bool = False) -> Node:
        """Where a pattern of the wording stands (first, or last); the wording itself if it came from elsewhere."""
        found = [inner for inner in walk(self.node) if inner.value == pattern]
        return found[-1 if last else 0] if found else self.node


class Bench:
    """One pack, and the packs in reach that use it."""

    def __init__(self, pack: OpenPack, shelf: Shelf, near: Sequence[OpenPack] = ()) -> None:
        self.pack = pack
        self.shelf = shelf
        self._near = near

    @cached_property
    def users(self) -> tuple[OpenPack, ...]:
        """The packs in reach that extend this one, itself first."""
        reach = {each.resolved.pack.location.path.resolve(): each for each in (self.pack, *self._near)}
        for name in self.shelf.names():
            # A pack that cannot be loaded says so when it is linted itself.
            with suppress(PackError):
                opened = self.shelf.open(name)
                reach.setdefault(opened.resolved.pack.location.path.resolve(), opened)
        own = self.pack.resolved.pack
        return tuple(p for p in reach.values() if own in p.resolved.chain and (p is self.pack or _is_sound(p)))

    @cached_property
    def handbooks(self) -> tuple[Resolved, ...]:
        """The handbooks in reach that use this pack."""
        return tuple(each.resolved for each in self.users if each.resolved.pack.kind == "handbook")

    @cached_property
    def rules(self) -> Mapping[str, tuple[Rule, Node]]:
        """The pack's own rules, compiled with default parameters, and where each stands."""
        return {name: (self.pack.rule(name), source.node) for name, source in self.pack.rules.items()}

    @cached_property
    def trials(self) -> Trials:
        """The tests of this pack's rules, judged."""
        return self.pack.once("trials", Trials)

    @property
    def all_trials(self) -> Iterator[Trials]:
        """The tests of every pack in reach that uses this one."""
        return (user.once("trials", Trials) for user in self.users if user is self.pack or _has_tests(user))

    @property
    def sets(self) -> Mapping[str, Node]:
        """The pack's own sets, as written."""
        section: Mapping[str, Node] = self.pack.resolved.pack.maps["sets"].value
        return section

    @property
    def situations(self) -> Mapping[str, Node]:
        """The pack's own situations, as written."""
        section: Mapping[str, Node] = self.pack.resolved.pack.maps["situations"].value
        return section

    @cached_property
    def said(self) -> tuple[Worded, ...]:
        """Every `say` of the pack's rules and situations."""
        return tuple(self._said())

    @cached_property
    def worded(self) -> tuple[Worded, ...]:
        """Every set of the pack, and every `say` in it."""
        program = self.pack.vocabulary.program
        named = (Worded(name, "set", program.members(name), node) for name, node in self.sets.items())
        return (*named, *self.said)

    @cached_property
    def forbidden_sets(self) -> frozenset[str]:
        """The sets that a rule in reach forbids as they are."""
        program = self.pack.vocabulary.program
        open_ = [name for each in self.users for w in words_of(each) if w.forbidden for name in alone(each, w.phrases)]
        found: set[str] = set()
        while open_:
            name = open_.pop()
            if name not in found and name in self.pack.resolved.sets:
                found.add(name)
                open_ += [inner for p in program.members(name).any_of if (inner := program.lone_set(p))]
        return frozenset(found)

    def _said(self) -> Iterator[Worded]:
        return iter(words_of(self.pack))


def _is_sound(pack: OpenPack) -> bool:
    """Whether another pack can be compiled; one that cannot says so when it is linted itself."""
    try:
        return words_of(pack) is not None
    except PackError:
        return False


def _has_tests(pack: OpenPack) -> bool:
    """Whether the tests of another pack can be judged."""
    try:
        return pack.once("trials", Trials).all is not None
    except PackError:
        return False


def alone(pack: OpenPack, phrases: Phrases) -> list[str]:
    """The sets that a wording names by themselves: `@致歉`."""
    program = pack.vocabulary.program
    return [name for pattern in phrases.any_of if (name := program.lone_set(pattern))]


def words_of(pack: OpenPack) -> tuple[Worded, ...]:
    """Every `say` in a pack's own rules and situations."""
    return pack.once("words", _words)


def _words(pack: OpenPack) -> tuple[Worded, ...]:
    out: list[Worded] = []
    for name, source in pack.rules.items():
        heard: list[tuple[Phrases, Node]] = []
        read_rule(pack.context(name)._replace(add=_listening(pack, heard)), source.node, pack.name)
        # Only what is forbidden minds quotation by itself.
        out += [Worded(name, "rule", p, node, p.quote == "guard") for p, node in heard]
    for name, node in pack.resolved.pack.maps["situations"].value.items():
        heard = []
        read_situation(pack.scene.context._replace(add=_listening(pack, heard)), name, node)
        out += [Worded(name, "situation", p, inner) for p, inner in heard]
    return tuple(out)


def _listening(pack: OpenPack, heard: list[tuple[Phrases, Node]]) -> Listener:
    def add(phrases: Phrases, node: Node) -> int:
        heard.append((phrases, node))
        return pack.wordings.add(phrases, node)

    return add
