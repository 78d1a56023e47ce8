"""Situations: named conditions with a beginning and perhaps an end; they may use one another, never in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from svcnorm.model.rules import Selector, Situation
from svcnorm.packs.nodes import Node, did_you_mean, fail, mapping, one_or_many, text
from svcnorm.packs.syntax.context import Context
from svcnorm.packs.syntax.events import known_event
from svcnorm.packs.syntax.selectors import HEADS, KEYS, selector

OWN = ("attribute", "is", "starts", "ends", "onset", "title")


def situations(context: Context, nodes: Mapping[str, Node]) -> dict[str, Situation]:
    """All situations, read and checked for circles."""
    found = {name: situation(context, name, node) for name, node in nodes.items()}
    uses = {name: set(_used(each)) for name, each in found.items()}
    for name in found:
        loop = _circle(name, uses, (name,))
        if loop:
            fail(nodes[name], f"situations use each other in a circle: {' → '.join(loop)}")
    return found


def situation(context: Context, name: str, node: Node) -> Situation:
    """One situation: a selector, or `attribute`, `starts` and `ends`."""
    if not node.is_map:
        return Situation(name, starts=selector(context, node, name))
    members = mapping(node, f"situation {name}", (*OWN, *KEYS))
    heads = [key for key in HEADS if key in members]
    if heads and "starts" in members:
        fail(node.keys[heads[0]], f"situation {name}: {heads[0]} and starts say the same thing", "keep one of them")
    inside = {key: member for key, member in members.items() if key not in OWN}
    if inside and not heads:
        key = next(iter(inside))
        fail(node.keys[key], f"situation {name}: {key} belongs to a selector", f"one of: {', '.join(HEADS)}")
    begins = Node(inside, node.place, node.keys) if heads else members.get("starts")
    if begins is None and "attribute" not in members:
        fail(node, f"situation {name}: nothing says when it begins", "give a selector, starts, or an attribute")
    return Situation(
        name,
        starts=None if begins is None else selector(context, begins, f"situation {name}"),
        ends=selector(context, members["ends"], "ends") if "ends" in members else None,
        attribute=_attribute(context, members),
        values=_values(context, members, node),
        onset=tuple(known_event(context, m) for m in one_or_many(members["onset"])) if "onset" in members else (),
    )


def _attribute(context: Context, members: Mapping[str, Node]) -> str:
    if "attribute" not in members:
        return ""
    name = text(members["attribute"], "attribute")
    if name not in context.attributes:
        fail(members["attribute"], f"there is no attribute {name!r}", did_you_mean(name, context.attributes))
    return name


def _values(context: Context, members: Mapping[str, Node], node: Node) -> tuple[str | int | float | bool, ...]:
    """The attribute's values that mean that the situation holds; true where none are given."""
    if "is" not in members:
        return (True,)
    if "attribute" not in members:
        fail(node.keys["is"], "`is` belongs to an attribute")
    known = context.attributes[text(members["attribute"], "attribute")]
    values = []
    for member in one_or_many(members["is"]):
        if known.type == "choice" and member.value not in known.values:
            fail(member, f"{known.name} is never {member.value!r}", did_you_mean(str(member.value), known.values))
        values.append(member.value)
    return tuple(values)


def _used(found: Situation) -> Iterator[str]:
    for part in (found.starts, found.ends):
        if part is not None:
            yield from named(part)


def named(part: Selector) -> Iterator[str]:
    """The situations that a selector refers to, guards included."""
    if part.head == "situation":
        yield from part.names
    for member in (*part.of, *(guard.selector for guard in part.guards)):
        yield from named(member)


def _circle(name: str, uses: Mapping[str, set[str]], path: tuple[str, ...]) -> tuple[str, ...]:
    for used in sorted(uses.get(name, ())):
        if used == path[0]:
            return (*path, used)
        if used not in path:
            loop = _circle(used, uses, (*path, used))
            if loop:
                return loop
    return ()
