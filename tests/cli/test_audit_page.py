"""docs/audit.md: every command on it works, in its order, on generated calls."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.audit.conftest import HOUSE, asked, connect, generated, lines
from tests.cli.conftest import ROOT, Cli

PAGE = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.splitlines()]


@pytest.fixture
def desk(cli: Cli, tmp_path: Path) -> Path:
    """What the page speaks of: calls, a pack and its successor, a case log, a roster; and a first run."""
    (tmp_path / "calls").mkdir()
    lines(tmp_path / "calls" / "calls.jsonl", generated(80))
    text = Path(HOUSE).read_text(encoding="utf-8")
    (tmp_path / "house.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "house.yaml").write_text(text.replace("at_most: 3", "at_most: 4"), encoding="utf-8")
    (tmp_path / "cases.csv").write_text("工单号,事件,时间\nT-1,结案,2026-11-09 10:00:00\n", encoding="utf-8")
    roster = re.search(r"```csv\n(.*?)```", PAGE, re.S)
    assert roster is not None
    (tmp_path / "roster.csv").write_text(roster[1], encoding="utf-8")
    assert cli("audit", "calls/", "--pack", "house.yaml", "--jobs", "1").code == 0
    return tmp_path


def test_every_command(desk: Path, cli: Cli) -> None:
    assert len(COMMANDS) > 30
    for command in COMMANDS:
        program, *args = shlex.split(command)
        assert program == "svcnorm"
        ran = cli(*args, *(("--jobs", "1") if args[0] == "audit" else ()))
        assert ran.code == 0, command + "\n" + ran.err
        assert ran.out, command
    assert asked(desk / "audit.db", "SELECT count(*) FROM kept")[0][0]


def test_the_page_names_every_view(desk: Path) -> None:
    db = connect(desk / "audit.db")
    views = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    db.close()
    assert [view for view in views if f"`{view}`" not in PAGE] == []


@pytest.mark.parametrize("command", ["audit", "summary", "diff", "due", "sample", "export", "purge", "query"])
def test_help_in_both_languages(command: str, cli: Cli) -> None:
    zh, en = cli(command, "--help"), cli("--lang", "en", command, "--help")
    assert zh.code == en.code == 0 and zh.out != en.out
