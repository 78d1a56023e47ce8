"""Decisions of people: imported once however often, later ones count, others stand beside, scores both ways."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import asked, generated, lines
from tests.cli.conftest import ROOT, Cli
from tests.cli.stores import laid, made
from tests.review.samples import CALLS, decided, decisions, desk, fingerprints, written

LONG = "20261120000000000017"
LATER = "2026-12-01T00:00:00Z"
STRICT = """\
pack: strict
kind: handbook
scoring: {mode: deduct, fatal_effect: zero, section_caps: {S: 12}}
rules:
  - {id: cannot, title: 办不了, severity: fatal, points: 7, per: finding, max_points: 10,
     forbid: "(办不了|没有办法)", message: 说了}
  - {id: hello, title: 问好, severity: minor, points: 5, require: "您好", in: first agent turn, message: 没有问好}
  - {id: call-only, title: 喂, severity: minor, points: 3, when: {channel: inbound_call},
     forbid: "(马上|好的)", message: 说了}
norms:
  S-1: {title: 用语, status: automated, by: [{rule: cannot}]}
  S-2: {title: 问好, status: automated, by: [{rule: hello}, {rule: call-only}],
        valid: {from: "2026-10-05", to: "2026-10-25"}}
"""
Save = Callable[..., str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def store(folder: Path, cli: Cli, tmp_path: Path) -> Path:
    return laid(folder, tmp_path)


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write a file of one reviewer about one conversation; its name."""

    def of(reviewer: str, conversation: str = LONG, name: str = "", **lists: Any) -> str:
        data = decisions(reviewer, {"conversation": conversation, **lists})
        return Path(written(tmp_path / (name or f"{reviewer}.json"), data)).name

    return of


def listed(cli: Cli, what: str) -> list[dict[str, Any]]:
    ran = cli("review", what, "--format", "json")
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def test_twice_imported_is_imported_once(store: Path, cli: Cli, save: Save) -> None:
    first, second = fingerprints(store)[LONG, "no-cannot"]
    file = save(
        "王组长",
        findings=[decided(first, "confirmed"), decided(second, "false_alarm", "客户自己说的")],
        missed=[{"norm": "D-2", "turn": 4, "decision": "missed", "remark": "没道歉", "at": "2026-11-20T10:00:00Z"}],
        manual=[{"norm": "D-4", "decision": "no", "remark": "", "at": "2026-11-20T10:00:00Z"}],
    )
    ran = cli("review", "import", file)
    assert (ran.code, ran.out, ran.err) == (0, "复核结论：新增 4 条，已有 0 条\n", "")
    before = asked(store, "SELECT * FROM decisions ORDER BY 1, 2, 3, 4")
    ran = cli("review", "import", file, file)
    assert (ran.code, ran.out) == (0, "复核结论：新增 0 条，已有 8 条\n")
    assert asked(store, "SELECT * FROM decisions ORDER BY 1, 2, 3, 4") == before and len(before) == 4
    assert asked(store, f"SELECT rule, human, said FROM reviewed WHERE fingerprint = '{second}'") == [
        ("no-cannot", "false_alarm", "王组长: false_alarm 客户自己说的")
    ]
    assert asked(store, "SELECT norm, turn, remark FROM missed") == [("D-2", 4, "没道歉")]
    assert asked(store, "SELECT norm, decision FROM checklist") == [("D-4", "no")]
    # A false alarm stays a finding, and is counted.
    assert asked(store, "SELECT count(*) FROM findings WHERE rule = 'no-cannot'") == [(2,)]


def test_a_later_decision_counts_and_the_earlier_one_stays(store: Path, cli: Cli, save: Save) -> None:
    first = fingerprints(store)[LONG, "no-cannot"][0]
    late = save("王", name="late.json", findings=[decided(first, "doubt", at="2026-11-22T08:00:00+08:00")])
    early = save("王", name="early.json", findings=[decided(first, "confirmed", at="2026-11-21T23:00:00Z")])
    for file in (late, early):
        assert cli("review", "import", file).code == 0
    history = asked(store, "SELECT decision, current FROM decisions ORDER BY decided")
    assert history == [("confirmed", 0), ("doubt", 1)]
    gone = save("王", name="gone.json", findings=[decided(first, "withdrawn", at="2026-11-23T00:00:00Z")])
    assert cli("review", "import", gone).code == 0
    assert asked(store, f"SELECT human FROM reviewed WHERE fingerprint = '{first}'") == [(None,)]
    assert asked(store, "SELECT count(*) FROM decisions") == [(3,)]


