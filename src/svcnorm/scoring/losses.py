"""What violations cost: per conversation or per finding, each fault once in its group, up to caps.

Points are integers in units of a billionth, so that nothing is rounded before the score itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.rules import Handbook, Norm
from svcnorm.model.verdicts import VIOLATION, Finding
from svcnorm.scoring.items import Item

UNIT = 1_000_000_000


def units(points: float) -> int:
    """Points as they are written in a handbook (2, 0.5, 0.1), exact to nine decimals."""
    return round(points * UNIT)


class _Charge(NamedTuple):
    item: int
    points: int
    group: str
    named_group: bool
    span: tuple[int, int, int] | None
    fingerprint: str


def losses(found: Sequence[Item]) -> list[int]:
    """What each item costs, in units; 0 for one without a violation and for one whose faults another item pays."""
    faults = [0] * len(found)
    for charge in _charged(found):
        faults[charge.item] += 1
    return [_cost(item, count) for item, count in zip(found, faults)]


def _cost(item: Item, faults: int) -> int:
    each = max(0, units(item.binding.points))
    if not faults:
        return 0
    if item.rule.per != "finding":
        return each
    most = item.rule.max_points
    return each * faults if most is None else min(each * faults, units(most))


def _charged(found: Sequence[Item]) -> list[_Charge]:
    """The faults that are paid for: of those of one group whose words overlap, the dearest; ties to the first.

    Faults of one item are distinct already: each is paid for.
    """
    charges = [charge for at, item in enumerate(found) if item.verdict == VIOLATION for charge in _charges(at, item)]
    kept: dict[str, list[_Charge]] = {}
    for charge in sorted(charges, key=lambda charge: -charge.points):
        of_group = kept.setdefault(charge.group, [])
        if not any(other.item != charge.item and _same_fault(charge, other) for other in of_group):
            of_group.append(charge)
    return [charge for of_group in kept.values() for charge in of_group]


def _charges(at: int, item: Item) -> list[_Charge]:
    points = units(item.binding.points)
    # Two norms of a handbook that stand on one rule see the very same faults: a rule is its own group.
    named = bool(item.rule.group)
    group = f"group:{item.rule.group}" if named else f"rule:{item.rule.instance}"
    if not item.findings:
        return [_Charge(at, points, group, named, None, f"{item.rule.instance}:no finding")]
    return [_Charge(at, points, group, named, _span(finding), finding.fingerprint) for finding in item.findings]


def _span(finding: Finding) -> tuple[int, int, int] | None:
    if not finding.places:
        return None
    place = finding.places[0]
    return place.turn, place.start, place.end


def _same_fault(one: _Charge, other: _Charge) -> bool:
    if one.fingerprint == other.fingerprint:
        return True
    if one.span is None or other.span is None or not one.named_group:
        return False
    turn, start, end = one.span
    other_turn, other_start, other_end = other.span
    return turn == other_turn and start < other_end and other_start < end


def capped(found: Sequence[Item], costs: Sequence[int], handbook: Handbook) -> int:
    """The sum of the costs, each section of the handbook costing no more than its cap."""
    caps = handbook.scoring.section_caps
    norms = {norm.id: norm for norm in handbook.norms}
    sums: dict[str, int] = {}
    for item, cost in zip(found, costs):
        section = _section(norms.get(item.binding.norm), caps)
        sums[section] = sums.get(section, 0) + cost
    return sum(min(cost, units(caps[section])) if section in caps else cost for section, cost in sums.items())


def _section(norm: Norm | None, caps: Mapping[str, float]) -> str:
    """The longest name of a capped section with which the norm's clause or id begins."""
    if norm is None:
        return ""
    fitting = [name for name in caps if _begins(norm.clause, name) or _begins(norm.id, name)]
    return max(fitting, key=len, default="")


def _begins(text: str, section: str) -> bool:
    number_goes_on = section[-1:].isdigit() and text[len(section) : len(section) + 1].isdigit()
    return bool(section) and text.startswith(section) and not number_goes_on
