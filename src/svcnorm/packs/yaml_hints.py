"""What YAML's own complaints mean for somebody who writes patterns."""

from __future__ import annotations

import re

QUOTE = "put the pattern in quotes"

# A value that begins with a mark of the pattern language, where YAML reads something else into it.
_UNQUOTED = re.compile(
    r"""(?:^\s*|[:\-]\s+|[\[{,]\s*)
    (?P<pattern> [@%`&*!|>](?=\S)
      | \{[^{}"']*\}\s*[^\s,\]})#:]
      | \[[^\[\]"']*\]\s*[^\s,\]})#:]
      | re:
      | [^\s"'\[\]{},:]+\{
      | "[^"]*"[^\s,\]}:#]
    )""",
    re.X,
)


def remedy(line: str, column: int, problem: str) -> str:
    """What to do about a YAML error at `column` (from 1) of `line`."""
    if "\t" in line[: max(column, 1)] or "'\\t'" in problem:
        return "use spaces, not tabs"
    if unquoted(line, column) is not None:
        return QUOTE
    if "mapping values are not allowed" in problem:
        return "put the text in quotes: it holds a colon"
    if "quoted scalar" in problem:
        return "close the quotes"
    if "expected ',' or" in problem:
        return "a bracket is not closed, or a text in it needs quotes"
    return "look at the indentation and at open quotes and brackets"


def unquoted(line: str, column: int) -> int | None:
    """Where (from 0) the last value before `column` (from 1) begins that needs quotes and has none."""
    found = [each.start("pattern") for each in _UNQUOTED.finditer(line) if each.start("pattern") < column]
    return found[-1] if found else None
