"""The table of docs/exit-codes.md, row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import DATA, ROOT, Cli, lay

ROWS: list[dict[str, Any]] = yaml.safe_load((DATA / "exit-codes.yaml").read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['code']} {row['run']}")
def test_row(row: Mapping[str, Any], cli: Cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(desk, row.get("more", {}))
    if row.get("crash"):
        monkeypatch.setattr("svcnorm.cli.check.check", lambda *_args, **_named: 1 / 0)
    if "first" in row:
        assert cli(*row["first"].split()).code == 0
    ran = cli(*row["run"].split())
    assert ran.code == row["code"], ran.out + ran.err
    assert bool(ran.err) == (row["code"] == 2 or "show-config" in row["run"])


def test_the_page_has_the_same_rows() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"]
    shown = [cell for cell in cells if re.fullmatch(r"[012]", cell[0])]
    assert shown == [[str(row["code"]), row["command"], row["when"]] for row in ROWS]


@pytest.mark.parametrize("level", ["info", "minor", "major", "fatal", "undetermined", "never"])
def test_the_page_names_every_level(level: str) -> None:
    assert f"`{level}`" in (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("level", "code"), [("info", 1), ("minor", 1), ("major", 1), ("fatal", 0), ("undetermined", 1), ("never", 0)]
)
def test_every_level_on_a_major_finding(level: str, code: int, cli: Cli, desk: Path) -> None:
    assert cli("check", "faulty.txt", "--pack", "house.yaml", "--fail-on", level).code == code


def test_the_level_is_minor_by_default(cli: Cli, desk: Path) -> None:
    info = (desk / "house.yaml").read_text(encoding="utf-8").replace("severity: major", "severity: info")
    minor = info.replace("severity: info", "severity: minor")
    for text, code in ((info, 0), (minor, 1)):
        (desk / "house.yaml").write_text(text, encoding="utf-8")
        assert cli("check", "faulty.txt", "--pack", "house.yaml").code == code


def test_a_fault_of_the_program_is_told_as_one(cli: Cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("svcnorm.cli.check.check", lambda *_args, **_named: 1 / 0)
    ran = cli("--lang", "en", "check", "clean.txt", "--pack", "house.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "ZeroDivisionError" in ran.err and "please report it" in ran.err
