"""Scopes: the registered stretches of a conversation that `in:` may name."""

from __future__ import annotations

import re

from svcnorm.model.rules import Scope
from svcnorm.packs.nodes import Node, fail, text
from svcnorm.packs.syntax.context import Context, settled

DEFAULTS = {"opening": "first 3 agent turns", "closing": "last 3 agent turns"}
"""Where every labelled pass of opening and closing norms lies; packs set others in `vars`."""

FIXED = {
    "conversation": "conversation",
    "before customer speaks": "before_customer",
    "same turn": "same_turn",
    "next turn": "next_turn",
}
_EDGE = re.compile(r"(?P<edge>first|last)(?: (?P<n>\d+))?(?: (?P<party>agent|customer))? turns?\Z")
REMEDY = (
    "one of: conversation, opening, closing, first|last [n] [agent|customer] turns, before customer speaks, "
    "same turn, next turn"
)


def scope(context: Context, node: Node, what: str = "in") -> Scope:
    """The scope that a text names. Raises for anything that is not in the registered list."""
    node = settled(context, node)
    name = text(node, what)
    written = name
    if name in DEFAULTS:
        default = Node(DEFAULTS[name], node.place)
        written = text(settled(context, context.values.get(name, default)), name)
    if written in FIXED:
        return Scope(FIXED[written], name=name)
    found = _EDGE.match(written)
    if found is None:
        fail(node, f"{what}: there is no scope {written!r}", REMEDY)
    n = int(found["n"] or 1)
    if n < 1:
        fail(node, f"{what}: {written!r} holds nothing")
    return Scope("turns", edge=found["edge"], n=n, party=found["party"] or "any", name=name)
