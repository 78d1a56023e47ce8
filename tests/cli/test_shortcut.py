"""A plain `check` is read as Typer reads it; everything else is left to Typer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from typer.main import get_command

from svcnorm.cli import check, shortcut
from svcnorm.cli.app import app

PLAIN = [
    ["check"],
    ["check", "a.txt", "b.txt"],
    ["check", "-", "--pack", "phone"],
    ["check", "a.txt", "-p", "phone", "--pack", "taboo", "b.txt"],
    ["check", "--format", "terminal", "a.txt", "-f", "json"],
    ["check", "a.txt", "-o", "json=a.json", "--output", "json=b.json", "--fail-on", "never"],
    ["check", "a.txt", "--as-of", "now", "--config", "c.yaml", "--encoding", "gb18030", "--channel", "visit"],
    ["check", "a.txt", "--no-mask", "--verbose", "--show-config"],
    ["check", "-v", "-v", "a b.txt", "=", "--pack", "包.yaml"],
]
LEFT = [
    [],
    ["why", "a", "b"],
    ["--version"],
    ["check", "--help"],
    ["check", "--pack=phone", "a.txt"],
    ["check", "-pphone", "a.txt"],
    ["check", "--", "-a.txt"],
    ["check", "a.txt", "--pack"],
    ["check", "a.txt", "--pack", "--verbose"],
    ["check", "a.txt", "--pack", ""],
    ["check", "a.txt", "--verb"],
    ["check", "a.txt", "-vp", "phone"],
    ["check", ""],
]


@pytest.mark.parametrize("argv", PLAIN)
def test_reads_what_typer_reads(argv: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[list[str], check.CheckOptions]] = []

    def run(paths: Sequence[str], options: check.CheckOptions) -> int:
        calls.append((list(paths), options))
        return 0

    monkeypatch.setattr(check, "run", run)
    get_command(app).main(args=argv, prog_name="svcnorm", standalone_mode=False)
    assert calls == [shortcut.read(argv, {})]


@pytest.mark.parametrize("argv", LEFT)
def test_leaves_the_rest(argv: list[str]) -> None:
    assert shortcut.read(argv, {}) is None


def test_leaves_completion() -> None:
    assert shortcut.read(["check", "a.txt"], {"_SVCNORM_COMPLETE": "complete_bash"}) is None


def test_knows_every_option_of_check() -> None:
    command: Any = get_command(app)
    options = {word for param in command.commands["check"].params if param.name != "paths" for word in param.opts}
    assert options == {*shortcut.SEVERAL, *shortcut.ONE, *shortcut.FLAGS}
