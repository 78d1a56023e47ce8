"""The word lists that slots ship, read when first needed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/<name>.txt`, without comments (`#`) and empty ones."""
    raw = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in raw if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of `data/<name>.txt`, which white space parts."""
    return tuple(word for line in lines(name) for word in line.split())


@cache
def characters(name: str) -> frozenset[str]:
    """The characters of `data/<name>.txt`."""
    return frozenset("".join(words(name)))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The lines of `data/<name>.txt`, each a regular expression, as one; longer lines are tried first."""
    return re.compile("|".join(sorted(lines(name), key=len, reverse=True)))


def any_of(items: tuple[str, ...]) -> str:
    """A regular expression for one of several literal words, longer ones first; one that never matches for none."""
    return "|".join(re.escape(item) for item in sorted(items, key=lambda w: (-len(w), w))) or "(?!)"
