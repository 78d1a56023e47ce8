"""What a rule body may refer to, and how `$name` is looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from svcnorm.model.rules import AttributeType, Guard, Ref
from svcnorm.packs.nodes import Node, Place, did_you_mean, error, fail, walk
from svcnorm.patterns.values import Phrases

STAFF = ("agent", "colleague")
ACTIVATION = frozenset({"at", "by", "due", "ref", "seconds"})
"""What every activation binds (language: values)."""
_DEEPEST = 8
_VALUE = re.compile(r"\$([A-Za-z_]\w*)\Z")
_SLOT = re.compile(r"\{\s*(\w+)[^{}]*?(?:\s+as\s+(\w+))?\s*\}")


class SetDef(NamedTuple):
    """A named set: its wording, the guards that look elsewhere, and where it is defined."""

    phrases: Phrases
    guards: tuple[Guard, ...]
    place: Place


class Context(NamedTuple):
    """Names in force while a body is read.

    `values` are vars and params as written, `bound` the names that the activation will know.
    `add` interns a wording and gives its number. `by` are the roles of a `say` that names none;
    `taboo` marks a `forbid`, where quoted words do not count.
    """

    get_set: Callable[[str], SetDef | None]
    set_names: Collection[str]
    situations: Collection[str]
    events: Collection[str]
    attributes: Mapping[str, AttributeType]
    values: Mapping[str, Node]
    add: Callable[[Phrases, Node], int]
    bound: frozenset[str] = ACTIVATION
    by: tuple[str, ...] | None = STAFF
    taboo: bool = False


def bound_names(nodes: Iterable[Node]) -> set[str]:
    """The names that slots in patterns may bind: `{when as due}` and `{name}`."""
    texts = (inner.value for node in nodes for inner in walk(node) if inner.is_text and "{" in inner.value)
    return {found[2] or found[1] for written in texts for found in _SLOT.finditer(written)}


def value(context: Context, node: Node) -> Node:
    """The node itself, or what its `$name` stands for among params and vars; other `$names` are left."""
    for _ in range(_DEEPEST):
        name = _dollar(node)
        if not name or name not in context.values:
            return node
        node = Node(context.values[name].value, node.place, context.values[name].keys)
    raise error(node, "values refer to each other in a circle")


def reference(context: Context, node: Node) -> Ref | None:
    """The value that only an activation knows, if the node names one. Raises for an unknown `$name`."""
    name = _dollar(node)
    if not name:
        return None
    if name in context.bound or name in context.attributes:
        return Ref(name)
    known = {*context.bound, *context.attributes, *context.values}
    raise error(node, f"nothing defines ${name}", did_you_mean(name, known) or "declare it under params or vars")


def settled(context: Context, node: Node) -> Node:
    """As `value`, for places where only params and vars make sense."""
    node = value(context, node)
    name = _dollar(node)
    if name:
        remedy = did_you_mean(name, context.values) or "declare it under params or vars"
        fail(node, f"${name} is not known when the pack is loaded", remedy)
    return node


def _dollar(node: Node) -> str:
    found = _VALUE.match(node.value) if isinstance(node.value, str) else None
    return found[1] if found else ""
