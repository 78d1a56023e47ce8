"""Packs written on the spot: a small YAML text becomes the rules that it means."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from svcnorm.config import Config
from svcnorm.judging import Rules
from svcnorm.model.rules import Rule
from svcnorm.packs import load_rules

GOOD = Path(__file__).parent.parent / "data" / "packs" / "good"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write a pack file of that name; returns its path."""

    def write(name: str, body: str, extends: str = "[common]") -> str:
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"pack: {name}\nextends: {extends}\n{body}\n", encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def load(write: Callable[..., str]) -> Callable[[str], Rules]:
    """The rules of a pack with that body."""
    return lambda body: load_rules([write("sample", body)], Config(pack_dirs=(str(GOOD),)))


@pytest.fixture
def rule(load: Callable[[str], Rules]) -> Callable[..., Rule]:
    """The one rule with that body, in a pack that also holds `more`."""
    return lambda body, more="": load(f"{more}\nrules:\n  - {{id: a, {body}}}").rules[0]
