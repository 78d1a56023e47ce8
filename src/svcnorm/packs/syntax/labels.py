"""How a pattern or selector is called in front of people: `问好`, `姓名`, `请问`."""

from __future__ import annotations

import re
from collections.abc import Sequence

SLOTS = {
    "name": "姓名",
    "surname": "姓氏",
    "title": "职务",
    "company": "公司",
    "department": "部门",
    "when": "时间",
    "duration": "时长",
    "date": "日期",
    "number": "数字",
    "amount": "金额",
    "question": "问句",
}
_SLOT = re.compile(r"\{\s*(\w+)[^{}]*\}")
_GAP = re.compile(r"…\{\s*\d[^{}]*\}")
_OPTIONAL = re.compile(r"\[[^\[\]]*\]")
_NEGATIVE = re.compile(r"\(![^()]*\)")
_CHOICE = re.compile(r"\(([^()|]*)(?:\|[^()]*)?\)")
_MARKS = re.compile(r'[@~^$="]')
MOST = 3


def pattern_label(pattern: str) -> str:
    """A pattern as a person would name it: the first of alternatives, slots by what they hold."""
    if pattern.startswith("re:"):
        return pattern
    shown = _GAP.sub("…", pattern)
    shown = _SLOT.sub(lambda found: SLOTS.get(found[1], found[1]), shown)
    for _ in range(4):
        shown = _CHOICE.sub(r"\1", _OPTIONAL.sub("", _NEGATIVE.sub("", shown)))
    shown = _MARKS.sub("", shown).strip("… ")
    return shown or pattern


def joined(labels: Sequence[str], between: str) -> str:
    """Several labels as one, at most three of them written out."""
    known = list(dict.fromkeys(label for label in labels if label))
    return between.join(known[:MOST]) + ("…" if len(known) > MOST else "")
