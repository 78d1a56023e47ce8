"""Scores, coverage and pass: every mode and every boundary, as tables."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.factories import RuleSet, binding, finding, handbook, place, rule, verdict

from svcnorm.model.report import Scorecard
from svcnorm.model.rules import Norm
from svcnorm.scoring import norm_verdicts, scorecards

V, U, P, N, M = "violation", "undetermined", "pass", "not_applicable", "manual"


def score(
    *rows: Any, day: str | None = None, channel: str | None = None, norms: tuple[Norm, ...] = (), **scoring: Any
) -> Scorecard:
    """A card of one handbook. A row is (verdict, points) or (verdict, points, {binding or rule fields})."""
    rules, verdicts = [], []
    for number, (state, points, *more) in enumerate(rows):
        fields: dict[str, Any] = dict(more[0]) if more else {}
        findings = fields.pop("findings", None)
        of_rule = {k: fields.pop(k) for k in ("per", "max_points", "group") if k in fields}
        name = f"r{number}"
        rules.append(rule(name, binding(fields.pop("norm", f"N{number}"), points, **fields), **of_rule))
        if findings is None:
            findings = [finding(name)] if state == V else []
        verdicts.append(verdict(name, state, *findings))
    hb = handbook(*(norms or [f"N{n}" for n in range(len(rows))]), **scoring)
    (card,) = scorecards(verdicts, RuleSet(tuple(rules), (hb,)), channel, day)  # type: ignore[arg-type]
    return card


def spot(name: str, turn: int, start: int, end: int) -> Any:
    return finding(name, place(turn, start, end))


DEDUCT = [
    ("all kept", [(P, 5), (P, 3)], 100.0, 1000, True),
    ("one fault", [(V, 5), (P, 5)], 95.0, 1000, True),
    ("on the pass line", [(V, 15), (P, 5)], 85.0, 1000, True),
    ("under the pass line", [(V, 15.1), (P, 5)], 84.9, 1000, False),
    ("never below 0", [(V, 80), (V, 80)], 0.0, 1000, False),
    ("nothing applied", [(N, 5), (M, 5)], None, 0, None),
    ("nothing judged", [(U, 5), (U, 3)], None, 0, None),
    ("not applicable is out", [(P, 5), (N, 50)], 100.0, 1000, True),
    ("manual is out", [(P, 5), (M, 50)], 100.0, 1000, True),
    ("coverage on its limit", [(P, 6), (U, 4)], 100.0, 600, True),
    ("coverage under its limit", [(P, 5.99), (U, 4.01)], 100.0, 599, None),
    ("coverage is rounded down", [(P, 5.9999), (U, 4.0001)], 100.0, 599, None),
    ("too little known does not fail either", [(V, 30), (U, 70)], 70.0, 300, None),
    ("tenths that binary fractions lack", [(V, 0.1)] * 3, 99.7, 1000, True),
    ("rounded once, half up", [(V, 0.25), (V, 0.1)], 99.7, 1000, True),
    ("half a tenth up to the pass line", [(V, 15.05)], 85.0, 1000, True),
    ("more than half a tenth", [(V, 15.051)], 84.9, 1000, False),
    ("must without points weighs in the coverage", [(P, 0), (U, 0), (U, 0)], 100.0, 333, None),
    ("must without points costs nothing", [(V, 0)], 100.0, 1000, True),
    ("should without points costs nothing", [(V, 0, {"polarity": "should"}), (P, 5)], 100.0, 1000, True),
    ("should without points has no weight", [(U, 0, {"polarity": "should"}), (P, 5)], 100.0, 1000, True),
    ("only should without points", [(P, 0, {"polarity": "should"})], None, 0, None),
    ("should with points", [(V, 5, {"polarity": "should"})], 95.0, 1000, True),
    ("supports is shown, not counted", [(V, 50, {"supports": True}), (P, 5)], 100.0, 1000, True),
    ("supports undetermined", [(U, 50, {"supports": True}), (P, 5)], 100.0, 1000, True),
]


@pytest.mark.parametrize(
    ("rows", "points", "coverage", "passed"), [row[1:] for row in DEDUCT], ids=[row[0] for row in DEDUCT]
)
def test_deduct(rows: list[Any], points: float | None, coverage: int, passed: bool | None) -> None:
    card = score(*rows)
    assert (card.score, card.coverage, card.passed) == (points, coverage, passed)


WEIGHTED = [
    ("all kept", [(P, 60), (P, 40)], 100.0, 1000, True),
    ("a part lost", [(P, 60), (V, 40)], 60.0, 1000, False),
    ("not applicable is out", [(P, 60), (V, 20), (N, 20)], 75.0, 1000, False),
    ("undetermined is out of the score, in the coverage", [(P, 60), (V, 20), (U, 20)], 75.0, 800, False),
    ("a third", [(P, 1), (P, 1), (V, 1)], 66.7, 1000, False),
    ("half up", [(P, 1999), (V, 1)], 100.0, 1000, True),
    ("just under half", [(P, 9994), (V, 6)], 99.9, 1000, True),
    ("nothing judged", [(U, 20)], None, 0, None),
    ("no weights", [(P, 0)], None, 1000, None),
    (
        "faults cost no more than the item",
        [(V, 10, {"per": "finding", "findings": [spot("r0", 1, 0, 2), spot("r0", 2, 0, 2)]}), (P, 10)],
        50.0,
        1000,
        False,
    ),
    ("partly lost", [(V, 5, {"per": "finding", "max_points": 20}), (P, 20)], 87.5, 1000, True),
]


@pytest.mark.parametrize(
    ("rows", "points", "coverage", "passed"), [row[1:] for row in WEIGHTED], ids=[row[0] for row in WEIGHTED]
)
def test_weighted(rows: list[Any], points: float | None, coverage: int, passed: bool | None) -> None:
    card = score(*rows, mode="weighted")
    assert (card.score, card.coverage, card.passed) == (points, coverage, passed)


THREE = [spot("r0", 1, 0, 2), spot("r0", 1, 5, 7), spot("r0", 3, 0, 2)]


@pytest.mark.parametrize(
    ("fields", "points"),
    [
        ({"per": "conversation"}, 98.0),
        ({"per": "finding"}, 94.0),
        ({"per": "finding", "max_points": 5}, 95.0),
        ({"per": "finding", "max_points": 6}, 94.0),
        ({"per": "finding", "max_points": 100}, 94.0),
        ({"per": "conversation", "max_points": 1}, 98.0),
    ],
)
def test_per_conversation_or_per_finding(fields: dict[str, Any], points: float) -> None:
    assert score((V, 2, {**fields, "findings": THREE})).score == points


def test_a_violation_whose_findings_are_not_listed_costs_once() -> None:
    assert score((V, 5, {"per": "finding", "findings": []})).score == 95.0


FATAL = {"severity": "fatal"}


@pytest.mark.parametrize(
    ("rows", "scoring", "points", "passed"),
    [
        ([(V, 5, FATAL), (P, 5)], {}, 0.0, False),
        ([(V, 5, FATAL), (P, 5)], {"fatal_effect": "cap"}, 59.0, False),
        ([(V, 50, FATAL), (P, 5)], {"fatal_effect": "cap"}, 50.0, False),
        ([(V, 5, FATAL), (P, 5)], {"fatal_effect": "cap", "cap_at": 90}, 90.0, False),
        ([(V, 5, FATAL), (P, 5)], {"fatal_effect": "fail_only"}, 95.0, False),
        ([(V, 0, FATAL)], {}, 0.0, False),
        ([(P, 5, FATAL), (P, 5)], {}, 100.0, True),
        ([(U, 1, FATAL), (P, 99)], {}, 100.0, None),
        ([(N, 5, FATAL), (P, 5)], {}, 100.0, True),
        ([(V, 5, FATAL), (U, 95)], {}, 0.0, False),
        ([(V, 5, FATAL), (U, 5, FATAL)], {}, 0.0, False),
        ([(V, 5, {**FATAL, "supports": True}), (P, 5)], {}, 100.0, True),
        ([(U, 5, {**FATAL, "supports": True}), (P, 5)], {}, 100.0, True),
        ([(V, 5, {**FATAL, "polarity": "should"}), (P, 5)], {}, 95.0, True),
        ([(V, 40, FATAL), (P, 60)], {"mode": "weighted"}, 0.0, False),
    ],
)
def test_fatal(rows: list[Any], scoring: dict[str, Any], points: float, passed: bool | None) -> None:
    card = score(*rows, **scoring)
    assert (card.score, card.passed) == (points, passed)


@pytest.mark.parametrize(
    ("rows", "scoring", "points"),
    [
        ([(P, -5), (V, 10)], {}, 90.0),
        ([(P, -5), (V, 10)], {"bonus_cap": 5}, 95.0),
        ([(P, -5), (V, 10)], {"bonus_cap": 3}, 93.0),
        ([(P, -5), (P, -5), (V, 20)], {"bonus_cap": 8}, 88.0),
        ([(P, -5), (P, 10)], {"bonus_cap": 5}, 100.0),
        ([(V, -5), (P, 10)], {"bonus_cap": 5}, 100.0),
        ([(V, -5), (V, 10)], {"bonus_cap": 5}, 90.0),
        ([(P, -5), (P, 80), (V, 20)], {"bonus_cap": 5, "mode": "weighted"}, 85.0),
    ],
)
def test_bonus(rows: list[Any], scoring: dict[str, Any], points: float) -> None:
    assert score(*rows, **scoring).score == points


def test_a_bonus_has_no_weight_in_the_coverage() -> None:
    assert score((U, -50), (P, 5)).coverage == 1000


@pytest.mark.parametrize(
    ("first", "second", "groups", "points"),
    [
        (spot("r0", 1, 0, 5), spot("r1", 1, 3, 8), ("g", "g"), 95.0),
        (spot("r0", 1, 0, 5), spot("r1", 1, 0, 5), ("g", "g"), 95.0),
        (spot("r0", 1, 0, 5), spot("r1", 1, 5, 8), ("g", "g"), 92.0),
        (spot("r0", 1, 0, 5), spot("r1", 2, 3, 8), ("g", "g"), 92.0),
        (spot("r0", 1, 0, 5), spot("r1", 1, 3, 8), ("g", "h"), 92.0),
        (spot("r0", 1, 0, 5), spot("r1", 1, 3, 8), ("", ""), 92.0),
        (finding("r0"), finding("r1"), ("g", "g"), 92.0),
        (spot("r0", 1, 0, 5), finding("r1"), ("g", "g"), 92.0),
    ],
)
def test_overlapping_faults_of_one_group_cost_once(
    first: Any, second: Any, groups: tuple[str, str], points: float
) -> None:
    rows = [(V, 3, {"group": groups[0], "findings": [first]}), (V, 5, {"group": groups[1], "findings": [second]})]
    card = score(*rows)
    assert card.score == points
    assert ("r1", "N1", 5.0) in card.deductions


def test_a_fault_beside_the_shared_one_still_costs() -> None:
    rows = [
        (V, 5, {"group": "g", "findings": [spot("r0", 1, 0, 5)]}),
        (V, 3, {"group": "g", "findings": [spot("r1", 1, 0, 5), spot("r1", 4, 0, 5)]}),
    ]
    assert score(*rows).deductions == (("r0", "N0", 5.0), ("r1", "N1", 3.0))


def test_faults_of_one_rule_at_one_place_are_distinct() -> None:
    twice = [finding("r0", place(1, 0, 5), fingerprint="a"), finding("r0", place(1, 0, 5), fingerprint="b")]
    assert score((V, 2, {"per": "finding", "group": "g", "findings": twice})).score == 96.0
    assert score((V, 2, {"per": "finding", "findings": twice})).score == 96.0


def test_two_norms_on_one_rule_pay_once_the_dearest() -> None:
    both = rule("r", binding("A", 2), binding("B", 4))
    cards = scorecards([verdict("r", V, finding("r"))], RuleSet((both,), (handbook("A", "B"),)), None)  # type: ignore[arg-type]
    assert cards[0].score == 96.0
    assert cards[0].deductions == (("r", "B", 4.0),)
    assert cards[0].counts[V] == 2


def test_handbooks_score_alone() -> None:
    shared = rule("r", binding("A", 2), binding("B", 40, handbook="K"))
    cards = scorecards(
        [verdict("r", V, finding("r"))],
        RuleSet((shared,), (handbook("A"), handbook("B", name="K"), handbook("C", name="L"))),  # type: ignore[arg-type]
        None,
    )
    assert [(c.handbook, c.score, c.passed) for c in cards] == [
        ("H", 98.0, True),
        ("K", 60.0, False),
        ("L", None, None),
    ]


SECTIONS = (
    Norm("A", "", "automated", clause="电话礼仪 1"),
    Norm("B", "", "automated", clause="电话礼仪 2"),
    Norm("E-1.1", "", "automated", clause="投诉"),
    Norm("E-1.14", "", "automated", clause="投诉"),
)


@pytest.mark.parametrize(
    ("caps", "points"),
    [
        ({}, 60.0),
        ({"电话礼仪": 12}, 68.0),
        ({"电话礼仪": 20}, 60.0),
        ({"E-1.1": 4}, 66.0),
        ({"电话礼仪": 12, "投诉": 0}, 88.0),
        ({"电话礼仪": 12, "电话礼仪 2": 3}, 67.0),
        ({"没有的章": 0}, 60.0),
    ],
)
def test_section_caps(caps: dict[str, float], points: float) -> None:
    rows = [(V, 10, {"norm": norm.id}) for norm in SECTIONS]
    assert score(*rows, norms=SECTIONS, section_caps=caps).score == points


@pytest.mark.parametrize(
    ("day", "points"),
    [("2026-09-30", None), ("2026-10-01", 95.0), ("2026-10-31", 95.0), ("2026-11-01", None), (None, 95.0)],
)
def test_validity_includes_both_ends(day: str | None, points: float | None) -> None:
    assert score((V, 5, {"valid_from": "2026-10-01", "valid_to": "2026-10-31"}), day=day).score == points


@pytest.mark.parametrize(("channel", "points"), [("visit", 95.0), ("chat", None), (None, 95.0)])
def test_a_norm_for_another_channel_does_not_count(channel: str | None, points: float | None) -> None:
    norms = (Norm("N0", "", "automated", channels=("visit", "reception")),)
    assert score((V, 5), channel=channel, norms=norms).score == points


def test_several_subjects_of_one_rule_are_one_item() -> None:
    cases = [verdict("r", P, subject="case:1"), verdict("r", V, finding("r"), subject="case:2")]
    cards = scorecards(cases, RuleSet((rule("r", binding("A")),), (handbook("A"),)), None)  # type: ignore[arg-type]
    assert (cards[0].score, cards[0].coverage, cards[0].counts[V]) == (95.0, 1000, 1)


def test_a_topic_pack_is_a_handbook_without_norms() -> None:
    rules = (rule("r", binding("", 4, handbook="phone")), rule("s", binding("", 9, handbook="visit")))
    verdicts = [verdict("r", V, finding("r")), verdict("s", V, finding("s"))]
    cards = scorecards(verdicts, RuleSet(rules, (handbook(name="phone"),)), None)  # type: ignore[arg-type]
    assert (cards[0].score, cards[0].deductions) == (96.0, (("r", "", 4.0),))
    assert cards[0].counts[V] == 1


@pytest.mark.parametrize(
    ("states", "norm"),
    [
        ([P, V, U], V),
        ([P, U], U),
        ([N, U], U),
        ([N, P], P),
        ([M, P], P),
        ([M, N], M),
        ([N, N], N),
    ],
)
def test_a_norm_has_the_strongest_verdict_of_its_rules(states: list[str], norm: str) -> None:
    rules = tuple(rule(f"r{n}", binding("A")) for n in range(len(states)))
    verdicts = [verdict(f"r{n}", state) for n, state in enumerate(states)]
    assert norm_verdicts(handbook("A"), verdicts, RuleSet(rules, ()), None) == {"A": norm}  # type: ignore[arg-type]


def test_norms_that_no_rule_judges() -> None:
    norms = (
        Norm("look", "", "manual"),
        Norm("elsewhere", "", "manual", channels=("visit",)),
        Norm("shown", "", "automated"),
    )
    rules = RuleSet((rule("r", binding("shown", supports=True)),), ())
    found = norm_verdicts(handbook(*norms), [verdict("r", V)], rules, "chat")  # type: ignore[arg-type]
    assert found == {"look": M, "elsewhere": N, "shown": N}
