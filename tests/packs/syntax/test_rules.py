"""Anchors, windows, scopes, measures and messages of whole rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from svcnorm.model.rules import Amount, Measure, Ref, Rule, Scope, Selector, Window

One = Callable[..., Rule]
VARS = "vars: {immediately: 2 minutes, opening: first 2 turns, closing: last 5 agent turns, rate: 150}"


@pytest.mark.parametrize(
    ("written", "scope"),
    [
        ("conversation", Scope("conversation", name="conversation")),
        ("opening", Scope("turns", "first", 2, "any", "opening")),
        ("closing", Scope("turns", "last", 5, "agent", "closing")),
        ("first agent turn", Scope("turns", "first", 1, "agent", "first agent turn")),
        ("last 2 customer turns", Scope("turns", "last", 2, "customer", "last 2 customer turns")),
        ("first turn", Scope("turns", "first", 1, "any", "first turn")),
        ("before customer speaks", Scope("before_customer", name="before customer speaks")),
    ],
)
@pytest.mark.parametrize("place", ["require: 您好, in: {}", "require: {{say: 您好, in: {}}}"])
def test_scopes(rule: One, written: str, scope: Scope, place: str) -> None:
    found = rule(place.format(written), VARS)
    assert found.scope == scope
    assert found.constraint.selector is not None and found.constraint.selector.scope is None


def test_opening_has_a_default(rule: One) -> None:
    assert rule("require: 您好, in: opening").scope == Scope("turns", "first", 3, "agent", "opening")


@pytest.mark.parametrize(("written", "unit"), [("same turn", "same turn"), ("next turn", "turns")])
def test_scopes_beside_an_anchor_are_windows(rule: One, written: str, unit: str) -> None:
    found = rule(f"after: {{event: hold_end}}, require: {{say: 久等了, in: {written}}}")
    assert (found.scope, found.window) == (None, Window(within=Amount(1, unit)))


@pytest.mark.parametrize(
    ("written", "window"),
    [
        ("within: 1 agent turn", Window(within=Amount(1, "agent turns"))),
        ("within: 48 hours", Window(within=Amount(48, "hours"))),
        ("within: 2 working days", Window(within=Amount(2, "working days"))),
        ("within: same turn", Window(within=Amount(1, "same turn"))),
        ("within: 1.5 minutes", Window(within=Amount(1.5, "minutes"))),
        ("within: $immediately", Window(within=Amount(2, "minutes"))),
        ("within: $seconds", Window(within=Ref("seconds"))),
        ("until: $due", Window(until=Ref("due"))),
        (
            "gap: {at_least: 1 calendar day, at_most: 3 days}",
            Window(gap=(Amount(1, "calendar days"), Amount(3, "days"))),
        ),
    ],
)
def test_windows(rule: One, written: str, window: Window) -> None:
    assert rule(f"after: {{event: answer}}, require: 您好, {written}", VARS).window == window


def test_until_an_event(rule: One) -> None:
    found = rule("after: {event: other_call_in}, require: 抱歉, until: {event: answer}").window
    assert found is not None and isinstance(found.until, Selector)
    assert found.until.names == ("answer",)


@pytest.mark.parametrize(
    ("written", "period"), [("half-month", "half-month"), ("week", "week"), ("7 days", Amount(7, "days"))]
)
def test_periods(rule: One, written: str, period: str | Amount) -> None:
    found = rule(f"over: customer, every: {written}, require: {{event: visit_started}}")
    assert found.anchor is not None
    assert (found.anchor.kind, found.anchor.period, found.over) == ("every", period, "customer")


@pytest.mark.parametrize(
    ("written", "bounds"),
    [
        ("measure: rings, at_most: 3", (None, 3)),
        ("measure: {metric: speech_rate}, between: [120, 180]", (120, 180)),
        ("measure: {metric: speech_rate}, at_least: $rate, at_most: $rate, tolerance: 20%", (120, 180)),
        ("measure: {metric: silence}, at_most: 10 seconds", (None, 10)),
        ("measure: {metric: duration}, at_most: 2.5 minutes", (None, 150)),
        ("measure: {metric: talk_share}, at_least: 30 %", (30, None)),
        ("params: {most: 5}, measure: rings, at_most: $most", (None, 5)),
        ("measure: rings, at_most: $contact_count", (None, Ref("contact_count"))),
    ],
)
def test_bounds(rule: One, written: str, bounds: tuple[object, object]) -> None:
    found = rule(written, VARS).constraint
    assert (found.at_least, found.at_most) == bounds


def test_counts_and_shares(rule: One) -> None:
    counted = rule("measure: {count: {say: 嗯嗯}, per: 100 customer characters}, at_least: 1").constraint.measure
    assert counted is not None and counted.selector is not None
    assert (counted.metric, counted.per) == ("count", Amount(100, "customer characters"))
    shared = rule("measure: {share: 什么时候, among: {event: turn, by: agent}}, at_least: 50 %").constraint
    assert shared.measure is not None and shared.measure.among is not None
    assert (shared.measure.metric, shared.at_least) == ("share", 50)


def test_a_measure_has_its_own_scope(rule: One) -> None:
    found = rule("measure: {metric: talk_share, by: customer, in: opening}, at_least: 30 %", VARS)
    assert found.constraint.measure == Measure("talk_share", "customer", Scope("turns", "first", 2, "any", "opening"))


def test_messages_are_filled_in_with_params_and_vars(rule: One) -> None:
    body = "params: {most: 3}, measure: rings, at_most: $most"
    found = rule(f'{body}, message: "{{rings}} 声才接,应在 {{most}} 声内", suggest: "{{company}}"')
    assert (found.message, found.suggest) == ("{rings} 声才接,应在 3 声内", "中国电信")


def test_messages_may_name_slots_of_the_body_and_people_placeholders(rule: One) -> None:
    body = 'after: "{when as promised}…给您(打|回)", require: 好的, message: "约好 {promised}", suggest: "我是{姓名}"'
    assert rule(body).message == "约好 {promised}"


def test_what_a_rule_says_of_itself(rule: One) -> None:
    body = (
        "title: 问候, severity: major, points: 2.5, per: finding, max_points: 10, status: experimental, group: 开场, "
        "formerly: old-id, one_to_one: true, review: pass, require: 您好"
    )
    found = rule(body)
    assert (found.severity, found.points, found.per, found.max_points) == ("major", 2.5, "finding", 10)
    assert (found.status, found.group, found.formerly) == ("experimental", "开场", ("old-id",))
    assert (found.one_to_one, found.review) == (True, "pass")


def test_manual(rule: One) -> None:
    found = rule("manual: 是否面带微笑").constraint
    assert (found.kind, found.look_at) == ("manual", "是否面带微笑")
