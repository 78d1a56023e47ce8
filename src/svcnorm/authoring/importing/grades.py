"""How grave other systems call a fault, in our words."""

from __future__ import annotations

import re
from collections.abc import Mapping

GRADES: Mapping[str, str] = {
    **dict.fromkeys(("致命", "一票否决", "红线", "禁止项", "特别严重", "特重", "fatal", "critical", "s"), "fatal"),
    **dict.fromkeys(("严重", "重大", "重度", "高", "高级", "较重", "a", "一级", "major", "high"), "major"),
    **dict.fromkeys(("一般", "普通", "中", "中度", "中级", "b", "二级", "minor", "medium", "middle"), "minor"),
    **dict.fromkeys(
        ("轻微", "轻", "轻度", "低", "低级", "提示", "提醒", "建议", "c", "三级", "info", "low", "hint"), "info"
    ),
}
DEFAULT = "minor"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def severity_of(text: str) -> str | None:
    """The severity that a word means; the usual one where there is none, None for a word that nobody knows."""
    word = text.strip().lower()
    return GRADES.get(word.removesuffix("级"), GRADES.get(word)) if word else DEFAULT


def points_of(text: str) -> float | None:
    """Points lost, whatever sign and unit they carry; 0 where there are none, None for a text without a number."""
    if not text.strip():
        return 0.0
    found = _NUMBER.search(text)
    return float(found[0]) if found else None
