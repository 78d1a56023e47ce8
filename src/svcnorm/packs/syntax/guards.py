"""Guards: `unless` of a selector, split into what must cover the hit and what looks elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.model.rules import Amount, Guard, Selector
from svcnorm.packs.nodes import Node, fail, kind, mapping, one_or_many
from svcnorm.packs.syntax.amounts import TURNS, amount
from svcnorm.packs.syntax.context import STAFF, Context

KINDS = ("same_turn", "earlier", "later", "situation")


def split(node: Node | None) -> tuple[list[Node], list[Node]]:
    """The covering patterns and the contextual guards of an `unless`."""
    covering: list[Node] = []
    looking: list[Node] = []
    for member in [] if node is None else one_or_many(node):
        if member.is_text:
            covering.append(member)
        elif member.is_map:
            looking.append(member)
        else:
            fail(member, f"unless: expected a pattern or a guard, found {kind(member)}")
    return covering, looking


def guards(context: Context, nodes: Sequence[Node]) -> tuple[Guard, ...]:
    """The contextual guards; a mapping of several kinds holds several guards."""
    return tuple(guard for node in nodes for guard in _guards(context, node))


def _guards(context: Context, node: Node) -> list[Guard]:
    members = mapping(node, "a guard", (*KINDS, "within"))
    kinds = [key for key in KINDS if key in members]
    if len(kinds) != 1:
        fail(node, f"a guard has exactly one of {', '.join(KINDS)}")
    return [_guard(context, kinds[0], members, node)]


def _guard(context: Context, what: str, members: dict[str, Node], node: Node) -> Guard:
    from svcnorm.packs.syntax.selectors import known_situation, selector

    inside = context._replace(taboo=False, by=context.by if what == "same_turn" else STAFF)
    if what == "situation":
        name = known_situation(context, members[what])
        selected = Selector("situation", names=(name,), label=name)
    else:
        selected = selector(inside, members[what], what)
    return Guard(what, selected, _within(context, what, members, node))


def _within(context: Context, what: str, members: dict[str, Node], node: Node) -> Amount | None:
    if "within" not in members:
        return None
    if what in ("same_turn", "situation"):
        fail(node.keys["within"], f"within says nothing to a guard of the kind {what}", "take it out")
    return amount(context, members["within"], "within", TURNS)
