"""The word under the cursor, and what stands before it."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"[@$]?[\w.-]+")
_TOP = re.compile(r"([a-z_]+):")


class Word(NamedTuple):
    """A word with its marks: `@` or `$` before it, `{` around it; from `start` to before `end`."""

    text: str
    mark: str
    start: int
    end: int


def word_at(line: str, column: int) -> Word | None:
    """The word that holds the character at `column`, or ends there."""
    for found in _WORD.finditer(line):
        if found.start() <= column <= found.end():
            text = found[0]
            mark = text[0] if text[0] in "@$" else ""
            if not mark and line[: found.start()].endswith("{"):
                mark = "{"
            return Word(text.lstrip("@$"), mark, found.start(), found.end())
    return None


def section(lines: list[str], line: int) -> str:
    """The top-level key of a pack under which a line stands; empty where there is none."""
    for row in reversed(lines[: line + 1]):
        found = _TOP.match(row)
        if found:
            return found[1]
    return ""
