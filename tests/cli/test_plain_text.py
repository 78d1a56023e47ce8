"""A plain text without times or records is judged for what it shows; the rest is undetermined, with its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Cli

from svcnorm.model.rules import Rule, Selector
from svcnorm.model.verdicts import REASONS
from svcnorm.packs import load_rules

FAULTY = """\
客服:喂,什么事
客户:我的宽带断了
客服:不知道,这个不归我管
客户:那找谁啊
客服:你打错了吧,再见
"""
TIMED = ("rings", "speech_rate", "duration", "silence", "overlap")


@pytest.fixture
def verdicts(cli: Cli, tmp_path: Path) -> dict[str, dict[str, Any]]:
    """What the rules of the telephone say of the faulty call, by rule."""
    (tmp_path / "call.txt").write_text(FAULTY, encoding="utf-8")
    ran = cli("check", "call.txt", "--format", "json")
    assert ran.code == 1
    (conversation,) = json.loads(ran.out)["conversations"]
    assert (conversation["channel"], conversation["channel_source"]) == ("inbound_call", "inferred")
    return {verdict["rule"]: verdict for verdict in conversation["verdicts"]}


def test_what_the_words_show_is_found(verdicts: dict[str, dict[str, Any]]) -> None:
    texts = {f["text"] for v in verdicts.values() for f in v["findings"]}
    assert verdicts["no-i-dont-know"]["verdict"] == "violation" and "不知道" in texts
    assert verdicts["opening-script"]["verdict"] == "violation"


def test_what_they_cannot_show_is_undetermined_with_a_reason(verdicts: dict[str, dict[str, Any]]) -> None:
    reasons = {name: v["reasons"] for name, v in verdicts.items() if v["verdict"] == "undetermined"}
    assert reasons["pickup"] == ["no_event_record"]
    assert reasons["speech-rate"] == ["no_turn_times"]
    assert all(given and set(given) <= set(REASONS) and given == sorted(given) for given in reasons.values())


def test_nothing_passes_that_needs_evidence(verdicts: dict[str, dict[str, Any]]) -> None:
    rules = {rule.instance: rule for rule in load_rules(["phone"]).rules}
    needing = {name for name, rule in rules.items() if _needs_records(rule)}
    assert len(needing) >= 5
    assert {verdicts[name]["verdict"] for name in needing} <= {"undetermined", "not_applicable"}


def test_a_required_act_passes_only_with_the_words_that_show_it(verdicts: dict[str, dict[str, Any]]) -> None:
    rules = {rule.instance: rule for rule in load_rules(["phone"]).rules}
    for name, verdict in verdicts.items():
        if verdict["verdict"] == "pass" and rules[name].constraint.kind == "require":
            assert verdict.get("evidence"), name


def test_the_screen_says_that_this_is_no_pass(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text("客服:您好\n客户:您好\n", encoding="utf-8")
    (tmp_path / "p.yaml").write_text(
        "pack: p\nrules:\n  - {id: r, measure: {metric: speech_rate}, at_most: 200}\n", encoding="utf-8"
    )
    ran = cli("check", "call.txt", "--pack", "./p.yaml")
    assert ran.code == 0
    assert "无法评定" in ran.out and ran.out.splitlines()[-1].startswith("!! ")
    report = json.loads(cli("check", "call.txt", "--pack", "./p.yaml", "--format", "json").out)
    (card,) = report["conversations"][0]["scorecards"]
    assert (card["passed"], card["coverage"]) == (None, 0)


def _needs_records(rule: Rule) -> bool:
    """Whether nothing but times or events can show that the rule was kept."""
    measured = rule.constraint.measure
    if measured is not None:
        return measured.metric in TIMED
    chosen = rule.constraint.selector
    return rule.constraint.kind == "require" and chosen is not None and _only_events(chosen)


def _only_events(selector: Selector) -> bool:
    if selector.head == "event":
        return "turn" not in selector.names
    return bool(selector.of) and all(map(_only_events, selector.of))
