"""How the shipped rules do on the paraphrases: never worse than the floor that was once reached."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from tools.measure_paraphrases import DATA, Counts, Outcome, count, measure, table

SHEETS = sorted(path for path in DATA.glob("*.yaml") if path.stem != "floor")
FLOOR: dict[str, float] = yaml.safe_load((DATA / "floor.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reached() -> Counts:
    outcomes, _unjudged = measure()
    return count(outcomes)


@pytest.mark.parametrize("what", ["precision", "recall", "agreement"])
def test_not_below_the_floor(reached: Counts, what: str) -> None:
    assert getattr(reached, what) >= FLOOR[what]


def test_every_norm_that_was_written_for_is_judged() -> None:
    assert measure()[1] == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_the_sheets_are_what_the_page_says(path: Any) -> None:
    sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert sheet["norm"] == path.stem
    assert len(sheet["cases"]) == 22
    assert {case["expect"] for case in sheet["cases"]} <= {"pass", "violation", "not_applicable"}
    assert sum(str(case.get("note", "")).startswith("trap") for case in sheet["cases"]) >= 6


def _outcome(expect: str, came: str) -> Outcome:
    return Outcome("N", 1, expect, came, (), "")


def test_counts() -> None:
    pairs = [("violation", "violation"), ("violation", "pass"), ("pass", "violation"), ("pass", "pass")]
    counts = count([_outcome(*pair) for pair in [*pairs, ("violation", "violation")]])
    assert counts == Counts(cases=5, hits=2, false=1, missed=1, agreed=3)
    assert (round(counts.precision, 1), round(counts.recall, 1), counts.agreement) == (66.7, 66.7, 60.0)


def test_nothing_found_is_not_imprecise_and_nothing_to_find_is_not_missed() -> None:
    counts = count([_outcome("pass", "pass")])
    assert (counts.precision, counts.recall) == (100, 100)


def test_the_worst_norm_comes_first() -> None:
    good, bad = _outcome("pass", "pass"), _outcome("pass", "violation")._replace(norm="M")
    assert [norm for norm, _counts in table([good, bad])] == ["M", "N"]
