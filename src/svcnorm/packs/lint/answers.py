"""Which answers a condition can get where a record lacks an attribute."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from svcnorm.model.rules import AttributeType, Condition
from svcnorm.timeline.truth import FALSE, TRUE, Truth, both, either, unknown

EITHER = frozenset((TRUE, FALSE))
OPEN = frozenset((unknown(),))


def may_stay_open(attributes: Mapping[str, AttributeType], condition: Condition) -> bool:
    """Whether a record without one of the attributes can leave the condition unanswered.

    `any: [{x: true}, {x: {known: false}}]` never stays open: it asks for what is missing.
    """
    return any(_answers(attributes, condition, name) >= OPEN for name in _names(condition))


def _names(condition: Condition) -> set[str]:
    """The attributes that a condition asks."""
    own = {condition.name} if condition.kind == "attribute" else set()
    return own.union(*(_names(member) for member in condition.of))


def _answers(attributes: Mapping[str, AttributeType], condition: Condition, missing: str) -> frozenset[Truth]:
    """The possible answers where `missing` is; whatever else is asked may come out either way."""
    if condition.kind == "attribute":
        return _asked(attributes, condition, missing)
    rows = [_answers(attributes, member, missing) for member in condition.of]
    if condition.kind == "not":
        return frozenset(truth.negated() for truth in rows[0])
    if condition.kind in ("all", "any"):
        together = both if condition.kind == "all" else either
        return frozenset(together(row) for row in product(*rows))
    return EITHER


def _asked(attributes: Mapping[str, AttributeType], condition: Condition, missing: str) -> frozenset[Truth]:
    check = condition.check
    if condition.name != missing or check is None:
        return EITHER
    if check.op == "known":
        return frozenset((Truth(check.values[0] is check.negated),))
    return OPEN if missing in attributes and attributes[missing].missing == "unknown" else EITHER
