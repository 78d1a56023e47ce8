"""`svcnorm rules`: what is listed, how a rule is explained, what tests and lint print."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Cli

HOUSE = """
pack: house
title: 本店规范
kind: handbook
vars: {opening: first 2 agent turns}
events: {ring: {inevitable_in: [inbound_call]}, hangup: {inevitable_in: [inbound_call]}}
attributes: {rings: {type: number}, caller_known: {type: boolean}}
sets: {致歉: [对不起, 抱歉]}
situations: {客户不满: {say: 投诉, by: customer}}
rules:
  - id: pickup
    title: 按时接听
    params: {rings: {type: number, unit: rings, default: 3}}
    when: {channel: [inbound_call, outbound_call], not: {caller_known: true}}
    measure: rings
    at_most: $rings
    message: 响了 {value} 声
    suggest: 快点接
    tests:
      - {expect: violation, rings: 4, attributes: {caller_known: false}, turns: ["客服:您好", "客户:喂"]}
      - {expect: pass, rings: 3, attributes: {caller_known: false}, turns: ["[00:01-00:02] 客服:您好", "客户:喂"]}
      - {expect: undetermined, turns: ["客服:您好", "客户:喂"]}
  - id: apologise
    title: 客户不满先致歉
    after: {situation: 客户不满}
    require: "@致歉"
    within: 1 agent turn
    message: 没有致歉
    suggest: 非常抱歉
    review: violation
    tests:
      - {expect: manual, turns: ["客户:我要投诉", "客服:说吧"]}
      - {expect: pass, turns: ["客户:我要投诉", "客服:对不起"]}
  - id: no-shouting
    title: 不喊
    in: opening
    forbid: ["喊什么", "吵什么"]
    message: 说了“{text}”
    suggest: 您请讲
    instead_of: sentence
    tests:
      - {expect: violation, turns: ["客服:喊什么", "客户:哦"]}
      - {expect: violation, known: true, turns: ["客服:嚷啥", "客户:哦"]}
      - {expect: pass, turns: ["客服:您请讲", "客户:哦"]}
norms:
  H-1:
    title: 五声接听
    clause: 一·1
    status: automated
    by: [{rule: pickup, with: {rings: 5}, severity: major, points: 2.5}]
  H-2: {title: 致歉, status: partial, by: [{rule: apologise, polarity: should}], leaves: 语气}
  H-3: {title: 微笑, status: manual, look_at: 有没有微笑}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "house.yaml").write_text(HOUSE.lstrip(), encoding="utf-8")
    (tmp_path / "svcnorm.yaml").write_text("pack_dirs: [packs]\n", encoding="utf-8")
    return packs / "house.yaml"


def test_packs_are_listed_with_their_norms_and_rules(cli: Cli, house: Path) -> None:
    rows = {line.split()[0]: line.split() for line in cli("rules", "list").out.splitlines()}
    assert rows["house"] == ["house", "本店规范", "手册", "1", "1", "1", "3"]
    assert {"common", "phone", "taboo"} <= set(rows)


def test_a_handbook_lists_its_norms_and_its_own_rules(cli: Cli, house: Path) -> None:
    lines = [line.split() for line in cli("rules", "list", "house").out.splitlines()]
    assert ["H-1", "五声接听", "自动", "pickup"] in lines
    assert ["H-3", "微笑", "人工"] in lines
    assert ["no-shouting", "不喊", "一般", "0"] in lines


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "pickup",
            ["number of rings: at most 3", "(inbound call or outbound call) and not (", "响了 {value} 声", "快点接"],
        ),
        ("pickup", ["evidence    call record"]),
        ("pickup", ["rings: number (rings), by default 3", "house H-1 五声接听, major, 2.5 points, rings = 5"]),
        (
            "pickup",
            [
                "rings = 4",
                "caller_known = False",
                "客服:您好",
                "[00:01-00:02] 客服:您好",
                "no record of the events",
                "house.yaml:10",
            ],
        ),
        ("apologise", ["agent must: 致歉", "1 agent turn, after “客户不满”", "a person confirms", "should"]),
        (
            "no-shouting",
            ["agent must not: 喊什么/吵什么", "the agent's first 2 turns", "puts this in place of the sentence"],
        ),
        ("H-1", ["本店规范, 一·1, automated", "number of rings"]),
        ("H-3", ["有没有微笑", "for people"]),
    ],
)
def test_a_rule_is_explained(cli: Cli, house: Path, rule: str, said: list[str]) -> None:
    ran = cli("--lang", "en", "rules", "show", rule, "--pack", "house")
    assert ran.code == 0
    assert [part for part in said if part not in ran.out] == []


