"""Rules as data and back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from svcnorm.model import rules as model
from svcnorm.packs.encode import TYPES, decode, encode


def there_and_back(value: Any) -> Any:
    return decode(json.loads(json.dumps(encode(value))))


@pytest.mark.parametrize(
    "value",
    [
        None,
        0,
        2.5,
        True,
        "不知道",
        (),
        ("a", (1, None)),
        frozenset({"b", "a"}),
        {},
        {2026: (frozenset({"10-01"}), frozenset())},
        model.Check("between", (1, model.Ref("due")), True),
        model.Selector("say", 3, by=("agent",), guards=(model.Guard("earlier", model.Selector("event")),)),
        model.EventType("ring", inevitable_in=frozenset({"inbound_call"})),
        model.Scoring(section_caps={"开场": 10}),
        model.Settings(),
    ],
)
def test_there_and_back(value: Any) -> None:
    assert there_and_back(value) == value


def test_defaults_at_the_end_are_left_out() -> None:
    assert len(encode(model.Selector("say", 3))) == 3
    assert len(encode(model.Selector("say", 3, label="您好"))) == 1 + len(model.Selector._fields)


def test_a_number_is_no_boolean() -> None:
    kept = there_and_back(model.Check("is", (1, True, 1.0)))
    assert [type(value) for value in kept.values] == [int, bool, float]
    assert encode(model.EventType("ring", contingent=True)) != encode(model.EventType("ring", contingent=False))


def test_every_value_of_rules_is_known() -> None:
    defined = {cls for cls in vars(model).values() if hasattr(cls, "_fields")}
    assert defined == set(TYPES)


def test_other_values_are_refused() -> None:
    with pytest.raises(TypeError, match="no value of rules"):
        encode(object())
    with pytest.raises(IndexError):
        decode([999])
