"""The tests that stand in packs: read as files are, judged by their rule alone, compared in all they ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm.model.errors import PackError
from svcnorm.packs.opened import OpenPack, Shelf
from svcnorm.packs.resolve import Library
from svcnorm.packs.testing import KEYS, Result, default_channel, read_cases, run_tests
from svcnorm.packs.testing.clean import stray_findings

DATA = Path(__file__).parent.parent / "data" / "packs" / "testing"
PACK = DATA / "outcomes.yaml"


@pytest.fixture(scope="module")
def pack() -> OpenPack:
    return Shelf(library=Library((DATA,))).open("outcomes")


@pytest.fixture(scope="module")
def results(pack: OpenPack) -> dict[int, Result]:
    """By the line of the test."""
    return {result.place.line: result for result in run_tests(pack)}


def expected() -> list[Any]:
    lines = PACK.read_text(encoding="utf-8").splitlines()
    tests = ((n, line.rpartition("# ")[2].split()) for n, line in enumerate(lines, 1) if "- {expect" in line)
    return [pytest.param(n, status, faults, id=f"line {n}") for n, (status, *faults) in tests]


@pytest.mark.parametrize(("line", "status", "faults"), expected())
def test_each_kind_of_outcome(results: dict[int, Result], line: int, status: str, faults: list[str]) -> None:
    result = results[line]
    assert (result.status, [fault.what for fault in result.faults]) == (status, faults)
    assert result.ok is (status in ("passed", "known"))


def test_every_test_is_run(results: dict[int, Result]) -> None:
    assert len(results) == len(expected())


def test_a_difference_says_what_was_expected_and_what_came(results: dict[int, Result]) -> None:
    said = {fault[1:] for result in results.values() for fault in result.faults}
    assert ("pass", "violation") in said
    assert ("晓得", "不晓得") in said
    assert ("no_turn_times", "no_event_record") in said
    assert ("1", "2") in said


def test_only_one_rule_may_be_run(pack: OpenPack) -> None:
    assert {result.rule for result in run_tests(pack, "pickup")} == {"pickup"}


def test_the_channel_is_the_first_that_the_rule_names(pack: OpenPack) -> None:
    channels = {name: default_channel(pack.rule(name)) for name in pack.rules}
    assert channels == {
        "no-dont-know": "inbound_call",
        "pickup": "inbound_call",
        "letter-answered": "letter",
        "weekly-report": "inbound_call",
    }


def test_a_channel_that_is_excluded_is_no_default(tmp_path: Path) -> None:
    rule = "rules: [{id: r, title: r, when: {not: {channel: chat}}, forbid: 不知道}]"
    assert default_channel(_pack(tmp_path, rule).rule("r")) == "inbound_call"


def _pack(folder: Path, body: str) -> OpenPack:
    (folder / "p.yaml").write_text(f"pack: p\ntitle: p\nextends: [common]\n{body}\n", encoding="utf-8")
    return Shelf(library=Library((folder, DATA))).open("p")


@pytest.mark.parametrize("case", yaml.safe_load((DATA / "wrong.yaml").read_text(encoding="utf-8")))
def test_a_test_that_is_not_understood_is_an_error_with_its_place(tmp_path: Path, case: dict[str, str]) -> None:
    rule = "rules:\n  - id: r\n    title: r\n    params: {word: 不知道}\n    forbid: $word\n"
    pack = _pack(tmp_path, f"{rule}    tests:\n      - {case['test']}")
    with pytest.raises(PackError) as caught:
        list(run_tests(pack))
    error = caught.value
    assert case["says"] in str(error)
    line = (tmp_path / "p.yaml").read_text(encoding="utf-8").splitlines()[(error.line or 0) - 1]
    assert line[(error.column or 0) - 1 :].startswith(case["at"])


def test_tests_are_read_as_files_are(pack: OpenPack) -> None:
    """Turns in text form, labels understood, zone and channel completed."""
    (first, *_) = read_cases(pack, "no-dont-know")
    assert [(u.role, u.text) for u in first.conversation.utterances] == [("agent", "不知道"), ("customer", "哦")]
    assert first.conversation.utc_offset == 480
    assert first.conversation.channel == "inbound_call"


def test_every_key_is_documented() -> None:
    text = (Path(__file__).parent.parent.parent / "docs" / "rule-tests.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}`" not in text] == []


def test_rules_are_compiled_once_for_all_their_tests(pack: OpenPack) -> None:
    assert pack.rule("pickup") is pack.rule("pickup")


def test_a_whole_pack_over_conversations_names_what_it_finds(tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text("客服:不知道\n客户:哦\n", encoding="utf-8")
    (stray,) = stray_findings(str(PACK), [str(tmp_path / "call.txt")])
    assert (stray.finding.rule, stray.finding.message) == ("no-dont-know", "说了“不知道”")
    assert str(stray).endswith("call.txt: no-dont-know: 说了“不知道” [不知道]")
