"""What changes the two hashes of a rule set, and what does not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from svcnorm.config import Config
from svcnorm.packs import load_rules

GOOD = Path(__file__).parent.parent / "data" / "packs" / "good"
Write = Callable[..., str]
BODY = "sets: {问候: [您好]}\nrules: [{id: a, points: 1, require: '@问候', message: 没有问候}]"


def hashes(path: str, **config: object) -> tuple[str, str]:
    tool = load_rules([path], Config(**config)).tool  # type: ignore[arg-type]
    return tool["ruleset_hash"], tool["judging_hash"]


@pytest.mark.parametrize(
    ("before", "after", "same_rules", "same_judging"),
    [
        ("rules:", "# a comment\nrules:", True, True),
        ("没有问候", "没有先问候", False, True),
        ("id: a,", "id: a, title: 问候,", False, True),
        ("points: 1", "points: 2", False, False),
        ("[您好]", "[您好, 你好]", False, False),
        ("id: a,", "id: a, when: {channel: visit},", False, False),
    ],
)
def test_what_changes_them(write: Write, before: str, after: str, same_rules: bool, same_judging: bool) -> None:
    first = hashes(write("one", BODY, "[]"))
    second = hashes(write("one", BODY.replace(before, after, 1), "[]"))
    assert (first[0] == second[0], first[1] == second[1]) == (same_rules, same_judging)


def test_settings_count(write: Write) -> None:
    path = write("one", BODY, "[]")
    assert hashes(path)[1] != hashes(path, ring_period=6_000)[1]
    assert hashes(path) == hashes(path, language="en", mask=False)


def test_they_do_not_depend_on_the_process(tmp_path: Path) -> None:
    code = "import sys; from svcnorm.packs import load_rules; print(load_rules([sys.argv[1]]).tool)"
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(GOOD / "sketches.yaml")],
            env={**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
