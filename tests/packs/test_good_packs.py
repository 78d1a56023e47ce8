"""Whole packs that must load: the examples of the language, and the bodies of a hundred norms."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcnorm.judging import Rules
from svcnorm.model.rules import Amount, Anchor, Check, Condition, Measure, Ref, Rule, Scope, Window
from svcnorm.packs import load_rules
from svcnorm.packs.opened import Shelf
from svcnorm.packs.testing import run_tests

GOOD = Path(__file__).parent.parent / "data" / "packs" / "good"


@pytest.fixture(scope="module")
def sketches() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rules([str(GOOD / "sketches.yaml")]).rules}


@pytest.fixture(scope="module")
def example() -> Rules:
    return load_rules([str(GOOD / "example.yaml")])


def test_every_sketch_is_a_rule(sketches: dict[str, Rule]) -> None:
    lines = (GOOD / "sketches.yaml").read_text(encoding="utf-8").splitlines()
    assert len(sketches) == sum(line.startswith("  - {id: ") for line in lines) == 100


def test_measure_and_bounds(sketches: dict[str, Rule]) -> None:
    rule = sketches["ge-1.2a"]
    assert rule.constraint.measure == Measure("rings")
    assert (rule.constraint.at_least, rule.constraint.at_most) == (None, 3)
    assert rule.when == Condition("attribute", name="channel", check=Check("is", ("inbound_call",)))
    assert sketches["et-15.4a"].constraint.at_least == 120
    slower = sketches["et-15.4b"]
    assert (slower.constraint.at_most, slower.constraint.compared_to) == (800, "before")
    assert slower.window == Window(within=Amount(2, "agent turns"))


def test_before_the_customer_speaks(sketches: dict[str, Rule]) -> None:
    rule = sketches["ge-1.2b"]
    assert rule.anchor is not None and rule.anchor.kind == "before"
    turn = rule.anchor.selector
    assert turn is not None
    assert (turn.head, turn.names, turn.by, turn.nth) == ("event", ("turn",), ("customer",), "first")
    assert turn.where == (("kind", Check("is", ("content",))),)
    assert rule.constraint.selector is not None
    assert [part.label for part in rule.constraint.selector.of] == ["问候", "公司", "我是…姓名", "请问"]


def test_scopes_stand_at_the_rule(sketches: dict[str, Rule]) -> None:
    assert sketches["ge-1.2d"].scope == Scope("turns", "first", 1, "agent", "first agent turn")
    assert sketches["ge-3.2.6c"].scope == Scope("turns", "last", 3, "agent", "closing")
    assert sketches["et-14.6"].scope == Scope("turns", "last", 2, "agent", "last 2 agent turns")


def test_windows(sketches: dict[str, Rule]) -> None:
    assert sketches["ge-4.1"].window == Window(within=Amount(2, "working days"))
    assert sketches["ge-1.6b"].window == Window(until=Ref("due"))
    assert sketches["ge-3.1.5"].window == Window(gap=(Amount(1, "calendar days"), None))
    assert sketches["ge-1.9c"].window == Window(within=Amount(2, "minutes"))
    assert sketches["et-11.2"].window == Window(within=Amount(1, "same turn"))


def test_every_inside_a_situation(sketches: dict[str, Rule]) -> None:
    anchor = sketches["ka-3.6.4.1"].anchor
    assert isinstance(anchor, Anchor) and anchor.selector is not None
    assert (anchor.kind, anchor.period, anchor.selector.names) == ("every", Amount(7, "days"), ("投诉未结",))


def test_the_example_pack_is_its_own_handbook(example: Rules) -> None:
    assert [book.name for book in example.handbooks] == ["example"]
    assert len(example.rules) == 12
    assert {binding.handbook for rule in example.rules for binding in rule.bindings} == {"example"}
    assert {binding.norm for rule in example.rules for binding in rule.bindings} == {""}


def test_the_example_pack_knows_its_vocabulary(example: Rules) -> None:
    vocabulary = example.vocabulary
    assert vocabulary.situations["客户诉说"].attribute == "customer_unhappy"
    assert vocabulary.situations["客户诉说"].ends is not None
    assert vocabulary.events["complaint_received"].contingent
    assert vocabulary.attributes["customer_tier"].values == ("important", "normal")
    assert vocabulary.backchannel >= 0
    assert "10-01" in vocabulary.settings.calendar[2026][0]


def test_the_tests_of_the_example_pack_run() -> None:
    results = list(run_tests(Shelf().open(str(GOOD / "example.yaml")), "no-i-dont-know"))
    assert [(result.case.number, result.ok) for result in results] == [(1, True), (2, True), (3, True)]
