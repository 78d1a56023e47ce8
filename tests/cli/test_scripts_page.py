"""docs/scripts.md: every command on it works on the examples, which show what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Cli

from svcnorm.scripts.reading.read import SUFFIXES

PAGE = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples" / "scripts", tmp_path / "scripts")
    return tmp_path


def test_every_command(desk: Path, cli: Cli) -> None:
    assert len(COMMANDS) == 6
    for command in COMMANDS:
        program, *args = shlex.split(command)
        assert program == "svcnorm"
        ran = cli(*args)
        assert ran.code == (0 if "hotline.md" in command else 1), command + "\n" + ran.out + ran.err
        assert ran.out and not ran.err, command
    assert "这是规定" not in (desk / "scripts" / "hotline-faulty.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["hotline.md", "callback.yaml", "complaint.csv"])
def test_good_examples_pass_and_faulty_ones_do_not(name: str, desk: Path, cli: Cli) -> None:
    assert cli("script", "check", f"scripts/{name}").code == 0
    for faulty in ("hotline-faulty.md", "onsite-faulty.txt"):
        assert cli("script", "check", f"scripts/{faulty}").code == 1


def test_the_page_shows_what_is_printed(desk: Path, cli: Cli) -> None:
    (shown,) = re.findall(r"^scripts/hotline-faulty.*$", PAGE, re.M)
    begin, end = shown.split("…")
    out = cli("script", "check", "scripts/hotline-faulty.md").out.splitlines()
    assert any(line.startswith(begin) and line.endswith(end) for line in out), out


def test_the_page_names_every_kind_of_file() -> None:
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in PAGE] == []
