"""A second run parses no YAML, loads no dictionary and imports nothing that it does not use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, Cli

CALL = EXAMPLES / "plain-long-call.txt"
HEAVY = (
    "yaml",
    "jieba",
    "fastjsonschema",
    "jsonschema",
    "zoneinfo",
    "asyncio",
    "importlib.metadata",
    "pydantic",
    "typer",
)


@pytest.mark.parametrize("packs", [["enterprise-rep"], ["phone"], []], ids=["handbook", "topic", "neutral"])
def test_a_second_run_parses_no_yaml(packs: list[str], tmp_path: Path) -> None:
    options = [word for pack in packs for word in ("--pack", pack)]
    first = _imported(tmp_path, *options)
    assert "yaml" in first, "the first run reads the packs"
    second = _imported(tmp_path, *options)
    assert "svcnorm.judging.judge" in second
    assert not {name for name in second for heavy in HEAVY if name == heavy or name.startswith(f"{heavy}.")}


def test_help_loads_no_engine(tmp_path: Path) -> None:
    loaded = _python(tmp_path, "--version")
    assert not {name for name in loaded if name.startswith(("svcnorm.judging", "svcnorm.patterns", "svcnorm.packs"))}


def test_what_is_remembered_is_data_in_a_directory_of_ones_own(tmp_path: Path) -> None:
    _imported(tmp_path, "--pack", "phone")
    folder = tmp_path / "svcnorm"
    assert folder.stat().st_mode & 0o777 == 0o700
    kept = [path for path in folder.iterdir() if not path.name.startswith("words-")]
    assert kept and {path.suffix for path in kept} == {".json"}
    for path in kept:
        json.loads(path.read_bytes().partition(b"\n")[2])


@pytest.mark.parametrize("harm", [b"", b"{}", b"\x80\x04K\x01."])
def test_a_spoiled_memory_is_not_believed(
    harm: bytes, cli: Cli, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    call = ("check", "faulty.txt", "--pack", "house.yaml")
    expected = cli(*call)
    kept = list((tmp_path / "cache" / "svcnorm").iterdir())
    assert kept
    for path in kept:
        path.write_bytes(harm)
    assert cli(*call) == expected


def _imported(cache: Path, *options: str) -> set[str]:
    return _python(cache, "check", str(CALL), "--fail-on", "never", *options)


def _python(cache: Path, *arguments: str) -> set[str]:
    """The modules that a run imports."""
    command = [sys.executable, "-X", "importtime", "-m", "svcnorm", *arguments]
    done = subprocess.run(command, env=_env(cache), capture_output=True, check=False)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 0, [line for line in lines if not line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


def _env(cache: Path) -> dict[str, str]:
    return {**os.environ, "XDG_CACHE_HOME": str(cache)}
