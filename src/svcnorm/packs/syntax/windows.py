"""Anchors and windows: from where, how far, and which of them go together."""

from __future__ import annotations

from collections.abc import Mapping

from svcnorm.model.rules import Amount, Anchor, Ref, Selector, Window
from svcnorm.packs.nodes import Node, fail, kind, mapping
from svcnorm.packs.syntax.amounts import CALENDAR, ELAPSED, SAME_TURN, TURNS, amount, length
from svcnorm.packs.syntax.context import Context, reference, settled, value
from svcnorm.packs.syntax.selectors import selector

SIDES = ("after", "before", "around", "during")
ANCHORS = (*SIDES, "every")
WINDOWS = ("within", "gap", "until")
PERIODS = ("week", "half-month", "month")
_WITHIN = (*ELAPSED, *CALENDAR, *TURNS, "characters", SAME_TURN)
_USES = {"within": ("after", "before", "around"), "gap": ("after", "before"), "until": ("after",)}


def anchor(context: Context, members: Mapping[str, Node], node: Node) -> Anchor | None:
    """The anchor of a rule: at most one; `every` may stand inside a `during`."""
    sides = [key for key in SIDES if key in members]
    if len(sides) > 1:
        fail(node.keys[sides[1]], f"a rule has one anchor: {' and '.join(sides)}", "make two rules of it")
    side = sides[0] if sides else ""
    if "every" in members:
        if side not in ("", "during"):
            fail(node.keys["every"], f"a rule has one anchor: {side} and every", "make two rules of it")
        inside = selector(context, members["during"], "during") if side else None
        return Anchor("every", selector=inside, period=_period(context, members["every"]))
    if not side:
        return None
    anchored = selector(context._replace(taboo=False), members[side], side)
    if side == "during" and anchored.head != "situation":
        fail(members[side], "during takes a situation, which has a beginning and an end", "{situation: …}")
    return Anchor(side, selector=anchored)


def _period(context: Context, node: Node) -> str | Amount:
    node = settled(context, node)
    if node.value in PERIODS:
        return str(node.value)
    return amount(context, node, "every", ("days",))


def window(context: Context, members: Mapping[str, Node], anchored: Anchor | None, node: Node) -> Window | None:
    """The window beside the anchor. One that its anchor ignores is an error."""
    given = [key for key in WINDOWS if key in members]
    for key in given:
        if anchored is None:
            fail(node.keys[key], f"{key} counts from an anchor, and the rule has none", "give after, before or around")
        if anchored.kind not in _USES[key]:
            fail(node.keys[key], f"{key} says nothing to {anchored.kind}", f"it goes with {', '.join(_USES[key])}")
    if "until" in members and len(given) > 1:
        fail(node.keys["until"], f"until and {given[0]} both end the window", "keep one of them")
    if not given:
        return None
    within = length(context, members["within"], "within", _WITHIN) if "within" in members else None
    return Window(
        within=within,
        gap=_gap(context, members["gap"]) if "gap" in members else None,
        until=_until(context, members["until"]) if "until" in members else None,
    )


def _gap(context: Context, node: Node) -> tuple[Amount | None, Amount | None]:
    members = mapping(settled(context, node), "gap", ("at_least", "at_most"))
    if not members:
        fail(node, "gap: give at_least or at_most")
    least, most = (members.get(key) for key in ("at_least", "at_most"))
    units = (*ELAPSED, *CALENDAR, *TURNS)
    return (
        None if least is None else amount(context, least, "gap", units),
        None if most is None else amount(context, most, "gap", units),
    )


def _until(context: Context, node: Node) -> Selector | Ref:
    node = value(context, node)
    named = reference(context, node)
    if named is not None:
        return named
    if node.is_text:
        fail(node, f"until: expected a value such as $due, or a selector, found {kind(node)}", "until: {event: …}")
    return selector(context._replace(taboo=False), node, "until")
