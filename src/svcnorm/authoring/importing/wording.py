"""Phrases as other systems write them, made into patterns."""

from __future__ import annotations

import re

from svcnorm.authoring.importing.drafts import Unsaid
from svcnorm.i18n import _
from svcnorm.text.turntext import skeleton

_BLANK = re.compile(r"[xX×*＊]{2,}|_{2,}|\.{3,}|…+|【[^】]*】|\{[^}]*\}|<[^>]*>")
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_MARKS = re.compile(r"[()\[\]{}|@~^$&=<>【】“”\"'‘’]")
_QUOTES = "“”\"'‘’「」"
_GAPS = re.compile(r"(?:\s*…\s*)+")


def pattern_of(phrase: str) -> str:
    """The pattern that finds a phrase: blanks to be filled (XX, ____, 【姓名】) become gaps, remarks in brackets go.

    Raises Unsaid for one of which too little is left.
    """
    text = _REMARK.sub("", phrase.strip().strip(_QUOTES))
    text = _MARKS.sub("", _BLANK.sub("…", text))
    text = _GAPS.sub("…", text).strip("… \t").rstrip("。.!！?？,，;；")
    if text.startswith("re:"):
        text = text.removeprefix("re:")
    if not skeleton(text.replace("…", "")):
        raise Unsaid(_("it holds no words"))
    if len(skeleton(text.replace("…", ""))) < 2:
        raise Unsaid(_("a single character stands in nearly every sentence"))
    return text


def example_of(pattern: str) -> str:
    """Words that the pattern finds."""
    return pattern.replace("…", "")


def alternatives(cell: str) -> list[str]:
    """The phrases of a cell that holds several: on lines of their own, or set apart by ; or |."""
    return [
        part.strip() for part in re.split(r"[\n;；|｜]|(?<=[\u3400-\u9fff])/(?=[\u3400-\u9fff])", cell) if part.strip()
    ]
