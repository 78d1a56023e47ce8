"""Where in a line of YAML a value ends: packs know only where it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svcnorm.authoring.lsp.rows import Span

_QUOTED = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'(?:[^']|'')*'""")
_PLAIN = re.compile(r"[^,\]}#]*?(?=\s*(?:[,\]}]|\s#|$))|[^,\]}#]+")
_KEY = re.compile(r"[\w.$+-]+(?=\s*:(?:\s|$))")


def span_at(lines: Sequence[str], line: int, column: int) -> Span:
    """The stretch of the value or key that begins there (counted from 1, as packs do; 0 is the whole first line)."""
    row = min(max(line - 1, 0), max(len(lines) - 1, 0))
    text = lines[row] if lines else ""
    start = min(max(column - 1, 0), len(text))
    if not column:
        start = len(text) - len(text.lstrip())
    return Span(row, start, row, max(_end(text, start), min(start + 1, len(text))))


def _end(text: str, start: int) -> int:
    for pattern in (_QUOTED, _KEY, _PLAIN):
        found = pattern.match(text, start)
        if found and found.end() > start:
            return start + len(found[0].rstrip())
    return len(text.rstrip())