def test_the_origin_of_a_changed_value_is_named(cli: Cli, house: Path, tmp_path: Path) -> None:
    (tmp_path / "svcnorm.yaml").write_text("pack_dirs: [packs]\noverrides:\n  H-1: {points: 9}\n", encoding="utf-8")
    out = cli("--lang", "en", "rules", "show", "pickup", "--pack", "house").out
    assert "9 points" in out
    assert "points: 9  (svcnorm.yaml:3)" in out


def test_a_rule_that_there_is_not_is_an_error_with_a_guess(cli: Cli, house: Path) -> None:
    ran = cli("rules", "show", "pickups", "-p", "house")
    assert (ran.code, ran.out) == (2, "")
    assert "是不是 pickup" in ran.err


def test_tests_that_go_as_expected_are_counted(cli: Cli, house: Path) -> None:
    ran = cli("--lang", "en", "rules", "test", "house")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == ["house  3 rules, as expected 7, known to fail 1", "All tests went as expected"]


def test_a_failing_test_is_shown_with_its_place_and_words(cli: Cli, house: Path) -> None:
    text = house.read_text(encoding="utf-8").replace("客服:喊什么", "客服:嚷什么").replace("客服:嚷啥", "客服:吵什么")
    house.write_text(text, encoding="utf-8")
    ran = cli("--lang", "en", "rules", "test", "house")
    assert ran.code == 1
    assert "packs/house.yaml:41:9  no-shouting  test 1  not as expected" in ran.out
    assert "verdict: expected violation, found pass" in ran.out
    assert "agent: 嚷什么" in ran.out
    assert "passes although known to fail" in ran.out
    assert "2 tests failed" in ran.out


def test_one_rule_is_tested_by_itself(cli: Cli, house: Path) -> None:
    assert "1 rule, as expected 2\n" in cli("--lang", "en", "rules", "test", "house", "--rule", "apologise").out
    ran = cli("rules", "test", "house", "--rule", "apologize")
    assert ran.code == 2 and "是不是 apologise" in ran.err


def test_all_tests_are_shown_if_asked_for(cli: Cli, house: Path) -> None:
    assert cli("--lang", "en", "rules", "test", "house", "-v").out.count("as expected") == 7 + 2


def test_rules_without_tests_do_not_pass_in_silence(cli: Cli, house: Path) -> None:
    (house.parent / "bare.yaml").write_text("pack: bare\nrules: [{id: r, title: r, forbid: 不行}]\n", encoding="utf-8")
    assert cli("--lang", "en", "rules", "test", "bare").out.splitlines() == [
        "bare  no tests",
        "There are no tests to run",
    ]


def test_warnings_are_counted_and_errors_shown(cli: Cli, house: Path) -> None:
    text = house.read_text(encoding="utf-8").replace("    suggest: 您请讲\n    instead_of: sentence\n", "")
    house.write_text(text, encoding="utf-8")
    ran = cli("--lang", "en", "rules", "lint", "house")
    assert ran.code == 1
    assert "packs/house.yaml:33:5  missing-suggest" in ran.out
    assert "the rule no-shouting has no suggest" in ran.out
    assert "unbound-rule" in ran.out and "no handbook binds the rule" not in ran.out
    assert ran.out.splitlines()[-1].startswith("1 pack, 1 error, ")


def test_warnings_alone_are_no_failure_and_are_listed_if_asked_for(cli: Cli, house: Path) -> None:
    ran = cli("--lang", "en", "rules", "lint", "house", "-v")
    assert ran.code == 0
    assert "no handbook binds the rule no-shouting" in ran.out


def test_a_pack_that_cannot_be_loaded_does_not_hide_the_others(cli: Cli, house: Path) -> None:
    (house.parent / "odd.yaml").write_text("pack: odd\nrule: []\n", encoding="utf-8")
    for command in ("lint", "test"):
        ran = cli("--lang", "en", "rules", command, "house", "odd")
        assert ran.code == 2
        assert "did you mean rules" in ran.err and ran.err.count("odd.yaml") == 1
        assert "house" in ran.out or "1 pack" in ran.out
