"""Every form against its truth table: both sides of every bound, every verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.judging.tables import judged, rules_of, tables

from svcnorm.judging import Rules
from svcnorm.judging.forms import FORMS
from svcnorm.judging.metrics import METRICS

CASES = [
    pytest.param(k, case, id=f"{name}-{k}-{n}")
    for k, (name, table) in enumerate(tables())
    for n, case in enumerate(table["cases"])
]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    folder: Path = tmp_path_factory.mktemp("tables")
    return rules_of([table["rule"] for _, table in tables()], folder)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_table(rules: Rules, rule: int, case: dict[str, Any]) -> None:
    verdict = judged(case, rules, f"r{rule}")
    assert verdict.verdict == case["expect"], verdict
    if "reason" in case:
        assert case["reason"] in verdict.reasons
    if "findings" in case:
        assert len(verdict.findings) == case["findings"]
    if "texts" in case:
        assert ["".join(p.text for p in f.places) for f in verdict.findings] == case["texts"]


def test_every_form_has_a_table() -> None:
    bodies = [table["rule"] for _, table in tables()]
    used = {"every" if "every" in body else next(k for k in (*FORMS, "manual") if k in body) for body in bodies}
    assert used >= set(FORMS)


def test_every_form_shows_every_verdict() -> None:
    for form in FORMS:
        shown = {
            case["expect"]
            for _, table in tables()
            if form in table["rule"] or (form in ("require",) and "require" in table["rule"])
            for case in table["cases"]
        }
        assert shown >= {"pass", "violation", "undetermined", "not_applicable"}, form


def test_metrics_are_named_in_tables_or_cases() -> None:
    bodies = str([table["rule"] for _, table in tables()])
    missing = {name for name in METRICS if name not in bodies}
    assert not missing, missing
