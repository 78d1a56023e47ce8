"""A pack as its authors need it: what is written, with places, beside what it compiles to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from svcnorm.model.rules import Rule
from svcnorm.packs.nodes import Node, fail
from svcnorm.packs.params import Param, declared, filled
from svcnorm.packs.resolve import Library, Resolved, RuleSource, Site
from svcnorm.packs.scene import Scene, lexicon, scene
from svcnorm.packs.syntax.context import Context
from svcnorm.packs.syntax.rules import rule
from svcnorm.packs.vocabulary import vocabulary
from svcnorm.packs.wordings import Wordings
from svcnorm.timeline.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from svcnorm.config import Config

T = TypeVar("T")


class Shelf:
    """All packs that can be asked for, each read at most once.

    A site's vars, overrides and filters are left out unless `sited`: what a pack's author sees depends on
    the pack and on what it extends, on nothing else.
    """

    def __init__(self, config: Config | None = None, library: Library | None = None, sited: bool = False) -> None:
        from pathlib import Path

        from svcnorm.packs.config_file import site
        from svcnorm.packs.locate import roots

        self.library = library or Library(roots([Path(name) for name in config.pack_dirs] if config else ()))
        self._asked = tuple(config.packs) if config else ()
        self._site = site(config) if sited and config else Site()
        self._opened: dict[str, OpenPack] = {}

    def names(self, asked: Sequence[str] = ()) -> tuple[str, ...]:
        """The packs meant: those asked for, by any of their files too, or all in the roots and those of the
        configuration."""
        from svcnorm.packs.locate import is_path, names, whole

        if asked:
            return tuple(dict.fromkeys(map(whole, asked)))
        return (*names(self.library.roots), *(name for name in self._asked if is_path(name)))

    def open(self, name: str) -> OpenPack:
        """A pack by name or path. Raises PackError."""
        if name not in self._opened:
            self._opened[name] = OpenPack(self.library.resolve(name, self._site))
        return self._opened[name]


class OpenPack:
    """One pack with all it extends. `rules` are its own, not those of packs that it extends."""

    def __init__(self, resolved: Resolved) -> None:
        self.resolved = resolved
        self.name = resolved.pack.name
        self.rules: Mapping[str, RuleSource] = {
            name: source for name, source in resolved.rules.items() if source.pack == self.name
        }
        self._compiled: dict[str, Rule] = {}
        self._made: dict[str, Any] = {}

    def once(self, what: str, make: Callable[[OpenPack], T]) -> T:
        """What `make` makes of this pack, made at the first call and kept under the name `what`."""
        if what not in self._made:
            self._made[what] = make(self)
        made: T = self._made[what]
        return made

    @cached_property
    def scene(self) -> Scene:
        """The names that the pack's bodies may use. Raises PackError."""
        return scene(self.resolved, self.wordings)

    @cached_property
    def wordings(self) -> Wordings:
        words, places = lexicon([self.resolved])
        return Wordings(words, places)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the pack's rules are judged with."""
        return vocabulary([self.resolved], [self.scene], self.wordings)

    def params(self, rule_id: str) -> dict[str, Param]:
        """The parameters that a rule declares."""
        return declared(self.resolved.rules[rule_id].node.value.get("params"), self.resolved.vars)

    def context(self, rule_id: str, given: Node | None = None) -> Context:
        """What the body of a rule may refer to, its parameters as `given` or by default."""
        values = filled(self.params(rule_id), given, self.resolved.vars, rule_id)
        return self.scene.context._replace(values={**self.resolved.vars, **values})

    def rule(self, rule_id: str, given: Node | None = None) -> Rule:
        """A rule by itself, bound to no norm. Raises PackError for what is wrong in it."""
        if given is None and rule_id in self._compiled:
            return self._compiled[rule_id]
        source = self.resolved.rules[rule_id]
        if not source.node.is_map:
            fail(source.node, "a rule is a mapping")
        compiled = rule(self.context(rule_id, given), source.node, source.pack)
        if given is None:
            self._compiled[rule_id] = compiled
        return compiled
