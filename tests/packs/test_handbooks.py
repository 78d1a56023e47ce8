"""Handbooks: norms, bindings, shared instances, checklists."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from svcnorm.config import Config
from svcnorm.model.errors import PackError
from svcnorm.model.rules import Binding, Check, Condition, Norm, Rule
from svcnorm.packs import load_rules

Write = Callable[..., str]
RATE = """
rules:
  - id: speech-rate
    severity: info
    points: 1
    params: {per_minute: {type: number, unit: characters per minute, default: 150}, tolerance: 20%}
    measure: {metric: speech_rate}
    at_least: $per_minute
    at_most: $per_minute
    tolerance: $tolerance
  - {id: greeting, points: 2, severity: minor, require: 您好}
"""


def norm(name: str, by: str) -> str:
    return f"norms: {{{name}: {{title: 语速, status: automated, by: {by}}}}}"


@pytest.fixture
def books(write: Write) -> Callable[..., tuple[Rule, ...]]:
    """The rules of handbooks, given their norms by name."""

    def books(**norms: str) -> tuple[Rule, ...]:
        write("base", RATE, "[]")
        paths = [write(name, body, "[base]") for name, body in norms.items()]
        return load_rules(paths).rules

    return books


def test_equal_instances_are_one_rule_with_several_bindings(books: Callable[..., tuple[Rule, ...]]) -> None:
    found = books(
        one=norm("A-1", "[{rule: speech-rate, points: 3}]"),
        two=norm("B-7", "[{rule: speech-rate, with: {per_minute: 150}, severity: major}]"),
    )
    assert [rule.instance for rule in found] == ["speech-rate"]
    assert found[0].bindings == (Binding("one", "A-1", "info", 3), Binding("two", "B-7", "major", 1))
    assert found[0].params == {"per_minute": 150, "tolerance": "20%"}


def test_different_instances_are_named_after_their_handbooks(books: Callable[..., tuple[Rule, ...]]) -> None:
    found = books(
        one=norm("A-1", "speech-rate"),
        two=norm("B-7", "[{rule: speech-rate, with: {per_minute: 120 characters per minute}}]"),
    )
    assert [rule.instance for rule in found] == ["speech-rate@one", "speech-rate@two"]
    assert [rule.id for rule in found] == ["speech-rate", "speech-rate"]
    assert [(r.constraint.at_least, r.constraint.at_most) for r in found] == [(120, 180), (96, 144)]


def test_one_handbook_may_bind_a_rule_in_two_ways(books: Callable[..., tuple[Rule, ...]]) -> None:
    found = books(one=norm("A-1", "[speech-rate, {rule: speech-rate, with: {per_minute: 100}}]"))
    assert [rule.instance for rule in found] == ["speech-rate@one:A-1", "speech-rate@one:A-1.2"]


def test_a_binding_says_what_a_norm_says_unless_it_says_otherwise(books: Callable[..., tuple[Rule, ...]]) -> None:
    norms = """
norms:
  A-1:
    title: 问候
    status: automated
    polarity: should
    points: 4
    valid: {from: 2026-01-01, to: 2026-12-31}
    by: [{rule: greeting}, {rule: speech-rate, supports: true, points: 0, polarity: must}]
"""
    greeting, rate = books(one=norms)
    assert greeting.bindings == (
        Binding("one", "A-1", "minor", 4, "should", valid_from="2026-01-01", valid_to="2026-12-31"),
    )
    assert rate.bindings == (
        Binding("one", "A-1", "info", 0, "must", True, valid_from="2026-01-01", valid_to="2026-12-31"),
    )


def test_only_bound_rules_are_judged(books: Callable[..., tuple[Rule, ...]]) -> None:
    assert [rule.id for rule in books(one=norm("A-1", "greeting"))] == ["greeting"]


def test_manual_norms_are_lines_of_the_checklist(books: Callable[..., tuple[Rule, ...]]) -> None:
    norms = """
norms:
  A-1: {title: 微笑, status: manual, look_at: 是否微笑}
  A-2: {title: 着装, clause: 3.1, status: manual, look_at: 是否着装整齐, channels: [visit, reception]}
"""
    smile, dress = books(one=norms)
    assert (smile.instance, smile.constraint.kind, smile.constraint.look_at) == ("A-1", "manual", "是否微笑")
    assert smile.when is None and smile.bindings == (Binding("one", "A-1", "info", 0),)
    assert dress.when == Condition("attribute", name="channel", check=Check("is", ("visit", "reception")))


def test_the_register_of_a_handbook(write: Write) -> None:
    write("base", RATE, "[]")
    body = """
title: 手册
scoring: {mode: weighted, pass_line: 80, min_coverage: 50 %, fatal_effect: cap, cap_at: 40, section_caps: {开场: 10}}
norms:
  A-1: {title: 语速, clause: 3.2, status: partial, by: speech-rate, leaves: 语气}
"""
    book = load_rules([write("one", body, "[base]")]).handbooks[0]
    assert (book.name, book.title) == ("one", "手册")
    assert book.norms == (Norm("A-1", "语速", "partial", "3.2", leaves="语气"),)
    assert (book.scoring.mode, book.scoring.pass_line, book.scoring.min_coverage) == ("weighted", 800, 500)
    assert (book.scoring.fatal_effect, book.scoring.cap_at, book.scoring.section_caps) == ("cap", 40, {"开场": 10})


def test_a_site_sets_the_pass_line(write: Write) -> None:
    path = write("one", "scoring: {pass_line: 80}", "[]")
    assert load_rules([path]).handbooks[0].scoring.pass_line == 800
    assert load_rules([path], Config(pass_line=900)).handbooks[0].scoring.pass_line == 900


def test_overrides_reach_norms_and_rules(write: Write) -> None:
    write("base", RATE, "[]")
    norms = ", ".join(f"{name}: {{title: 问候, status: automated, by: greeting}}" for name in ("A-1", "A-2"))
    path = write("one", f"norms: {{{norms}}}", "[base]")
    config = Config(overrides={"greeting": {"points": 5}, "A-2": {"points": 9, "severity": "fatal"}})
    assert load_rules([path], config).rules[0].bindings == (
        Binding("one", "A-1", "minor", 5),
        Binding("one", "A-2", "fatal", 9),
    )
    off = Config(overrides={"greeting": {"off": True}, "A-2": {"off": False}})
    assert [b.norm for b in load_rules([path], off).rules[0].bindings] == ["A-2"]


def test_packs_in_force_together_must_mean_the_same(write: Write) -> None:
    one = write("one", "sets: {问候: [您好]}", "[]")
    two = write("two", "sets: {问候: [你好]}", "[]")
    with pytest.raises(PackError, match="means something else"):
        load_rules([one, two])
    three = write("three", "situations: {投诉: {say: 投诉}}", "[]")
    four = write("four", "situations: {投诉: {say: 反映}}", "[]")
    with pytest.raises(PackError, match="situation '投诉' means two things"):
        load_rules([three, four])


def test_word_lists_of_packs_in_force_together_are_joined(write: Write) -> None:
    one = write("one", "vars: {company: [电信]}", "[]")
    two = write("two", "vars: {company: [移动, 电信]}", "[]")
    assert load_rules([one, two]).vocabulary.program.words["company"] == ("电信", "移动")
