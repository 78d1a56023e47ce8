"""Phone, ID and card numbers are masked in everything that is printed or written, unless the user asks for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Cli, Ran

NUMBERS = {
    "13800138000": "138****8000",
    "1 3 9 0 0 1 3 9 0 0 0": "1 3 9 * * * * 9 0 0 0",
    "021-62345678": "021-****5678",
    "11010119900307123X": "110***********123X",
    "6222021234567890123": "622************0123",
    "幺三八零零幺三八零零零": "幺三八****八零零零",
}
PACK = """\
pack: p
rules:
  - id: reads-out
    forbid: ["办不了…", "{number as said}号"]
    message: 说了“{text}”
    suggest: 不念号码
"""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Numbers wherever a record may hold text."""
    (tmp_path / "p.yaml").write_text(PACK, encoding="utf-8")
    calls = tmp_path / "13800138000"
    calls.mkdir()
    for place, number in enumerate(NUMBERS):
        record = {
            "id": f"C-{place}-13800138000",
            "customer": number,
            "attributes": {"customer_name": number, number: 1},
            "parties": [{"id": "a", "role": "agent", "name": number}, {"id": "c", "role": "customer"}],
            "turns": [
                {"speaker": "a", "text": f"办不了{number}号{number}"},
                {"speaker": "c", "text": f"记一下{number}"},
            ],
            "events": [{"type": number, "at": 1}],
        }
        (calls / f"{place}-13800138000.json").write_text(json.dumps(record), encoding="utf-8")
    (calls / "bad-13800138000.txt").write_text("[2026-99-99 09:00:00] 客服:13800138000\n", encoding="utf-8")
    return tmp_path


COMMANDS = {
    "terminal": ("check", "13800138000", "-v"),
    "json": ("check", "13800138000", "--format", "json"),
    "files": ("check", "13800138000", "-o", "json=a.json", "-o", "terminal=a.txt"),
    "html": ("check", "13800138000", "--format", "html"),
    "csv": ("check", "13800138000", "--format", "csv"),
    "markdown": ("check", "13800138000", "--format", "markdown"),
    "why": ("why", "reads-out", "13800138000"),
    "message": ("check", "13800138000/none-13800138000.txt"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_number_is_shown(name: str, cli: Cli, records: Path) -> None:
    everything = _everything(cli(*COMMANDS[name], "--pack", "./p.yaml"), records)
    assert everything
    for number in NUMBERS:
        assert number not in everything
    if name in ("terminal", "json", "files", "html", "csv"):
        assert all(masked in everything for masked in NUMBERS.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_unless_it_is_asked_for(name: str, cli: Cli, records: Path) -> None:
    everything = _everything(cli(*COMMANDS[name], "--pack", "./p.yaml", "--no-mask"), records)
    assert "13800138000" in everything and "138****8000" not in everything


def test_a_site_may_ask_for_it_once_and_for_all(cli: Cli, records: Path) -> None:
    (records / "svcnorm.yaml").write_text("masking: false\n", encoding="utf-8")
    ran = cli(*COMMANDS["terminal"], "--pack", "./p.yaml")
    assert "13800138000" in ran.out and "138****8000" not in ran.out + ran.err


def test_the_report_says_whether_it_is_masked_and_spans_stay(cli: Cli, records: Path) -> None:
    reports = [
        json.loads(cli(*COMMANDS["json"], "--pack", "./p.yaml", *options).out) for options in ((), ("--no-mask",))
    ]
    assert [report["masked"] for report in reports] == [True, False]
    spans = [
        [f["span"] for c in report["conversations"] for v in c["verdicts"] for f in v["findings"]] for report in reports
    ]
    assert spans[0] == spans[1] and len(spans[0]) >= len(NUMBERS)


def test_masking_changes_no_verdict_and_no_fingerprint(cli: Cli, records: Path) -> None:
    def found(*options: str) -> list[tuple[str, list[str]]]:
        report = json.loads(cli(*COMMANDS["json"], "--pack", "./p.yaml", *options).out)
        return [
            (v["verdict"], [f["fingerprint"] for f in v["findings"]])
            for c in report["conversations"]
            for v in c["verdicts"]
        ]

    assert found() == found("--no-mask")


def test_a_part_of_a_number_is_masked_as_in_its_sentence(cli: Cli, tmp_path: Path) -> None:
    """Words that a rule cuts out of a number look like no number by themselves."""
    (tmp_path / "p.yaml").write_text(PACK.replace('"{number as said}号"', '"re:[0-9]{9}号"'), encoding="utf-8")
    (tmp_path / "a.txt").write_text("客服:卡号6222021234567890123号\n", encoding="utf-8")
    for command in (("check",), ("check", "--format", "json"), ("why", "reads-out")):
        ran = cli(*command, "a.txt", "--pack", "./p.yaml")
        assert "*****0123号" in ran.out and "567890123" not in ran.out, command


def _everything(ran: Ran, folder: Path) -> str:
    """All that a run printed and wrote."""
    written = [path.read_text(encoding="utf-8") for path in (folder / "a.json", folder / "a.txt") if path.exists()]
    return ran.out + ran.err + "".join(written)
