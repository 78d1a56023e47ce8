"""`when` and `unless` of rules."""

from __future__ import annotations

from collections.abc import Callable

from svcnorm.model.rules import Check, Condition, Rule

One = Callable[..., Rule]


def attribute(name: str, *checks: Check) -> Condition:
    return Condition("attribute", name=name, check=checks[0])


def test_a_mapping_is_and_a_list_of_values_is_or(rule: One) -> None:
    found = rule("when: {channel: [visit, reception], first_meeting: true}, require: 您好").when
    assert found == Condition(
        "all",
        of=(
            attribute("channel", Check("is", ("visit", "reception"))),
            attribute("first_meeting", Check("is", (True,))),
        ),
    )


def test_any_holds_one_of_several(rule: One) -> None:
    found = rule("when: {any: [{first_meeting: true}, {customer_tier: important}]}, require: 您好").when
    assert found is not None
    assert (found.kind, [part.name for part in found.of]) == ("any", ["first_meeting", "customer_tier"])


def test_a_list_of_mappings_is_any(rule: One) -> None:
    found = rule("unless: [{first_meeting: true}, {rings: {above: 5}}], require: 您好").unless
    assert found is not None
    assert (found.kind, [part.name for part in found.of]) == ("any", ["first_meeting", "rings"])


def test_not(rule: One) -> None:
    found = rule("when: {not: {caller_known: true}}, require: 您好").when
    assert found == Condition("not", of=(attribute("caller_known", Check("is", (True,))),))


def test_situations_and_occurrences(rule: One) -> None:
    more = "situations: {投诉: {say: 投诉, by: customer}}"
    found = rule("when: {situation: 投诉, has: {say: 谢谢, by: customer}}, require: 您好", more).when
    assert found is not None and found.of[1].selector is not None
    assert [part.kind for part in found.of] == ["situation", "has"]
    assert found.of[1].selector.by == ("customer",)


def test_comparisons(rule: One) -> None:
    found = rule(
        "when: {rings: {above: 3, at_most: 9}, customer_name: {known: false}, line: {not: mobile}}, require: 您好"
    )
    assert found.when is not None
    rings, name, line = found.when.of
    assert [part.check for part in rings.of] == [Check("above", (3,)), Check("at_most", (9,))]
    assert name.check == Check("known", (False,))
    assert line.check == Check("is", ("mobile",), negated=True)


def test_between_and_params(rule: One) -> None:
    found = rule("params: {most: 9}, when: {rings: {between: [3, $most]}}, require: 您好").when
    assert found == attribute("rings", Check("between", (3, 9)))
