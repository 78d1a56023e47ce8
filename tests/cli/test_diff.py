"""`svcnorm diff` and `svcnorm rules diff`: which verdicts appeared, vanished, moved, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import HOUSE, asked, generated, lines
from tests.audit.test_over_time import call, complaint, reply
from tests.cli.conftest import Cli

Told = dict[str, Any]


def audit(cli: Cli, *records: Told, pack: str = HOUSE, **options: str) -> None:
    """One more run over these conversations."""
    file = lines(Path(f"run{len(list(Path().glob('run*')))}.jsonl"), records)
    more = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]
    ran = cli("audit", str(file), "--pack", pack, "--jobs", "1", *more)
    assert ran.code == 0, ran.err


def diff(cli: Cli, *args: str) -> Told:
    ran = cli(*args, "--format", "json")
    assert ran.code == 0, ran.err
    data: Told = json.loads(ran.out)
    return data


def short(found: Told) -> list[tuple[str, ...]]:
    return [
        (each["kind"], each["rule"], each["conversation"], each["before"] or "", each["after"] or "")
        for each in found["changes"]
    ]


def test_appeared_and_vanished(cli: Cli) -> None:
    audit(cli, complaint(), as_of="2026-11-03T09:00:00+08:00")
    audit(cli, complaint(), as_of="2026-11-05T09:00:00+08:00")
    audit(cli, reply("08:00"), as_of="2026-11-05T09:00:00+08:00")
    one = diff(cli, "diff", "1", "2")
    assert short(one) == [("appeared", "reply-in-48-hours", "first", "undetermined", "violation")]
    assert one["changes"][0]["message"] == "11-02 09:01 收到投诉,没有按时回复"
    assert one["findings"] == {"appeared": 1, "withdrawn": 0}
    two = diff(cli, "diff", "2", "3")
    assert short(two) == [("vanished", "reply-in-48-hours", "first", "violation", "pass")]
    assert (two["fresh"]["conversations"], two["findings"]["withdrawn"]) == (1, 1)
    # What came and went between is no difference.
    assert short(diff(cli, "diff", "1", "3")) == [("moved", "reply-in-48-hours", "first", "undetermined", "pass")]


def test_a_verdict_over_a_customer_that_moves(cli: Cli) -> None:
    def visit(ident: str, day: str) -> Told:
        event = {"type": "visit_started", "at": f"{day}T10:00:00+08:00"}
        important = {"customer_tier": "important"}
        return {**call(ident, f"{day}T10:00:00+08:00", event, customer="K-9", attributes=important), "channel": "visit"}

    audit(cli, visit("v3", "2026-11-03"), visit("v4", "2026-12-02"), as_of="2026-12-10")
    audit(cli, visit("v1", "2026-10-20"), as_of="2026-12-10")
    found = [each for each in diff(cli, "diff", "1", "2")["changes"] if each["rule"] == "visited"]
    assert len(asked(Path("audit.db"), "SELECT * FROM violations WHERE rule = 'visited'")) == 1
    # It stands with a conversation that is new, and so is no change of one that both runs judged.
    assert [(each["conversation"], each["before"], each["after"]) for each in found] == [("v3", "violation", None)]


def test_the_difference_is_that_of_two_stores(cli: Cli) -> None:
    """Compared with verdicts of stores that hold what there was after each run."""
    records = generated(150)
    audit(cli, *records[:100], as_of="2026-11-15")
    audit(cli, *records[50:], as_of="2026-12-01")
    audit(cli, *records[:20], as_of="2026-12-20")
    verdicts = "SELECT conversation, rule, verdict FROM verdicts"
    states = []
    for number, parts in enumerate(
        ([(records[:100], "2026-11-15")], [(records[:100], "2026-11-15"), (records[50:], "2026-12-01")])
    ):
        for part, as_of in parts:
            audit(cli, *part, as_of=as_of, store=f"other{number}.db")
        states.append({row[:2]: row[2] for row in asked(Path(f"other{number}.db"), verdicts)})
    before, after = states
    known = {conversation for conversation, _ in before}
    found = diff(cli, "diff", "1", "2")
    plain = {
        (e["conversation"], e["rule"]): (e["before"], e["after"]) for e in found["changes"] if "elsewhere" not in e
    }
    expected = {
        key: (before.get(key), after.get(key))
        for key in {*before, *after}
        if key[0] in known and before.get(key) != after.get(key)
    }
    elsewhere = [e for e in found["changes"] if "elsewhere" in e]
    for each in elsewhere:
        assert expected.pop((each["elsewhere"], each["rule"])) == (each["before"], None)
        assert expected.pop((each["conversation"], each["rule"])) == (None, each["after"])
    assert plain == expected and expected
    fresh = sum(verdict == "violation" for (name, _), verdict in after.items() if name not in known)
    assert (found["fresh"]["conversations"], sum(found["fresh"]["violations"].values())) == (50, fresh)


def test_what_cannot_be_compared(cli: Cli) -> None:
    audit(cli, complaint())
    assert cli("diff", "1", "1").code == cli("diff", "1", "2").code == cli("diff", "1", "x").code == 2


@pytest.fixture
def packs(tmp_path: Path) -> tuple[str, str]:
    """The house's pack, and what is to take its place."""
    text = Path(HOUSE).read_text(encoding="utf-8")
    new = text.replace("at_most: 3", "at_most: 4").replace("(办不了|", "(").replace("title: 开头问好", "title: 先问好")
    new = new.replace("  H-5: {title: 拜访", "  H-7: {title: 常拜访")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "house.yaml").write_text(new, encoding="utf-8")
    return HOUSE, "new/house.yaml"


