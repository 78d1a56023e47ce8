"""What cannot be checked ends in one message with file, place and remedy, exit code 2, and nothing half-written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import DATA, Cli, Ran

HAN = re.compile("[\u4e00-\u9fff]")
CASES: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "bad-input.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("old", [None, "the report of yesterday"], ids=["no old report", "old report"])
@pytest.mark.parametrize("name", CASES)
def test_bad_input(name: str, old: str | None, cli: Cli, desk: Path) -> None:
    case = CASES[name]
    _write(desk, case)
    if old:
        (desk / "out.json").write_text(old, encoding="utf-8")
    before = _state(desk)
    options = ["--pack", "house.yaml", *case.get("args", ())]
    ran = cli("--lang", "en", "check", case["name"], *options, "--output", "json=out.json")
    assert ran.code == 2
    _one_message(ran, case)
    if not case.get("rest"):
        assert ran.out == ""
        assert _state(desk) == before


def test_the_good_ones_of_many_are_checked_and_the_bad_ones_named(cli: Cli, desk: Path) -> None:
    call = ("check", "faulty.txt", "empty.txt", "clean.txt", "--pack", "house.yaml", "--output", "json=out.json")
    ran = cli("--lang", "en", *call)
    assert ran.code == 2
    assert ran.err == "svcnorm: empty.txt: the file is empty\n  → leave it out, or export it again\n"
    assert "这个办不了" in ran.out and "empty.txt: the file is empty" in ran.out
    report = yaml.safe_load((desk / "out.json").read_text(encoding="utf-8"))
    assert [c["source"] for c in report["conversations"]] == ["clean.txt", "faulty.txt"]
    (error,) = report["errors"]
    assert (error["file"], error["place"], error["message"]) == ("empty.txt", "", "the file is empty")


@pytest.mark.parametrize("name", CASES)
def test_bad_input_in_chinese(name: str, cli: Cli, desk: Path) -> None:
    case = CASES[name]
    _write(desk, case)
    lines = cli("check", case["name"], "--pack", "house.yaml", *case.get("args", ())).err.splitlines()
    place = case["says"].partition(": ")[0]
    assert lines[0].startswith(f"svcnorm: {place}: ") and HAN.search(lines[0].removeprefix(f"svcnorm: {place}"))
    assert lines[-1].startswith("  → ") and HAN.search(lines[-1])


def test_a_line_of_200_mb(desk: Path) -> None:
    """Passed over without being held: the process may take no more than 400 MB of address space beside Python's own."""
    huge = desk / "huge.jsonl"
    with huge.open("wb") as out:
        out.write(b'{"id": "')
        out.truncate(200_000_000)
        out.seek(0, os.SEEK_END)
        out.write(b'"}\n')
    program = (
        "import resource, sys; from svcnorm.cli import main;"
        "sys.argv = ['svcnorm', *'--lang en check huge.jsonl --pack house.yaml --output json=out.json'.split()];"
        "resource.setrlimit(resource.RLIMIT_DATA, (400_000_000, 400_000_000)); main()"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=desk, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    message = done.stderr.decode()
    assert message.startswith("svcnorm: huge.jsonl:1: the line is longer than 100 MB\n  → split it")
    assert not (desk / "out.json").exists()


@pytest.mark.parametrize(("options", "shown"), [((), "138****8000"), (("--no-mask",), "13800138000")])
def test_personal_numbers_in_messages_are_masked(options: tuple[str, ...], shown: str, cli: Cli, desk: Path) -> None:
    bad = "客服:您好\n[2026-99-20 09:00:03] 客户:我的号码是13800138000\n".encode()
    ran = cli("check", "-", "--pack", "house.yaml", *options, stdin=bad)
    assert (ran.code, ran.out) == (2, "")
    assert shown in ran.err


def _write(folder: Path, case: Mapping[str, Any]) -> None:
    path = folder / case.get("file", case["name"])
    if "hex" in case:
        path.write_bytes(bytes.fromhex(case["hex"]))
    elif "text" in case:
        path.parent.mkdir(exist_ok=True)
        path.write_text(case["text"], encoding="utf-8")


def _one_message(ran: Ran, case: Mapping[str, Any]) -> None:
    lines = ran.err.splitlines()
    assert lines[0].startswith(f"svcnorm: {case['says']}"), ran.err
    assert lines[-1].startswith("  → ") and case["remedy"] in lines[-1], ran.err
    assert sum(line.startswith("svcnorm: ") for line in lines) == 1, ran.err


def _state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
