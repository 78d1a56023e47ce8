"""`svcnorm report`: all pages or none, and nobody's files are taken for old pages."""

from __future__ import annotations

import io
import re
import shlex
import sqlite3
import sys
from pathlib import Path

import pytest
from tests.audit.conftest import HOUSE, generated
from tests.cli.conftest import ROOT, Cli
from tests.cli.stores import laid, made

from svcnorm.cli.progress import counting

PAGE = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("report"), generated(12), (HOUSE,))


@pytest.fixture
def filled(folder: Path, cli: Cli, tmp_path: Path) -> Path:
    return laid(folder, tmp_path)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_says_what_was_made_and_where(filled: Path, cli: Cli, tmp_path: Path) -> None:
    ran = cli("report", str(filled), "--html", "deep/out")
    assert ran.code == 0 and not ran.err
    made_ = names(tmp_path / "deep" / "out")
    assert f"12 个对话，共 {len(made_)} 个网页" in ran.out and "index.html" in ran.out
    assert not [path for path in (tmp_path / "deep").iterdir() if path.name != "out"]


def test_old_pages_are_replaced(filled: Path, cli: Cli, tmp_path: Path) -> None:
    assert cli("report", "--html", "out").code == 0
    before = names(tmp_path / "out")
    assert cli("report", "--html", "out", "--from", "2026-11-01").code == 0
    assert names(tmp_path / "out") < before
    (tmp_path / "empty").mkdir()
    assert cli("report", "--html", "empty").code == 0


@pytest.mark.parametrize("file", ["notes.txt", "conversation/decisions.json", "more/index.html", "other.html"])
def test_what_is_no_page_is_not_removed(file: str, filled: Path, cli: Cli, tmp_path: Path) -> None:
    assert cli("report", "--html", "out").code == 0
    (tmp_path / "out" / file).parent.mkdir(exist_ok=True)
    (tmp_path / "out" / file).write_text("mine", encoding="utf-8")
    before = names(tmp_path / "out")
    ran = cli("report", "--html", "out")
    assert ran.code == 2 and Path(file).parts[0] in ran.err
    assert names(tmp_path / "out") == before and (tmp_path / "out" / file).read_text(encoding="utf-8") == "mine"


def test_a_folder_of_other_pages_is_none_of_ours(filled: Path, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "index.html").write_text("mine", encoding="utf-8")
    ran = cli("report", "--html", "www")
    assert ran.code == 2 and "index.html" in ran.err
    ran = cli("report", "--html", "calls.jsonl")
    assert ran.code == 2 and "不是文件夹" in ran.err


def test_a_fault_leaves_what_was_there(filled: Path, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli("report", "--html", "out").code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.html")}
    db = sqlite3.connect(filled)
    db.execute("UPDATE words SET body = x'00'")
    db.commit()
    db.close()
    ran = cli("report", "--html", "out")
    assert ran.code == 2
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.html")} == before
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".part"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--html"),
        (("none.db", "--html", "out"), "none.db"),
        (("--html", "out", "--from", "gestern"), "gestern"),
        (("--html", "out", "--jobs", "-1"), "--jobs"),
        (("--html", "calls.jsonl/out"), "calls.jsonl"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], said: str, filled: Path, cli: Cli) -> None:
    ran = cli("report", *arguments)
    assert ran.code == 2 and said in ran.err and not ran.out


def test_every_command_of_the_page(filled: Path, cli: Cli) -> None:
    assert len(COMMANDS) >= 3
    for command in COMMANDS:
        program, *args = shlex.split(command)
        assert program == "svcnorm"
        ran = cli(*args)
        assert ran.code == 0 and ran.out, command + "\n" + ran.err


def test_a_terminal_shows_how_far_it_is_and_a_log_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal in (True, False):
        screen = io.StringIO()
        monkeypatch.setattr(screen, "isatty", lambda terminal=terminal: terminal)
        monkeypatch.setattr(sys, "stderr", screen)
        with counting("pages") as tell:
            tell(3, 4)
        assert ("75%" in screen.getvalue()) == terminal


def test_help_in_both_languages(cli: Cli) -> None:
    zh, en = cli("report", "--help"), cli("--lang", "en", "report", "--help")
    assert zh.code == en.code == 0 and zh.out != en.out
