"""A rule: its anchor, constraint, window and conditions, read from one mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping

from svcnorm.model.rules import SEVERITIES, Amount, Anchor, Constraint, Rule, Scope, Window
from svcnorm.packs.nodes import Node, boolean, fail, mapping, number, text, texts
from svcnorm.packs.syntax.conditions import condition
from svcnorm.packs.syntax.context import Context, bound_names
from svcnorm.packs.syntax.measures import BOUND_KEYS, bounds, measure
from svcnorm.packs.syntax.messages import message
from svcnorm.packs.syntax.scopes import scope
from svcnorm.packs.syntax.selectors import selector
from svcnorm.packs.syntax.windows import ANCHORS, WINDOWS, anchor, window

CONSTRAINTS = ("require", "forbid", "measure", "manual")
BODY = (*ANCHORS, *CONSTRAINTS, *WINDOWS, *BOUND_KEYS, "in", "when", "unless", "over", "one_to_one", "review")
ABOUT = ("title", "severity", "points", "per", "max_points", "status", "group", "formerly", "replaces", "message")
KEYS = ("id", *ABOUT, "suggest", "instead_of", "params", "tests", "note", *BODY)
OVER = ("conversation", "case", "customer")
INSTEAD_OF = ("words", "clause", "sentence", "line")
STATUS = ("experimental", "stable", "deprecated")


def rule(context: Context, node: Node, pack: str) -> Rule:
    """The rule that a mapping states, before any handbook binds it."""
    members = mapping(node, "rule", KEYS)
    context = context._replace(
        bound=frozenset({*context.bound, *bound_names([member for key, member in members.items() if key in BODY])})
    )
    over = text(members["over"], "over", OVER) if "over" in members else "conversation"
    anchored = anchor(context, members, node)
    constraint = _constraint(context, members, anchored, node)
    limits = window(context, members, anchored, node)
    constraint, limits, stretch = _placed(context, constraint, anchored, limits, members, node)
    rule_id = text(members["id"], "id") if "id" in members else ""
    return Rule(
        id=rule_id,
        instance=rule_id,
        title=text(members["title"], "title") if "title" in members else rule_id,
        pack=pack,
        constraint=constraint,
        severity=text(members["severity"], "severity", SEVERITIES) if "severity" in members else "minor",
        points=number(members["points"], "points") if "points" in members else 0,
        per=text(members["per"], "per", ("conversation", "finding")) if "per" in members else "conversation",
        max_points=number(members["max_points"], "max_points") if "max_points" in members else None,
        over=over,
        when=condition(context, members["when"], "when") if "when" in members else None,
        unless=condition(context, members["unless"], "unless") if "unless" in members else None,
        anchor=anchored,
        scope=stretch,
        window=limits,
        one_to_one="one_to_one" in members and boolean(members["one_to_one"], "one_to_one"),
        message=_message(context, members, "message"),
        suggest=_message(context, members, "suggest"),
        review=text(members["review"], "review", ("pass", "violation")) if "review" in members else "",
        status=text(members["status"], "status", STATUS) if "status" in members else "stable",
        group=text(members["group"], "group") if "group" in members else "",
        formerly=texts(members["formerly"], "formerly") if "formerly" in members else (),
        instead_of=_instead_of(members),
    )


def _instead_of(members: Mapping[str, Node]) -> str:
    """What the suggestion can stand in place of; empty where it is advice and no wording."""
    if "instead_of" not in members:
        return ""
    if not {"forbid", "suggest"} <= members.keys():
        fail(members["instead_of"], "instead_of is for a suggestion in place of forbidden words", "leave it out")
    if re.search("…|\\.{3}", text(members["suggest"], "suggest")):
        way_out = "say it all, or take instead_of out"
        fail(members["suggest"], "a suggestion with gaps cannot stand in place of words", way_out)
    return text(members["instead_of"], "instead_of", INSTEAD_OF)


def _constraint(context: Context, members: Mapping[str, Node], anchored: Anchor | None, node: Node) -> Constraint:
    kinds = [key for key in CONSTRAINTS if key in members]
    if len(kinds) != 1:
        stated = " and ".join(kinds) or "none"
        fail(node, f"a rule has exactly one of {', '.join(CONSTRAINTS)}, found {stated}")
    kind = kinds[0]
    for key in BOUND_KEYS:
        if key in members and kind != "measure":
            fail(node.keys[key], f"{key} belongs to measure, not to {kind}")
    if kind == "measure":
        measured = measure(context, members["measure"])
        least, most, compared = bounds(context, measured.metric, members, node)
        if compared and anchored is None:
            fail(
                node.keys["compared_to"], "compared_to: before compares with what was before the anchor: there is none"
            )
        return Constraint("measure", measure=measured, at_least=least, at_most=most, compared_to=compared)
    if kind == "manual":
        return Constraint("manual", look_at=text(members["manual"], "manual"))
    chosen = selector(context._replace(taboo=kind == "forbid"), members[kind], kind)
    if anchored is not None and anchored.kind == "every" and kind != "require":
        fail(node.keys[kind], f"every goes with require, not with {kind}")
    return Constraint(kind, selector=chosen)


def _placed(
    context: Context,
    constraint: Constraint,
    anchored: Anchor | None,
    limits: Window | None,
    members: Mapping[str, Node],
    node: Node,
) -> tuple[Constraint, Window | None, Scope | None]:
    """The rule's scope: `in` beside the constraint, or of its selector, or of its measure; only once."""
    stretch = scope(context, members["in"]) if "in" in members else None
    at = node.keys.get("in", node.place)
    chosen = constraint.selector
    if chosen is not None and chosen.scope is not None and not chosen.nth:
        if stretch is not None:
            fail(at, "`in` stands twice, at the rule and inside its selector", "keep one of them")
        stretch, at = chosen.scope, members[constraint.kind].place
        constraint = constraint._replace(selector=chosen._replace(scope=None))
    own = constraint.measure.scope if constraint.measure is not None else None
    if own is not None and (stretch is not None or anchored is not None):
        fail(members["measure"], "`in` inside the measure and a window or scope of the rule exclude each other")
    if stretch is None:
        return constraint, limits, None
    if constraint.kind == "manual" or (anchored is not None and anchored.kind == "every"):
        fail(at, f"in says nothing to {'manual' if constraint.kind == 'manual' else 'every'}", "take it out")
    if stretch.kind not in ("same_turn", "next_turn"):
        return constraint, limits, stretch
    if anchored is None or anchored.kind not in ("after", "before", "around"):
        fail(at, f"`{stretch.name}` is beside an anchor, and the rule has none", "give after, before or around")
    if limits is not None and limits.within is not None:
        fail(at, f"`{stretch.name}` and within both bound the window", "keep one of them")
    reach = Amount(1, "same turn" if stretch.kind == "same_turn" else "turns")
    return constraint, (limits or Window())._replace(within=reach), None


def _message(context: Context, members: Mapping[str, Node], what: str) -> str:
    return message(context, members[what], what, context.bound) if what in members else ""
