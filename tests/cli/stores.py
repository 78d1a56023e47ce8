"""Stores that several tests ask, made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.audit.conftest import lines
from tests.audit.test_over_time import at

from svcnorm.audit.engine import Options, audit
from svcnorm.audit.pool import Terms
from svcnorm.config import Config
from svcnorm.files import read_each


def made(folder: Path, records: Iterable[dict[str, Any]], packs: Sequence[str]) -> Path:
    """A folder with `calls.jsonl`, and `audit.db` in which they are judged as of 1 December 2026."""
    calls = lines(folder / "calls.jsonl", records)
    terms = Terms(tuple(packs), Config(), at("2026-12-01T00:00:00+08:00"), True)
    audit(folder / "audit.db", read_each([str(calls)]), Options(terms))
    return folder


def laid(folder: Path, desk: Path) -> Path:
    """The same in the working directory of a test; the store."""
    for file in folder.iterdir():
        shutil.copy(file, desk / file.name)
    return desk / "audit.db"
