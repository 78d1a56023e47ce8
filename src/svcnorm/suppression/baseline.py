"""The baseline: the findings that were there before, by fingerprint, as sorted lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from svcnorm.model.errors import ConfigError

FIELDS = ("conversation", "rule", "fingerprint", "reason")
REMEDY = "write it anew with --write-baseline"


class Known(NamedTuple):
    """A finding that was there before. `conversation` and `rule` tell people which; only the fingerprint counts.

    `reason` is what somebody wrote beside it; `place` is where it stands (the file's name and line).
    """

    fingerprint: str
    conversation: str
    rule: str
    reason: str = ""
    place: str = ""


def read_baseline(path: str) -> Mapping[str, Known]:
    """The baseline in a file, by fingerprint. Raises ConfigError with file and line."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except OSError as problem:
        remedy = "make it with --write-baseline"
        raise ConfigError(f"cannot be read: {problem.strerror}", file=path, remedy=remedy) from None
    except UnicodeDecodeError:
        raise ConfigError("the file is not UTF-8", file=path, remedy=REMEDY) from None
    known = [_known(line, path, number) for number, line in enumerate(lines, 1) if line.strip()]
    return {each.fingerprint: each for each in known}


def _known(line: str, path: str, number: int) -> Known:
    try:
        data: Any = json.loads(line)
    except ValueError:
        raise ConfigError("this line of the baseline is not JSON", file=path, line=number, remedy=REMEDY) from None
    if not isinstance(data, dict) or not all(isinstance(data.get(key, ""), str) for key in FIELDS):
        raise ConfigError("a line of the baseline is an object of texts", file=path, line=number, remedy=REMEDY)
    if not data.get("fingerprint"):
        raise ConfigError("this line of the baseline has no fingerprint", file=path, line=number, remedy=REMEDY)
    return Known(
        data["fingerprint"],
        data.get("conversation", ""),
        data.get("rule", ""),
        data.get("reason", ""),
        f"{Path(path).name}:{number}",
    )


def write_baseline(known: Iterable[Known], out: TextIO) -> None:
    """Write a baseline: a line a finding, in an order that depends on nothing but what it holds."""
    for each in sorted(known, key=lambda one: (one.conversation, one.rule, one.fingerprint)):
        row = {key: getattr(each, key) for key in FIELDS}
        out.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8") + "\n")
