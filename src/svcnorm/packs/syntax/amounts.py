"""Amounts: `2 working days`, `1 agent turn`, `same turn`, `80 %`."""

from __future__ import annotations

import re
from collections.abc import Collection

from svcnorm.model.rules import Amount, Ref
from svcnorm.packs.nodes import Node, did_you_mean, fail, kind
from svcnorm.packs.syntax.context import Context, reference, settled, value

ELAPSED = ("seconds", "minutes", "hours", "days")
CALENDAR = ("calendar days", "working days", "months")
TURNS = ("turns", "agent turns", "customer turns")
CHARACTERS = ("characters", "agent characters", "customer characters")
SAME_TURN = "same turn"
UNITS = (*ELAPSED, *CALENDAR, *TURNS, *CHARACTERS)
_SINGULAR = {unit[:-1]: unit for unit in UNITS}
AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[a-z][a-z ]*?)\Z")
_PERCENT = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*%\Z")


def amount(context: Context, node: Node, what: str, units: Collection[str] = UNITS) -> Amount:
    """A length in one of `units`. `same turn` only where the units hold it."""
    node = settled(context, node)
    if node.value == SAME_TURN and SAME_TURN in units:
        return Amount(1, SAME_TURN)
    found = AMOUNT.match(node.value.strip()) if node.is_text else None
    if found is None:
        fail(node, f"{what}: expected an amount such as `2 hours`, found {kind(node)}", _units(units))
    unit = _SINGULAR.get(found["unit"], found["unit"])
    if unit not in units:
        remedy = did_you_mean(unit, units) if unit not in UNITS else _units(units)
        fail(node, f"{what}: {found['unit']!r} is no unit here", remedy or _units(units))
    return Amount(_number(found["number"]), unit)


def length(context: Context, node: Node, what: str, units: Collection[str] = UNITS) -> Amount | Ref:
    """A length, or a value that the activation knows."""
    node = value(context, node)
    return reference(context, node) or amount(context, node, what, units)


def percent(node: Node) -> float | None:
    """The number of `80 %`, None for anything else."""
    found = _PERCENT.match(node.value.strip()) if node.is_text else None
    return _number(found["number"]) if found else None


def per_mille(context: Context, node: Node, what: str) -> int:
    """`80 %` as 800."""
    node = settled(context, node)
    found = percent(node)
    if found is None:
        fail(node, f"{what}: expected a percentage such as `80 %`, found {kind(node)}")
    return round(found * 10)


def _number(text: str) -> float:
    found = float(text)
    return int(found) if found.is_integer() else found


def _units(units: Collection[str]) -> str:
    return f"units: {', '.join(sorted(units))}"
