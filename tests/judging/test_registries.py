"""Every signal, form, metric and scope says what it is and has cases: a new one without them fails here."""

from __future__ import annotations

from pathlib import Path

from tests.judging.tables import tables

from svcnorm.judging.forms import FORMS
from svcnorm.judging.metrics import METRICS
from svcnorm.model.rules import Scope
from svcnorm.packs.syntax.scopes import DEFAULTS, FIXED
from svcnorm.timeline.select import HEADS
from svcnorm.timeline.signals import DERIVED

SIGNALS = Path(__file__).parent.parent / "data" / "signals"
BODIES = [table["rule"] for _, table in tables()]
WRITTEN = str(BODIES)


def verdicts_where(word: str) -> set[str]:
    """The verdicts that cases expect of rules that mention something."""
    return {case["expect"] for _, table in tables() if word in str(table["rule"]) for case in table["cases"]}


def test_every_member_of_a_registry_says_what_it_is() -> None:
    for registry in (DERIVED, FORMS, METRICS):
        for name, member in registry.items():
            assert member.__doc__, name
            assert member.__name__ != "<lambda>", name


def test_every_signal_has_cases() -> None:
    assert {file.stem for file in SIGNALS.glob("*.yaml")} == set(DERIVED)


def test_every_form_has_cases() -> None:
    for form in FORMS:
        assert verdicts_where(f"'{form}':") >= {"pass", "violation", "undetermined"}, form


def test_every_metric_has_cases() -> None:
    for metric in METRICS:
        shown = verdicts_where(f"'metric': '{metric}'") | verdicts_where(f"'{metric}': {{")
        assert shown >= {"pass", "violation", "undetermined"}, metric


def test_every_scope_has_cases_and_is_documented() -> None:
    for name, kind in {**FIXED, **dict.fromkeys(DEFAULTS, "turns")}.items():
        assert f"'{name}'" in WRITTEN, name
        assert kind in (Scope.__doc__ or ""), kind
    for edge in ("first", "last"):
        assert any(f"'{edge} {n}agent turn" in WRITTEN for n in ("", "2 ", "3 ")), edge


def test_every_selector_head_has_cases() -> None:
    assert not [head for head in HEADS if f"'{head}'" not in WRITTEN]


ANCHORS = ("after", "before", "around", "during", "every")
WINDOWS = ("within", "gap", "until", "when", "unless", "review", "one_to_one")
UNITS = ("seconds", "minutes", "hours", "days", "calendar day", "working day", "months", "agent turn", "customer turn")


def test_every_anchor_and_window_has_cases() -> None:
    assert not [word for word in (*ANCHORS, *WINDOWS) if f"'{word}':" not in WRITTEN]
    assert not [unit for unit in UNITS if unit not in WRITTEN]
