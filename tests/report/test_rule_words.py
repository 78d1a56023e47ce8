"""What a rule checks, in words."""

from __future__ import annotations

import pytest

from svcnorm.i18n import speaking
from svcnorm.model.rules import (
    Amount,
    Anchor,
    Check,
    Condition,
    Constraint,
    Measure,
    Ref,
    Rule,
    Scope,
    Selector,
    Window,
)
from svcnorm.report.rule_words import checked, condition, where

SAY = Selector("say", by=("agent", "colleague"), label="致歉")
EVENT = Selector("event", names=("hangup",))
AFTER = Anchor("after", Selector("situation", names=("客户不满",), label="客户不满"))


def rule(constraint: Constraint, **more: object) -> Rule:
    return Rule("r", "r", "r", "p", constraint, **more)  # type: ignore[arg-type]


def measure(metric: str, low: object = None, high: object = None, **more: object) -> Constraint:
    compared = str(more.pop("compared_to", ""))
    measured = Measure(metric, **more)  # type: ignore[arg-type]
    return Constraint("measure", measure=measured, at_least=low, at_most=high, compared_to=compared)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("constraint", "said"),
    [
        (Constraint("require", SAY), "agent must: 致歉"),
        (Constraint("forbid", SAY._replace(by=("customer",))), "customer must not: 致歉"),
        (Constraint("forbid", SAY._replace(by=None)), "agent must not: 致歉"),
        (Constraint("require", Selector("any_of", of=(SAY,), label="致歉/久等")), "agent must: 致歉/久等"),
        (Constraint("require", EVENT), "must happen: hang-up"),
        (Constraint("forbid", EVENT._replace(by=("agent", "colleague"))), "agent must not: hang-up"),
        (Constraint("manual", look_at="微笑"), "a person looks: 微笑"),
        (measure("rings", high=3), "number of rings: at most 3"),
        (measure("speech_rate", 120, 180.5), "characters a minute: at least 120, at most 180.5"),
        (
            measure("speech_rate", high=800, compared_to="before"),
            "characters a minute: at most 80 % of what it was before",
        ),
        (measure("silence", high=Ref("longest")), "longest silence in seconds: at most $longest"),
        (measure("count", 1, selector=SAY), "how often 致歉: at least 1"),
        (measure("share", 50, selector=SAY, among=EVENT), "share of 致歉 among hang-up, in %: at least 50"),
    ],
)
def test_what_is_checked(constraint: Constraint, said: str) -> None:
    with speaking("en"):
        assert checked(rule(constraint)) == said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "the whole conversation"),
        ({"scope": Scope("turns", "last", 3, "agent", "closing")}, "the agent's last 3 turns"),
        ({"anchor": AFTER}, "after “客户不满”"),
        ({"anchor": AFTER, "window": Window(Amount(1, "turns"))}, "1 turn, after “客户不满”"),
        ({"anchor": AFTER, "window": Window(Amount(1, "same turn"))}, "the same turn"),
        ({"anchor": AFTER, "window": Window(until=Ref("due"))}, "until the time agreed"),
        ({"anchor": AFTER, "window": Window(until=EVENT)}, "after “客户不满”, up to what ends it"),
        ({"anchor": AFTER, "window": Window(Ref("limit"))}, "in time after “客户不满”"),
        ({"anchor": AFTER, "window": Window(gap=(Amount(1, "days"), None))}, "after “客户不满”, at least 1 day apart"),
        ({"anchor": AFTER, "window": Window(gap=(None, Amount(2, "days")))}, "2 days, after “客户不满”"),
        ({"anchor": Anchor("every", period="week")}, "every week"),
        ({"anchor": Anchor("every", period=Amount(30, "days"))}, "at most 30 days apart"),
        (
            {"anchor": AFTER, "scope": Scope("turns", "first", 1, "agent", "first agent turn")},
            "after “客户不满”, the agent's first turn",
        ),
    ],
)
def test_where_it_is_looked_for(more: dict[str, object], said: str) -> None:
    with speaking("en"):
        assert where(rule(Constraint("require", SAY), **more)) == said


def attribute(name: str, op: str, *values: object, negated: bool = False) -> Condition:
    return Condition("attribute", name=name, check=Check(op, values, negated))  # type: ignore[arg-type]


CALLS = attribute("channel", "is", "inbound_call", "outbound_call")
UNHAPPY = Condition("situation", name="客户不满")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (CALLS, "inbound call or outbound call"),
        (attribute("channel", "is", "chat", negated=True), "not (chat)"),
        (Condition("all", (CALLS, UNHAPPY)), "(inbound call or outbound call) and “客户不满”"),
        (
            Condition("any", (UNHAPPY, Condition("all", (CALLS, UNHAPPY)))),
            "“客户不满” or ((inbound call or outbound call) and “客户不满”)",
        ),
        (Condition("not", (UNHAPPY,)), "not (“客户不满”)"),
        (Condition("has", selector=SAY), "agent: 致歉"),
        (attribute("rings", "above", 5), "number of rings: above 5"),
        (attribute("rings", "below", 5), "number of rings: below 5"),
        (attribute("rings", "at_least", 5), "number of rings: at least 5"),
        (attribute("rings", "at_most", Ref("n")), "number of rings: at most $n"),
        (attribute("rings", "between", 2, 5), "number of rings: 2–5"),
        (attribute("caller_known", "is", True), "whether the caller is known: yes"),
        (attribute("caller_known", "is", False), "whether the caller is known: no"),
        (attribute("customer_name", "known", True), "customer's name is known"),
        (attribute("customer_name", "known", False), "customer's name is not known"),
        (attribute("house_rule", "is", "a", negated=True), "house_rule: not (a)"),
    ],
)
def test_conditions(part: Condition, said: str) -> None:
    with speaking("en"):
        assert condition(part) == said
