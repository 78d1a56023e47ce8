"""Named phrase sets: their wording for the lexicon, and the guards that they bring along."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcnorm.packs.nodes import Node, fail, kind, mapping, one_or_many, text
from svcnorm.packs.syntax.context import Context, SetDef, settled
from svcnorm.packs.syntax.guards import guards, split
from svcnorm.packs.syntax.say import WORD_KEYS, refuse_guarded, word_options
from svcnorm.patterns.values import Phrases

KEYS = ("any_of", "unless", *WORD_KEYS, "title")


class Sets:
    """The sets in force. Guards that look elsewhere are read when a body first needs them."""

    def __init__(self, nodes: Mapping[str, Node], values: Mapping[str, Node]) -> None:
        self.nodes = nodes
        self.values = values
        self.context: Callable[[], Context] | None = None
        self._found: dict[str, SetDef] = {}
        self._open: list[str] = []

    def wordings(self) -> dict[str, Phrases]:
        """The wording of every set, as the lexicon takes it."""
        return {name: self._wording(name, node) for name, node in self.nodes.items()}

    def get(self, name: str) -> SetDef | None:
        """The set called `name`, None if there is none. Raises if its guards need the set itself."""
        node = self.nodes.get(name)
        if node is None or name in self._found:
            return self._found.get(name)
        if name in self._open:
            fail(node, f"the guards of the set {name!r} need the set itself: {' → '.join((*self._open, name))}")
        self._open.append(name)
        looking = split(_members(node).get("unless"))[1]
        found = guards(self.context(), looking) if looking and self.context else ()
        self._open.pop()
        self._found[name] = SetDef(self._wording(name, node), found, node.place)
        return self._found[name]

    def _wording(self, name: str, node: Node) -> Phrases:
        members = _members(node, name)
        patterns = one_or_many(settled(_no_context(self.values), members["any_of"]))
        if not patterns:
            fail(node, f"the set {name!r} is empty")
        covering = split(members.get("unless"))[0]
        options = word_options(_no_context(self.values), members)
        any_of = tuple(self._pattern(member, f"set {name}") for member in patterns)
        # Options are checked when they are read; mypy knows only that they are some of the fields.
        return Phrases(any_of, tuple(self._pattern(g, "unless") for g in covering), **options)  # type: ignore[arg-type]

    def _pattern(self, node: Node, what: str) -> str:
        node = settled(_no_context(self.values), node)
        if node.is_map or node.is_list:
            fail(node, f"a set holds patterns, found {kind(node)}", "put the pattern in quotes")
        pattern = text(node, what)
        refuse_guarded(self._looks_elsewhere, pattern, node)
        return pattern

    def _looks_elsewhere(self, name: str) -> bool:
        return name in self.nodes and looks_elsewhere(self.nodes[name])


def looks_elsewhere(node: Node) -> bool:
    """Whether a set has guards beyond those that cover a hit."""
    return bool(split(_members(node).get("unless"))[1])


def _members(node: Node, name: str = "") -> dict[str, Node]:
    if not node.is_map:
        return {"any_of": node}
    return mapping(node, f"set {name}", KEYS, ["any_of"])


def _no_context(values: Mapping[str, Node]) -> Context:
    return Context(lambda _: None, (), (), (), {}, values, lambda _, __: -1)
