"""`svcnorm calibrate`: its figures, its disagreements, its exit codes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Cli

HOUSE = """
pack: house
kind: handbook
rules:
  - {id: no-cannot, title: 不说办不了, severity: major, forbid: 办不了, message: "说了“{text}”"}
  - {id: greet, title: 问好, severity: minor, require: 您好, message: 没有问好}
norms:
  H-1: {title: 不说办不了, status: automated, by: [no-cannot]}
  H-2: {title: 问好, status: automated, by: [greet]}
  H-3: {title: 微笑, status: manual, look_at: 微笑}
"""
CALLS = {
    "right": ["您好", "这个办不了,您的号码13812345678我记下了"],
    "missed": ["您好", "这个没门"],
    "false": ["您好", "不是办不了"],
    "clean": ["您好", "好的"],
}
LABELS = "id,norm,verdict,turn\nright,H-1,violation,2\nmissed,H-1,violation,2\nfalse,H-1,pass,\nclean,H-1,pass,\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "house.yaml").write_text(HOUSE.lstrip(), encoding="utf-8")
    lines = [
        json.dumps({"id": name, "channel": "inbound_call", "turns": [{"speaker": "agent", "text": t} for t in said]})
        for name, said in CALLS.items()
    ]
    (tmp_path / "calls.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "labels.csv").write_text(LABELS, encoding="utf-8")
    return tmp_path


ASK = ("calibrate", "labels.csv", "--on", "calls.jsonl", "--pack", "house.yaml")


def test_figures_and_disagreements(cli: Cli, desk: Path) -> None:
    ran = cli("--lang", "en", *ASK)
    assert (ran.code, ran.err) == (0, "")
    assert "0.500 (0.09–0.91)" in ran.out
    assert "2 disagreements" in ran.out
    assert "people: violation, rules: pass" in ran.out and "people: pass, rules: violation" in ran.out
    assert "这个没门" in ran.out and "说了“办不了”" in ran.out


def test_the_same_as_json_and_as_a_table(cli: Cli, desk: Path) -> None:
    data = json.loads(cli(*ASK, "--format", "json").out)
    assert data["overall"] | {"precision": 0, "recall": 0, "f1": 0, "kappa": 0} == {
        **dict.fromkeys(("precision", "recall", "f1", "kappa"), 0),
        **{"group": "", "pairs": 4, "labelled": 2, "right": 1, "false": 1, "missed": 1},
    }
    assert data["clean"] == {"conversations": 2, "false": 1}
    assert [row[:2] for row in data["confusion"]][:2] == [[1, 1], [1, 1]]
    rows = list(csv.reader(cli("--lang", "en", *ASK, "--format", "csv").out.lstrip("\ufeff").splitlines()))
    assert [row[1:7] for row in rows[1:]][0] == ["right", "H-1", "不说办不了", "violation", "violation", "yes"]


def test_sentences_are_masked(cli: Cli, desk: Path) -> None:
    assert "138****5678" in cli(*ASK, "--format", "csv").out
    assert "13812345678" in cli(*ASK, "--format", "csv", "--no-mask").out


@pytest.mark.parametrize(("by", "groups"), [("pack", ["house.yaml"]), ("norm", ["H-1"]), ("rule", ["no-cannot"])])
def test_figures_by_pack_norm_and_rule(cli: Cli, desk: Path, by: str, groups: list[str]) -> None:
    data = json.loads(cli(*ASK, "--by", by, "--format", "json").out)
    assert [group["group"] for group in data["groups"]] == groups
    assert data["groups"][0]["right"] == 1


def test_left_out_norms_do_not_apply_in_a_complete_record(cli: Cli, desk: Path) -> None:
    record = {"conversation": {"id": "c", "turns": [{"speaker": "agent", "text": "您好"}]}, "gold": {"H-1": "pass"}}
    (desk / "whole.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (desk / "norms.txt").write_text("H-1\nH-2  # both\n", encoding="utf-8")
    ask = ("calibrate", "whole.jsonl", "--pack", "house.yaml", "--format", "json")
    assert json.loads(cli(*ask).out)["overall"]["pairs"] == 1
    data = json.loads(cli(*ask, "--norms", "norms.txt").out)
    assert data["overall"]["pairs"] == 2
    assert [(d["norm"], d["label"], d["came"]) for d in data["disagreements"]] == [("H-2", "not_applicable", "pass")]


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--at-least", "precision=0.5"], 0, ""),
        (["--at-least", "precision=0.6"], 1, "precision is 0.500, at least 0.6 is asked for"),
        (["--at-least", "luck=1"], 2, "--at-least 'luck' is unknown"),
        (["--at-least", "precision=much"], 2, "METRIC=VALUE"),
        (["--by", "mood"], 2, "one of pack, norm, rule"),
        (["--format", "pdf"], 2, "one of table, json, csv"),
        (["--norms", "none.txt"], 2, "none.txt"),
    ],
)
def test_how_it_ends(cli: Cli, desk: Path, more: list[str], code: int, said: str) -> None:
    ran = cli("--lang", "en", *ASK, *more)
    assert ran.code == code
    assert said in (ran.err if code == 2 else ran.out)


def test_a_conversation_that_nobody_gave_is_named(cli: Cli, desk: Path) -> None:
    (desk / "labels.csv").write_text(LABELS + "lost,H-1,pass,\n", encoding="utf-8")
    ran = cli("--lang", "en", *ASK)
    assert ran.code == 2 and "1 labelled conversation is not given: lost" in ran.err
    assert "0.500" in ran.out


def test_a_norm_that_no_handbook_has_is_an_error(cli: Cli, desk: Path) -> None:
    (desk / "labels.csv").write_text(LABELS + "clean,H-9,pass,\n", encoding="utf-8")
    ran = cli("--lang", "en", *ASK)
    assert ran.code == 2 and "no handbook in use has the norm H-9" in ran.err and "labels.csv" in ran.err
