"""The program as a user calls it, inside this process: arguments in, exit code and both streams out."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from svcnorm.cli import main

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples" / "transcripts"
DATA = ROOT / "tests" / "data" / "cli"


class Ran(NamedTuple):
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str


SPEAKING = ("svcnorm.cli.app", "svcnorm.cli.commands", "svcnorm.cli.usage")
"""Modules that speak the language of their first run."""

Cli = Callable[..., Ran]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """Run `svcnorm` with those arguments in an empty directory, `stdin` on standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SVCNORM_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*args: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["svcnorm", *args])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        for module in [name for name in sys.modules if name.startswith(SPEAKING)]:
            monkeypatch.delitem(sys.modules, module)
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capfd.readouterr()
        code = end.value.code
        assert isinstance(code, int)
        return Ran(code, out, err)

    return run


@pytest.fixture(scope="session")
def table() -> dict[str, Any]:
    """The table of exit codes, with the files that its runs need."""
    data: dict[str, Any] = yaml.safe_load((DATA / "exit-codes.yaml").read_text(encoding="utf-8"))
    return data


@pytest.fixture
def desk(table: Mapping[str, Any], tmp_path: Path) -> Path:
    """A directory with a clean transcript, a faulty one, and a few small packs."""
    lay(tmp_path, table["files"])
    return tmp_path


def lay(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a directory."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
