"""A pack that is wrong ends in one message: file, line, column, the line itself and the way out; the exit code is 2."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import DATA, Cli, Ran, lay

CASES: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "bad-packs.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_bad_pack(name: str, cli: Cli, desk: Path) -> None:
    case = CASES[name]
    asked = _write(desk, case)
    (desk / "out.json").write_text("the report of yesterday", encoding="utf-8")
    for command in (
        ("check", "clean.txt", "--pack", asked, "--output", "json=out.json"),
        ("why", "x", "clean.txt", "--pack", asked),
        ("rules", "lint", asked),
        *([] if "norm" in name else [("rules", "test", asked)]),
    ):
        ran = cli("--lang", "en", *command)
        assert ran.code == 2, command
        _one_message(ran, case)
    assert (desk / "out.json").read_text(encoding="utf-8") == "the report of yesterday"


def _write(folder: Path, case: Mapping[str, Any]) -> str:
    if "pack" in case:
        return str(case["pack"])
    lay(folder, {"a.yaml": case["text"], **case.get("more", {}), "svcnorm.yaml": "pack_dirs: [.]\n"})
    return "./a.yaml"


def _one_message(ran: Ran, case: Mapping[str, Any]) -> None:
    lines = ran.err.splitlines()
    assert lines[0].startswith(f"svcnorm: {case['says']}"), ran.err
    assert sum(line.startswith("svcnorm: ") for line in lines) == 1, ran.err
    if "shows" in case:
        assert f"  | {case['shows']}" in lines, ran.err
    assert lines[-1].startswith("  → ") and case["remedy"] in lines[-1], ran.err
