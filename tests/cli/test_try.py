"""`svcnorm rules try`: hits in their sentences, by party, with what was dropped and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Cli, lay

CALLS = {
    "calls/a.txt": "客服:您好\n客户:知道怎么办吗\n客服:这个不知道\n客服:对不起,不知道您方便吗\n客户:我也不知道\n",
    "calls/b.txt": "客服:您好,我的电话13800000000\n客户:再见\n",
    "calls/c.json": '{"id": "c", "channel": "chat", "turns": [{"speaker": "agent", "text": "抱歉,没有"}]}',
}


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    lay(tmp_path, CALLS)
    return tmp_path


def test_every_hit_is_shown_in_its_sentence_with_what_was_said_before(cli: Cli, calls: Path) -> None:
    ran = cli("--lang", "en", "rules", "try", "不知道", "--on", "calls")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "calls/a.txt:2  customer  知道怎么办吗",
        "calls/a.txt:3  agent  这个【不知道】",
        "calls/a.txt:4  agent  对不起,【不知道】您方便吗",
        "calls/a.txt:5  customer  我也【不知道】",
        "3 hits; in 1 of 3 conversations",
    ]


@pytest.mark.parametrize(("party", "lines"), [("agent", ["3", "4"]), ("customer", ["5"])])
def test_one_party_only(cli: Cli, calls: Path, party: str, lines: list[str]) -> None:
    out = cli("rules", "try", "不知道", "--on", "calls", "--party", party, "-C", "0").out
    assert [line.split()[0] for line in out.splitlines()[:-1]] == [f"calls/a.txt:{line}" for line in lines]


def test_a_guard_drops_hits_and_is_named_when_asked_for(cli: Cli, calls: Path) -> None:
    words = ("--lang", "en", "rules", "try", "不知道", "--on", "calls", "--unless", "不知道(您|你)…吗", "-C", "0")
    assert cli(*words).out.splitlines()[-1] == "2 hits; in 1 of 3 conversations; 1 dropped (-v shows them)"
    (dropped,) = [line for line in cli(*words, "-v").out.splitlines() if "您方便吗" in line]
    assert dropped.endswith("left out: covered by the exception 不知道(您|你)…吗")


def test_sets_of_the_common_pack_are_known_and_the_member_that_hit_is_named(cli: Cli, calls: Path) -> None:
    out = cli("rules", "try", "@致歉", "--on", "calls/c.json").out
    assert out.splitlines()[0] == "calls/c.json#1  客服  【抱歉】,没有  @致歉 · 抱歉"


def test_sets_of_a_local_pack_are_known_with_what_the_site_says(cli: Cli, calls: Path) -> None:
    pack = "pack: house\nvars: {company: [某某公司]}\nsets: {问好: ['{company}您好', 您好]}\n"
    lay(calls, {"rules/house.yaml": pack, "svcnorm.yaml": "packs: [./rules/house.yaml]\nvars: {company: [东方电信]}\n"})
    assert "2 hits" in cli("--lang", "en", "rules", "try", "@问好", "--on", "calls").out


def test_nothing_found_is_1_and_a_wrong_pattern_or_path_is_2(cli: Cli, calls: Path) -> None:
    assert cli("rules", "try", "没有这句话", "--on", "calls").code == 1
    assert cli("rules", "try", "@没有这个词组", "--on", "calls").code == 2
    wrong = cli("rules", "try", "不(知道", "--on", "calls")
    assert (wrong.code, wrong.out) == (2, "") and "没有关上" in wrong.err
    assert cli("rules", "try", "不知道").code == 2
    assert cli("rules", "try", "不知道", "--on", "calls", "--party", "boss").code == 2
    assert cli("rules", "try", "不知道", "--on", "calls", "-C", "-1").code == 2


def test_numbers_are_masked(cli: Cli, calls: Path) -> None:
    assert "138****0000" in cli("rules", "try", "电话", "--on", "calls").out
    assert "13800000000" in cli("rules", "try", "电话", "--on", "calls", "--no-mask").out


def test_a_file_that_cannot_be_read_does_not_hide_the_others(cli: Cli, calls: Path) -> None:
    lay(calls, {"calls/d.json": "{"})
    ran = cli("rules", "try", "不知道", "--on", "calls")
    assert ran.code == 2 and "calls/a.txt:3" in ran.out and "d.json" in ran.err