def test_reviewers_stand_side_by_side(store: Path, cli: Cli, save: Save) -> None:
    first, second = fingerprints(store)[LONG, "no-cannot"]
    files = [
        save("甲", findings=[decided(first, "confirmed"), decided(second, "confirmed")]),
        save("乙", findings=[decided(first, "false_alarm"), decided(second, "doubt")]),
    ]
    assert cli("review", "import", *files).code == 0
    waits = listed(cli, "list")
    assert [(each["state"], each["rule"]) for each in waits] == [
        ("disputed", "no-cannot"),
        ("doubt", "no-cannot"),
        ("open", "pickup"),
        ("open", "greet"),
    ]
    assert waits[0]["fingerprint"] == first and [one["decision"] for one in waits[0]["said"]] == [
        "false_alarm",
        "confirmed",
    ]
    table = cli("review", "list").out
    assert "甲：属实" in table and "有争议：1" in table and "存疑：1" in table and "未复核：2" in table
    rows = list(csv.reader(io.StringIO(cli("review", "list", "--format", "csv").out.lstrip("\ufeff"))))
    assert len(rows) == 5 and rows[1][1] == LONG


def test_scores_both_ways(store: Path, cli: Cli, save: Save) -> None:
    first, second = fingerprints(store)[LONG, "no-cannot"]
    file = save(
        "王",
        findings=[decided(first, "confirmed"), decided(second, "false_alarm")],
        missed=[{"rule": "greet", "turn": 0, "decision": "missed", "at": "2026-11-20T10:00:00Z"}],
    )
    assert cli("review", "import", file).code == 0
    (score,) = listed(cli, "scores")
    # 5 + 5 for two times 办不了, 2 for the rings; a person takes one of the 5 away and adds 2 for the greeting.
    assert (score["score"], score["reviewed"], score["decided"]) == (88.0, 91.0, 3)
    assert (score["passed"], score["reviewed_passed"], score["known"]) == (True, True, True)
    assert asked(store, f"SELECT score FROM scores WHERE conversation = '{LONG}'") == [(88.0,)]


def test_what_the_store_does_not_know_is_set_aside(store: Path, cli: Cli, tmp_path: Path) -> None:
    first = fingerprints(store)[LONG, "no-cannot"][0]
    at = "2026-11-20T10:00:00Z"
    file = written(
        tmp_path / "mixed.json",
        decisions(
            "王",
            {"conversation": "nobody", "findings": [decided(first, "confirmed")]},
            {
                "conversation": LONG,
                "findings": [decided("v1:0000", "confirmed"), decided(first, "confirmed")],
                "missed": [
                    {"rule": "no-such", "decision": "missed", "at": at},
                    {"norm": "D-9", "decision": "missed", "at": at},
                    {"norm": "D-1", "turn": 5, "decision": "missed", "at": at},
                ],
            },
        ),
    )
    ran = cli("review", "import", file)
    assert ran.code == 2
    assert ran.out.splitlines() == ["复核结论：新增 1 条，已有 0 条", "搁置：5 条，所指内容不在结果库里"]
    for place in ("/conversations/0/findings/0", "/conversations/1/findings/0", "/conversations/1/missed/2"):
        assert place in ran.err
    assert ran.err.count("→") == 5


def test_a_bad_file_does_not_keep_the_others_out(store: Path, cli: Cli, save: Save, tmp_path: Path) -> None:
    first = fingerprints(store)[LONG, "no-cannot"][0]
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    ran = cli("review", "import", "bad.json", save("王", findings=[decided(first, "confirmed")]), "none.json")
    assert ran.code == 2 and "新增 1 条" in ran.out
    assert "bad.json" in ran.err and "none.json" in ran.err


def test_the_page_of_check_marks_the_same_findings(store: Path, cli: Cli) -> None:
    found = json.loads(cli("check", "calls.jsonl", "--pack", "desk.yaml", "--format", "json").out)
    names = {
        each["fingerprint"]
        for of in found["conversations"]
        for verdict in of["verdicts"]
        for each in verdict.get("findings", ())
    }
    assert names == {name for each in fingerprints(store).values() for name in each}


def test_precision_as_reviewed(store: Path, cli: Cli, save: Save) -> None:
    first, second = fingerprints(store)[LONG, "no-cannot"]
    file = save("王", findings=[decided(first, "confirmed"), decided(second, "false_alarm", "引述")])
    assert cli("review", "import", file).code == 0
    (rule,) = listed(cli, "rules")
    assert (rule["rule"], rule["findings"], rule["reviewed"], rule["false_alarm"]) == ("no-cannot", 2, 2, 1)
    assert rule["precision"]["value"] == 0.5 and rule["precision"]["n"] == 2
    assert rule["overturned"] == [
        {
            "conversation": LONG,
            "turn": 4,
            "text": "没有办法",
            "message": "说了“没有办法”",
            "said": [{"reviewer": "王", "decision": "false_alarm", "remark": "引述"}],
        }
    ]
    out = cli("review", "rules").out
    assert "被推翻：no-cannot 不说办不了" in out and f"{LONG} 第 5 句  没有办法  (王：误报 引述)" in out
    by_rule = json.loads(cli("summary", "--by", "rule", "--format", "json").out)["lines"]
    (line,) = [each for each in by_rule if each["name"] == "no-cannot"]
    assert (line["precision"]["value"], line["precision"]["n"]) == (0.5, 2)
    assert "复核准确率" in cli("summary", "--by", "rule").out