def test_two_packs_over_the_same_conversations(packs: tuple[str, str], cli: Cli, tmp_path: Path) -> None:
    bad = call("bad", "2026-11-02T09:00:00+08:00")
    bad["turns"] = [{"speaker": "agent", "text": "您好,这个办不了,电话13800000000"}]
    bad["events"] = [{"type": "ring", "at": -17}, {"type": "answer", "at": 0}]
    lines(tmp_path / "calls.jsonl", [bad, call("good", "2026-11-02T10:00:00+08:00")])
    found = diff(cli, "rules", "diff", *packs, "--on", "calls.jsonl")
    assert short(found) == [
        ("vanished", "no-cannot", "bad", "violation", "pass"),
        ("vanished", "pickup", "bad", "violation", "pass"),
    ]
    assert found["changes"][0]["text"] == "办不了"
    parts = {(each["kind"], each["name"]): (each["became"], each["fields"]) for each in found["parts"]}
    assert parts["rule", "no-cannot"] == ("changed", ["constraint"])
    assert parts["rule", "greet"] == ("changed", ["title"])
    assert parts["norm", "house/H-7"][0] == "added" and parts["norm", "house/H-5"][0] == "removed"
    assert ("rule", "reply-in-48-hours") not in parts and ("rule", "one-complaint") not in parts
    page = cli("--lang", "en", "rules", "diff", *packs, "--on", "calls.jsonl").out
    assert "violation → pass" in page and "办不了" in page and "H-7" in page
    assert "检查内容" in cli("rules", "diff", *packs, "--on", "calls.jsonl").out
    page = cli("rules", "diff", *packs, "--on", "calls.jsonl", "--format", "csv").out
    assert "消失" in page and "违规" in page


def test_a_set_that_changed_changes_the_rules_that_use_it(cli: Cli, tmp_path: Path) -> None:
    text = """pack: house
sets:
  推脱: ["办不了", "@别管"]
  别管: ["不归我们管"]
rules:
  - {id: shirk, title: 不推脱, severity: major, forbid: "@推脱", message: 推脱了}
  - {id: greet, title: 问好, severity: minor, require: 您好, in: first agent turn, message: 没有问好}
"""
    for folder, pack in (("old", text), ("new", text.replace('["不归我们管"]', '["不归我们管", "别找我们"]'))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "house.yaml").write_text(pack, encoding="utf-8")
    (tmp_path / "call.txt").write_text("客服:您好,这事别找我们\n客户:好吧\n", encoding="utf-8")
    found = diff(cli, "rules", "diff", "old/house.yaml", "new/house.yaml", "--on", "call.txt")
    assert [(each["name"], each["fields"]) for each in found["parts"]] == [("shirk", ["constraint"])]
    assert short(found) == [("appeared", "shirk", "call.txt", "pass", "violation")]
    assert found["changes"][0]["text"] == "别找我们" and not found["shared"]


def test_equal_packs_do_not_differ(cli: Cli, tmp_path: Path) -> None:
    lines(tmp_path / "calls.jsonl", generated(20))
    ran = cli("--lang", "en", "rules", "diff", HOUSE, HOUSE, "--on", "calls.jsonl")
    assert ran.code == 0 and "no verdict changed" in ran.out
    assert cli("rules", "diff", HOUSE, HOUSE).code == 2
    assert cli("rules", "diff", HOUSE, "nowhere.yaml", "--on", "calls.jsonl").code == 2
