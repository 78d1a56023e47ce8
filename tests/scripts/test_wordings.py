"""Wording that shipped rules offer to be pasted: it can stand where it is put, and no rule finds fault with it."""

from __future__ import annotations

import pytest

from svcnorm.judging import Rules
from svcnorm.model.rules import Rule
from svcnorm.packs import load_rules
from svcnorm.scripts.choosing import asked
from svcnorm.scripts.fixing import mending
from svcnorm.scripts.judging import judged
from svcnorm.scripts.model import Line, Scene, Script, Spot
from svcnorm.scripts.placeholders import placeholders
from svcnorm.scripts.words import written


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(["phone", "complaint", "request", "speech", "visit"])


def test_suggestions_that_are_pasted_are_refused_by_no_rule(rules: Rules) -> None:
    offered = [rule for rule in rules.rules if rule.instead_of]
    assert len(offered) > 30
    assert {rule.id: faults for rule in offered if (faults := _faults(rule, rules))} == {}


def _faults(rule: Rule, rules: Rules) -> list[str]:
    """The rules that forbid what this rule suggests; what complaints forbid besides is looked at when it is pasted."""
    before, after = (
        Line(text, written(text), role, 0, Spot(1, 1))
        for role, text in (("customer", "能不能给我便宜点"), ("agent", rule.suggest))
    )
    script = Script("a", "a", (before, after), (Scene(),))
    ready = mending(script, asked(rules), "inbound_call", "中国电信")
    found = [verdict for talk in ready.maker.of_line(1) for verdict in judged(ready.asked.said, talk, script)]
    assert not [each for each in placeholders(rule.suggest, "中国电信") if each.unknown]
    return [verdict.rule for verdict in found if any(fault.places[0].turn == 1 for fault in verdict.findings)]
