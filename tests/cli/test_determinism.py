"""The same transcripts give the same bytes: twice, in any order, whatever the hash seed, zone, locale and date."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES

NAMES = ("complaint-over-two-days.jsonl", "hostile-content.txt", "inbound-two-holds.txt", "old-export-gb18030.txt")
YEAR = "2041"
LATER = f"""
import datetime, time

def moved(real, unit):
    return lambda: real() + 5_500 * 86_400 * unit

class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls({YEAR}, 7, 1, 12, 0, tzinfo=tz)

    today = utcnow = now

class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls({YEAR}, 7, 1)

time.time, time.time_ns = moved(time.time, 1), moved(time.time_ns, 10**9)
datetime.datetime, datetime.date = Moment, Day
"""
"""A `sitecustomize` that puts Python into another year."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with `calls/` in it."""
    return _copied(tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="module")
def report(folder: Path) -> bytes:
    """The report that every other run must give again."""
    return _report(folder)


def test_it_says_something(report: bytes) -> None:
    data = json.loads(report)
    assert len(data["conversations"]) == 5 and data["counts"]["violation"] > 0


def test_twice(folder: Path, report: bytes) -> None:
    assert _report(folder) == report


def test_without_a_cache(folder: Path, report: bytes, tmp_path: Path) -> None:
    assert _report(folder, {"XDG_CACHE_HOME": str(tmp_path)}) == report


def test_files_in_another_order(folder: Path, report: bytes) -> None:
    assert _report(folder, names=[*(f"calls/{name}" for name in reversed(NAMES)), "calls"]) == report


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns"},
        {
            "PYTHONHASHSEED": "2",
            "LC_ALL": "C",
            "LANG": "",
            "LANGUAGE": "de",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        },
        {"SVCNORM_LANG": "en", "COLUMNS": "40", "PYTHONOPTIMIZE": "1"},
    ],
    ids=["seed and zone", "seed and locale", "language and width"],
)
def test_another_environment(folder: Path, report: bytes, env: Mapping[str, str]) -> None:
    assert _report(folder, env) == report


def test_another_directory(report: bytes, tmp_path: Path) -> None:
    assert _report(_copied(tmp_path)) == report


def test_another_day(folder: Path, report: bytes, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    env = {"PYTHONPATH": str(tmp_path)}
    said = _python(folder, env, "-c", "import time, datetime; print(time.time() > 2.2e9, datetime.date.today())")
    assert said == f"True {YEAR}-07-01\n".encode(), "the date is faked"
    assert _report(folder, env) == report
    assert f"{YEAR}-07".encode() not in report


def _copied(place: Path) -> Path:
    (place / "calls").mkdir()
    for name in NAMES:
        shutil.copy(EXAMPLES / name, place / "calls" / name)
    return place


def _report(folder: Path, env: Mapping[str, str] | None = None, names: list[str] | None = None) -> bytes:
    arguments = ["check", *(names or ["calls"]), "--pack", "enterprise-rep", "--pack", "phone"]
    return _python(folder, env or {}, "-m", "svcnorm", *arguments, "--format", "json", "--fail-on", "never")


def _python(folder: Path, env: Mapping[str, str], *arguments: str) -> bytes:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env={**os.environ, **env}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
