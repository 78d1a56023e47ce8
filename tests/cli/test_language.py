"""Two faces: Chinese without English words of the program, English without Chinese ones; rules keep their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, Cli, lay

from svcnorm.packs import available
from svcnorm.report import WRITERS

HAN = re.compile("[\u3400-\u9fff\uff01-\uff5e\u3001-\u3011]")
WORD = re.compile(r"[A-Za-z]{2,}")
ENGLISH = {
    "house.yaml": """\
pack: house
title: House rules
kind: handbook
version: 1.0.0
events: {ring: {inevitable_in: [inbound_call]}, answer: {inevitable_in: [inbound_call]},
         hold_end: {contingent: true}, letter_received: {contingent: true}, written_reply: {completes: true}}
attributes: {rings: {type: number}, customer_tier: {type: choice, values: [important, normal]}}
rules:
  - {id: no-cannot, title: No, forbid: cannot, severity: major, points: 5, message: "said {text}", suggest: may I}
  - {id: greet, title: Greeting, require: good morning, in: first 2 agent turns, message: no greeting, suggest: hello}
  - {id: rings, title: Rings, measure: rings, at_most: 3, severity: fatal}
  - {id: rate, title: Rate, measure: {metric: speech_rate}, between: [90, 150], tolerance: 20%}
  - {id: back, title: Back, after: {event: hold_end}, require: sorry to keep you, within: 1 agent turn}
  - {id: letter, after: {event: letter_received}, require: {event: written_reply}, within: 2 working days}
  - {id: vip, title: Important, when: {customer_tier: important}, require: thank you so much, in: closing}
  - {id: near, title: Near, forbid: {say: go away please, similar: 80 %}}
  - {id: smile, title: Smile, manual: is there a smile}
norms:
  H-1: {title: Never say cannot, clause: '1.1', status: automated, by: [{rule: no-cannot}]}
  H-2: {title: Smile, status: manual, look_at: the face}
""",
    "call.txt": """\
---
events: [{type: hold_end, at: 30}, {type: letter_received, at: 31}, {type: closd, at: 50}]
---
[00:01] agent: well
[00:03] customer: hello
[00:40] agent: I cannot, go awy please
[00:45] customer: why
""",
    "bare.txt": "agent: well\ncustomer: hello\n",
    "svcnorm.yaml": "packs: [./house.yaml]\n",
}


@pytest.mark.parametrize(
    "command",
    [
        ("check", "call.txt", "bare.txt", "-v"),
        ("check", "--show-config"),
        ("why", "no-cannot", "call.txt"),
        ("why", "letter", "call.txt"),
        ("why", "rings", "bare.txt"),
        ("why", "vip", "bare.txt"),
        ("script", "check", "--help"),
        ("script", "check", "call.txt", "bare.txt", "-v"),
        ("rules", "list"),
        ("rules", "list", "house.yaml"),
        ("rules", "show", "no-cannot"),
        ("rules", "test", "house.yaml"),
        ("rules", "lint", "house.yaml"),
        ("--help",),
        ("check", "--help"),
        ("why", "--help"),
        ("rules", "--help"),
        ("nonsense",),
        ("check", "--nonsense"),
        ("check", "none.txt"),
    ],
    ids=" ".join,
)
def test_english_holds_no_chinese(command: tuple[str, ...], cli: Cli, tmp_path: Path) -> None:
    lay(tmp_path, ENGLISH)
    ran = cli("--lang", "en", *command)
    said = ran.out + ran.err
    assert said and not HAN.findall(_without_shipped(said))


def _without_shipped(text: str) -> str:
    """Without the lines that name the shipped packs, whose titles are Chinese."""
    shipped = "|".join(pack.name for pack in available())
    return "\n".join(line for line in text.splitlines() if not re.match(rf"\s*({shipped})\b", line))


@pytest.mark.parametrize("name", ["hostile-content.txt", "inbound-two-holds.txt", "complaint-over-two-days.jsonl"])
@pytest.mark.parametrize("pack", ["phone", "enterprise-rep"])
def test_chinese_holds_no_english_but_ids(name: str, pack: str, cli: Cli) -> None:
    path = EXAMPLES / name
    ran = cli("check", str(path), "--pack", pack, "-v")
    ids = set(WORD.findall(path.read_text(encoding="utf-8") + str(path)))
    ids |= {"as", "of", "started", "at"}  # of --as-of and started_at
    assert set(WORD.findall(ran.out)) - ids - set(WORD.findall(_written_in_packs())) == set()


def _written_in_packs() -> str:
    """The rules' own words and ids."""
    folder = EXAMPLES.parent.parent / "rules"
    return "\n".join(
        line
        for path in sorted(folder.rglob("*.yaml"))
        for line in re.findall(r"[\w-]*-[\w-]+", path.read_text("utf-8"))
    )


