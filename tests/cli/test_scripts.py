"""Scripts against a small pack: what is found, where, what is allowed, and what mending makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import Cli, Ran

DATA = Path(__file__).parents[1] / "data" / "scripts"
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "checked.yaml").read_text(encoding="utf-8"))["cases"]
HOUSE = ("--pack", str(DATA / "house.yaml"))


def checked(cli: Cli, *words: str) -> Ran:
    return cli("script", "check", *words, *HOUSE)


def found(cli: Cli, file: str, suppressed: bool) -> list[str]:
    """The findings by place and rule, as a machine reads them."""
    ran = checked(cli, file, "-f", "sarif", "--fail-on", "never")
    results = json.loads(ran.out)["runs"][0]["results"]
    rows = []
    for result in results:
        if bool(result["suppressions"]) == suppressed:
            region = result["locations"][0]["physicalLocation"]["region"]
            rows.append((region["startLine"], region["startColumn"], result["ruleId"]))
    return [f"{line}:{column} {rule}" for line, column, rule in sorted(rows)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / case["file"]
    file.write_text(case["text"], encoding="utf-8")
    assert found(cli, case["file"], False) == case["found"]
    assert found(cli, case["file"], True) == case.get("allowed", [])
    diff = checked(cli, case["file"], "--diff")
    assert file.read_text(encoding="utf-8") == case["text"]
    assert bool(diff.out) == ("mended" in case), diff.out
    checked(cli, case["file"], "--fix")
    assert file.read_text(encoding="utf-8") == case.get("mended", case["text"])
    assert checked(cli, case["file"], "--diff").out == ""
