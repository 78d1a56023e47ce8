"""The word lists that slots ship, read when first needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from svcnorm.text.late import Late

_FOLDER = Path(__file__).with_name("data")


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/<name>.txt`, without comments (`#`) and empty ones."""
    raw = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in raw if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The words of `data/<name>.txt`, which white space parts."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def _shape(name: str) -> tuple[frozenset[str], int]:
    """The first characters of a list of words, and the length of its longest."""
    return frozenset(word[0] for word in words(name)), max(map(len, words(name)))


def longest_at(name: str, text: str, p: int) -> int:
    """Where the longest word of `data/<name>.txt` that stands at `text[p]` ends; `p` if none does."""
    first, longest = _shape(name)
    if text[p : p + 1] not in first:
        return p
    known = words(name)
    return next((end for end in range(min(p + longest, len(text)), p, -1) if text[p:end] in known), p)


@cache
def pairs(name: str) -> frozenset[str]:
    """Words of two characters from `data/<name>.txt`, where each line holds a first character and its seconds."""
    return frozenset(line[0] + second for line in lines(name) for second in line[2:])


@cache
def characters(name: str) -> frozenset[str]:
    """The characters of `data/<name>.txt`."""
    return frozenset("".join(words(name)))


@cache
def pattern(name: str) -> Late:
    """The lines of `data/<name>.txt`, each a regular expression, as one; longer lines are tried first."""
    return Late("|".join(sorted(lines(name), key=len, reverse=True)))