def test_help_in_chinese_holds_only_the_names_of_options(cli: Cli) -> None:
    for command in (
        ("--help",),
        ("check", "--help"),
        ("why", "--help"),
        ("rules", "--help"),
        ("rules", "test", "--help"),
        ("rules", "coverage", "--help"),
        ("calibrate", "--help"),
        ("rules", "diff", "--help"),
        ("diff", "--help"),
        ("due", "--help"),
        ("export", "--help"),
        ("report", "--help"),
        ("purge", "--help"),
        ("review", "--help"),
        ("review", "import", "--help"),
        ("review", "rules", "--help"),
    ):
        words = [w for line in cli(*command).out.splitlines() for w in re.findall(r"(?<![-\w/=.|])[a-z]{2,}\b", line)]
        allowed = {
            "svcnorm",
            "terminal",
            "table",
            "json",
            "html",
            "csv",
            "precision",
            "recall",
            "norm",
            "labels",
            "kappa",
            "never",
            "undetermined",
            "violations",
            "info",
            "minor",
            "major",
            "fatal",
            "now",
            "yaml",
        }
        allowed |= {
            "check",
            "audit",
            "query",
            "summary",
            "diff",
            "due",
            "sample",
            "export",
            "report",
            "purge",
            "review",
            "import",
            "scores",
            "decisions",
            "calibrate",
            "convert",
            "inspect",
            "coverage",
            "why",
            "rules",
            "script",
            "list",
            "show",
            "lint",
            "test",
            "paths",
            "path",
            "rule",
            "pack",
            "packs",
            "zh",
        }
        allowed |= {"auto", *WRITERS}
        assert set(words) <= allowed, command


@pytest.mark.parametrize(("place", "value"), [("option", "en"), ("environment", "en"), ("equals", "en")])
def test_ways_to_choose(place: str, value: str, cli: Cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = ["check", "faulty.txt", "--pack", "house.yaml"]
    assert "发现违规 1 处。" in cli(*command).out
    if place == "environment":
        monkeypatch.setenv("SVCNORM_LANG", value)
    else:
        command += ["--lang", value] if place == "option" else [f"--lang={value}"]
    assert "1 fault found." in cli(*command).out


def test_the_configuration_chooses_the_language_unless_the_caller_does(cli: Cli, desk: Path) -> None:
    (desk / "svcnorm.yaml").write_text("language: en\n", encoding="utf-8")
    command = ("check", "faulty.txt", "--pack", "house.yaml")
    assert "1 fault found." in cli(*command).out
    assert "发现违规 1 处。" in cli(*command, "--lang", "zh").out


@pytest.mark.parametrize("given", [("--lang",), ("--lang", "fr"), ("--lang=",)])
def test_a_language_that_is_not_shipped(given: tuple[str, ...], cli: Cli) -> None:
    ran = cli("check", "x.txt", *given)
    assert ran.code == 2 and "--lang zh" in ran.err and "en" in ran.err
