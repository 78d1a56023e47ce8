"""`measure`: which quantity, of whom, where, and its bounds."""

from __future__ import annotations

from collections.abc import Mapping

from svcnorm.model.rules import Measure, Ref
from svcnorm.packs.nodes import Node, fail, items, kind, mapping, text
from svcnorm.packs.syntax.amounts import CHARACTERS, ELAPSED, TURNS, amount, per_mille, percent
from svcnorm.packs.syntax.context import Context, reference, settled, value
from svcnorm.packs.syntax.scopes import scope
from svcnorm.packs.syntax.selectors import selector

METRICS = ("rings", "speech_rate", "talk_share", "duration", "silence", "overlap")
IN_PERCENT = ("talk_share", "share")
IN_SECONDS = ("duration", "silence", "overlap")
OF_A_PARTY = ("speech_rate", "talk_share")
KEYS = ("metric", "count", "share", "among", "per", "by", "in")
BOUND_KEYS = ("at_least", "at_most", "between", "tolerance", "compared_to")
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}

Bound = float | Ref | None


def measure(context: Context, node: Node) -> Measure:
    """The quantity that a rule measures."""
    node = settled(context, node)
    if node.is_text:
        return Measure(text(node, "measure", METRICS))
    members = mapping(node, "measure", KEYS)
    heads = [key for key in ("metric", "count", "share") if key in members]
    if len(heads) != 1:
        fail(node, "measure has exactly one of metric, count, share")
    head = heads[0]
    for key, owner in (("among", "share"), ("per", "count")):
        if key in members and head != owner:
            fail(node.keys[key], f"{key} belongs to {owner}")
    name = text(settled(context, members["metric"]), "metric", METRICS) if head == "metric" else head
    if "by" in members and name not in OF_A_PARTY:
        fail(node.keys["by"], f"{name} is not of one party", "put `by` inside the selector, or take it out")
    if head == "share" and "among" not in members:
        fail(node, "share needs among: {share: selector, among: selector}")
    inside = context._replace(taboo=False)
    return Measure(
        name,
        by=text(settled(context, members["by"]), "by", ("agent", "customer", "any")) if "by" in members else "agent",
        scope=scope(context, members["in"]) if "in" in members else None,
        selector=selector(inside, members[head], head) if head in ("count", "share") else None,
        among=selector(inside, members["among"], "among") if "among" in members else None,
        per=amount(context, members["per"], "per", (*CHARACTERS, *TURNS)) if "per" in members else None,
    )


def bounds(context: Context, metric: str, members: Mapping[str, Node], node: Node) -> tuple[Bound, Bound, str]:
    """Least and most value, and what they are compared to. `tolerance` widens both."""
    compared = text(members["compared_to"], "compared_to", ("before",)) if "compared_to" in members else ""
    least = _bound(context, metric, members.get("at_least"), compared)
    most = _bound(context, metric, members.get("at_most"), compared)
    if "between" in members:
        if least is not None or most is not None:
            fail(node, "between and at_least/at_most say the same thing", "keep one of them")
        pair = items(settled(context, members["between"]), "between")
        if len(pair) != 2:
            fail(members["between"], f"between takes two values, found {len(pair)}")
        least, most = (_bound(context, metric, member, compared) for member in pair)
    if least is None and most is None:
        fail(node, "a measure needs a bound", "give at_least, at_most or between")
    if "tolerance" in members:
        least, most = _widened(context, least, most, members["tolerance"])
    if isinstance(least, (int, float)) and isinstance(most, (int, float)) and least > most:
        fail(node, f"no value is at least {least:g} and at most {most:g}")
    return least, most, compared


def _bound(context: Context, metric: str, node: Node | None, compared: str) -> Bound:
    if node is None:
        return None
    node = value(context, node)
    named = reference(context, node)
    if named is not None:
        return named
    if compared:
        return per_mille(context, node, "a bound that is compared")
    if metric in IN_PERCENT:
        share = percent(node)
        if share is None:
            fail(node, f"{metric} is measured in percent, found {kind(node)}", "write it with the sign: `50 %`")
        return share
    if node.is_text and metric in IN_SECONDS:
        length = amount(context, node, metric, ELAPSED)
        return length.value * _SECONDS[length.unit]
    if not node.is_number:
        fail(node, f"{metric}: expected a number, found {kind(node)}", _hint(node))
    return float(node.value) if isinstance(node.value, float) else int(node.value)


def _hint(node: Node) -> str:
    return "a percentage needs compared_to: before" if percent(node) is not None else ""


def _widened(context: Context, least: Bound, most: Bound, node: Node) -> tuple[Bound, Bound]:
    if isinstance(least, Ref) or isinstance(most, Ref):
        fail(node, "tolerance needs bounds that are known when the pack is loaded")
    share = per_mille(context, node, "tolerance")
    if not 0 <= share < 1000:
        fail(node, "tolerance: expected a percentage below 100 %")
    return (
        None if least is None else _rounded(least * (1000 - share) / 1000),
        None if most is None else _rounded(most * (1000 + share) / 1000),
    )


def _rounded(number: float) -> float:
    rounded = round(number, 6)
    return int(rounded) if float(rounded).is_integer() else rounded
