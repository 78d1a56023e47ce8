"""Comparisons: `{at_least: 1}`, a bare value, a list of values, `$ref`."""

from __future__ import annotations

from svcnorm.model.rules import Check, Ref
from svcnorm.packs.nodes import Node, fail, items, kind, mapping, one_or_many
from svcnorm.packs.syntax.amounts import ELAPSED, amount
from svcnorm.packs.syntax.context import Context, reference, value

BOUNDS = ("above", "below", "at_least", "at_most")
KEYS = (*BOUNDS, "between", "known", "is", "not")
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}


def checks(context: Context, node: Node, what: str) -> tuple[Check, ...]:
    """The comparisons that one entry makes; all of them must hold."""
    node = value(context, node)
    if not node.is_map:
        return (Check("is", _values(context, node, what)),)
    members = mapping(node, what, KEYS)
    if not members:
        fail(node, f"{what}: no comparison is given", f"one of: {', '.join(KEYS)}")
    return tuple(_check(context, op, member, what) for op, member in members.items())


def _check(context: Context, op: str, node: Node, what: str) -> Check:
    if op == "known":
        node = value(context, node)
        if not isinstance(node.value, bool):
            fail(node, f"{what}: known takes true or false, found {kind(node)}")
        return Check("known", (node.value,))
    if op in ("is", "not"):
        return Check("is", _values(context, node, what), negated=op == "not")
    if op == "between":
        bounds = items(value(context, node), f"{what}: between")
        if len(bounds) != 2:
            fail(node, f"{what}: between takes two numbers, found {len(bounds)}")
        return Check("between", (_bound(context, bounds[0], what), _bound(context, bounds[1], what)))
    return Check(op, (_bound(context, node, what),))


def _values(context: Context, node: Node, what: str) -> tuple[str | int | float | bool | Ref, ...]:
    out: list[str | int | float | bool | Ref] = []
    for member in one_or_many(value(context, node)):
        member = value(context, member)
        named = reference(context, member)
        if named is None and (member.value is None or member.is_map or member.is_list):
            fail(member, f"{what}: expected a value, found {kind(member)}")
        out.append(named if named is not None else member.value)
    if not out:
        fail(node, f"{what}: the list of values is empty")
    return tuple(out)


def _bound(context: Context, node: Node, what: str) -> int | float | Ref:
    """A number, a length of time in seconds, or a value that the activation knows."""
    node = value(context, node)
    named = reference(context, node)
    if named is not None:
        return named
    if node.is_text:
        length = amount(context, node, what, ELAPSED)
        return length.value * _SECONDS[length.unit]
    if not node.is_number:
        fail(node, f"{what}: expected a number, found {kind(node)}")
    number: int | float = node.value
    return number
