"""Messages of errors in the reader's language.

Errors are written in English where they arise, with what they speak of filled in. In front of people
they are looked up by their shape in a phrase book: `{}` stands for anything.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from svcnorm.i18n import DEFAULT, language

BOOK = Path(__file__).parent.parent / "locale" / DEFAULT / "errors.json"
KINDS = {"text": "文本"}
"""Words that are a kind of value at the end of a message, and may be a name anywhere else."""

_BLANK = re.compile(r"\{(\d?)\}")
_DEEPEST = 3


class Phrase(NamedTuple):
    """A message: what it looks like, and what to say instead, its blanks in order or by number."""

    pattern: re.Pattern[str]
    answer: str


def said(text: str, depth: int = 0) -> str:
    """`text` in the language in use. What the phrase book lacks stays as it is."""
    if not text or language() != DEFAULT or depth == _DEEPEST:
        return text
    for phrase in phrases():
        found = phrase.pattern.fullmatch(text)
        if found:
            return _filled(phrase.answer, [said(part, depth + 1) for part in found.groups()])
    return text


def _filled(answer: str, parts: list[str]) -> str:
    if parts:
        parts[-1] = KINDS.get(parts[-1], parts[-1])
    rest = iter(parts)
    return _BLANK.sub(lambda blank: parts[int(blank[1])] if blank[1] else next(rest), answer)


@cache
def phrases() -> tuple[Phrase, ...]:
    """The phrase book, those that say most first."""
    book: dict[str, str] = json.loads(BOOK.read_text(encoding="utf-8"))
    ordered = sorted(book, key=lambda template: -len(template.replace("{}", "")))
    return tuple(Phrase(_shape(template), book[template]) for template in ordered)


def _shape(template: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, template.split("{}"))), re.DOTALL)