def test_decisions_outlive_another_audit_and_go_with_a_purge(store: Path, cli: Cli, save: Save, tmp_path: Path) -> None:
    first = fingerprints(store)[LONG, "no-cannot"][0]
    file = save(
        "王",
        findings=[decided(first, "false_alarm", "电话13800000000")],
        manual=[{"norm": "D-4", "decision": "yes", "at": "2026-11-20T10:00:00Z"}],
    )
    assert cli("review", "import", file).code == 0
    assert asked(store, "SELECT remark FROM decisions WHERE kind = 'finding'") == [("电话138****0000",)]
    changed = [{**CALLS[0], "title": "改套餐"}, *CALLS[1:]]
    lines(tmp_path / "calls.jsonl", map(dict, changed))
    assert cli("audit", "calls.jsonl", "--pack", "desk.yaml", "--jobs", "1").code == 0
    assert asked(store, f"SELECT human FROM reviewed WHERE fingerprint = '{first}'") == [("false_alarm",)]
    assert cli("purge", "--before", "2026-11-21").code == 0
    assert asked(store, "SELECT count(*) FROM decisions") == [(0,)]
    assert "王".encode() not in store.read_bytes()


def test_without_decisions_there_is_nothing_to_calibrate(store: Path, cli: Cli) -> None:
    assert cli("calibrate", "--store", "audit.db").out == "还没有人复核过\n"


def test_decisions_feed_calibrate(store: Path, cli: Cli, save: Save) -> None:
    first, second = fingerprints(store)[LONG, "no-cannot"]
    (rings,) = fingerprints(store)[LONG, "pickup"]
    (greeting,) = fingerprints(store)["C-2", "greet"]
    at = "2026-11-20T10:00:00Z"
    files = [
        save(
            "王",
            findings=[
                decided(first, "confirmed"),
                decided(second, "false_alarm"),
                decided(rings, "false_alarm", "回铃音"),
            ],
            missed=[{"norm": "D-2", "turn": 0, "decision": "missed", "at": at}],
        ),
        save("李", "C-2", findings=[decided(greeting, "doubt")]),
    ]
    for _time in range(2):
        assert cli("review", "import", *files).code == 0
        ran = cli("calibrate", "--store", "audit.db", "--format", "json", "--by", "norm")
        assert ran.code == 0, ran.err
        found = json.loads(ran.out)
        groups = {each["group"]: each for each in found["groups"]}
        counts = {name: (each["right"], each["false"], each["missed"]) for name, each in groups.items()}
        assert counts == {"D-1": (1, 0, 0), "D-2": (0, 0, 1), "D-3": (0, 1, 0)}
        assert (found["overall"]["pairs"], found["unsure"], found["unknown"]) == (3, 1, [])
    differ = {each["norm"]: each for each in found["disagreements"]}
    assert (differ["D-2"]["label"], differ["D-2"]["came"]) == ("violation", "pass")
    assert differ["D-2"]["sentences"][0]["text"] == "您好,请讲"
    assert "回铃音" in differ["D-3"]["note"]
    assert "falsely" not in cli("calibrate", "--store", "audit.db").out


@pytest.mark.parametrize(
    ("args", "said"),
    [((), "没有可供对照的标注"), (("x.csv", "--store", "audit.db"), "自带标注"), (("--store", "none.db"), "none.db")],
)
def test_calibrate_says_what_it_needs(args: tuple[str, ...], said: str, store: Path, cli: Cli) -> None:
    ran = cli("calibrate", *args)
    assert ran.code == 2 and said in ran.err


def test_without_a_decision_that_changes_it_a_score_is_the_machines(cli: Cli, tmp_path: Path) -> None:
    """What scores are made of again is all in the store: caps, groups, bonuses, channels, days."""
    pack = (ROOT / "tests/audit/house.yaml").read_text(encoding="utf-8")
    (tmp_path / "strict.yaml").write_text(STRICT, encoding="utf-8")
    (tmp_path / "house.yaml").write_text(pack, encoding="utf-8")
    store = made(tmp_path, generated(40), (str(tmp_path / "house.yaml"), str(tmp_path / "strict.yaml"))) / "audit.db"
    found = asked(store, "SELECT conversation, fingerprint FROM all_findings")
    of = [{"conversation": name, "findings": [decided(finger, "doubt")]} for name, finger in found]
    assert cli("review", "import", written(tmp_path / "d.json", decisions("王", *of))).code == 0
    scores = listed(cli, "scores")
    assert len(scores) > 40 and {each["handbook"] for each in scores} == {"house", "strict"}
    assert [each for each in scores if not each["known"]] == []
    assert [(s["score"], s["passed"]) for s in scores] == [(s["reviewed"], s["reviewed_passed"]) for s in scores]
    false = [{"conversation": name, "findings": [decided(f, "false_alarm", at=LATER)]} for name, f in found]
    assert cli("review", "import", written(tmp_path / "d.json", decisions("王", *false))).code == 0
    assert {each["reviewed"] for each in listed(cli, "scores")} <= {100.0, None}
