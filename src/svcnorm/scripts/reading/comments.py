"""Comments that allow findings: `svcnorm: ignore[rule] reason`, on the line itself or above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svcnorm.scripts.model import Ignore, Spot

HTML = re.compile(r"<!--(?P<inside>.*?)-->")
HASH = re.compile(r"(?:^\s*|(?<=\s)(?=#\s|#svcnorm))#(?!\s*[号键])(?P<inside>.*)$")
"""At the end of a line with a blank on both sides: 请按 #3 is said, and so are 请按 # 键 and 您好 #姓名#."""
OURS = re.compile(r"\s*#\s*svcnorm:\s*ignore\b.*$")
_ALLOWS = re.compile(r"\s*svcnorm:\s*ignore\b\s*(?:\[(?P<rules>[^\]]*)\])?\s*(?P<reason>.*?)\s*$")


def ignores(lines: Sequence[str], comment: re.Pattern[str]) -> Iterator[Ignore]:
    """The comments of a file. One that stands alone is about the next line that says anything."""
    for number, line in enumerate(lines, 1):
        for found in comment.finditer(line):
            allows = _ALLOWS.match(found["inside"])
            if allows is None:
                continue
            rules = tuple(name.strip() for name in (allows["rules"] or "").split(",") if name.strip())
            about = number if comment.sub("", line).strip() else _next(lines, number, comment)
            yield Ignore(rules, allows["reason"], about, Spot(number, found.start() + 1), found[0])


def _next(lines: Sequence[str], number: int, comment: re.Pattern[str]) -> int:
    for following in range(number, len(lines)):
        if comment.sub("", lines[following]).strip():
            return following + 1
    return number
