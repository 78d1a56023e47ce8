"""Named phrase sets: their wording for the lexicon, and the guards that they bring along."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcnorm.packs.nodes import Node, fail, kind, mapping, one_or_many, text
from svcnorm.packs.syntax.context import Context, SetDef
from svcnorm.packs.syntax.guards import guards, split
from svcnorm.packs.syntax.say import WORD_KEYS, word_options
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
        patterns = one_or_many(_given(members["any_of"], self.values))
        if not patterns:
            fail(node, f"the set {name!r} is empty")
        covering = split(members.get("unless"))[0]
        options = word_options(_no_context(self.values), members)
        any_of = tuple(text(_pattern(member), f"set {name}") for member in patterns)
        return Phrases(any_of, tuple(text(g, "unless") for g in covering), **options)  # type: ignore[arg-type]


def _members(node: Node, name: str = "") -> dict[str, Node]:
    if not node.is_map:
        return {"any_of": node}
    return mapping(node, f"set {name}", KEYS, ["any_of"])


def _pattern(node: Node) -> Node:
    if node.is_map or node.is_list:
        fail(node, f"a set holds patterns, found {kind(node)}", "put the pattern in quotes")
    return node


def _given(node: Node, values: Mapping[str, Node]) -> Node:
    """A set may be a list of words kept under vars: `$company`."""
    name = node.value[1:] if isinstance(node.value, str) and node.value.startswith("$") else ""
    return Node(values[name].value, node.place) if name in values else node


def _no_context(values: Mapping[str, Node]) -> Context:
    return Context(lambda _: None, (), (), (), {}, values, lambda _, __: -1)
