"""The text of a pattern while it is read: where we are, what is refused, what stays of a literal."""

from __future__ import annotations

import re
from typing import NoReturn

from svcnorm.patterns.values import PatternError
from svcnorm.text.fold import fold
from svcnorm.text.late import Late
from svcnorm.text.turntext import skeleton

_FULL_WIDTH = {"（": "(", "）": ")", "［": "[", "］": "]", "｛": "{", "｝": "}", "｜": "|", "＠": "@"}
_FULL_WIDTH |= {"～": "~", "＾": "^", "＄": "$", "＆": "&", "＝": "="}
_STOP = Late(r"[。?]|(?<![a-z0-9])\.|\.(?![a-z0-9])")


class Source:
    """A pattern as written; `at` is the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def peek(self) -> str:
        """The next character; empty at the end."""
        return self.text[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str] | Late) -> re.Match[str] | None:
        """The match of `pattern` here, which is passed over; None if there is none."""
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def fail(self, message: str, remedy: str, at: int | None = None) -> NoReturn:
        """Refuse the pattern for what stands at `at` (here if it is None)."""
        position = self.at if at is None else at
        raise PatternError(message, pattern=self.text, position=position, remedy=remedy)

    def folded(self, raw: str, start: int) -> str:
        """The skeleton of a literal that stands at `start`, after refusing what can never match."""
        text = fold(raw)
        if text.isalnum():  # no mark, nothing that is skipped
            return text
        for offset, char in enumerate(raw):
            if char in _FULL_WIDTH:
                self.fail(f"“{char}” is a full-width mark", f"write {_FULL_WIDTH[char]}", start + offset)
        if ".." in text:
            self.fail("dots are no gap", "write … (one character)", start + text.index(".."))
        words = skeleton(raw)
        if "。" in words or "?" in words:
            stop = _STOP.search(text)
            offset = stop.start() if stop else 0
            remedy = "leave it out, or put … there; for a question write {question} or `question: only`"
            self.fail(f"“{raw[offset]}” ends a sentence: no phrase is found across it", remedy, start + offset)
        if not words:
            place = start + len(raw) - len(raw.lstrip())
            self.fail(f"“{raw.strip()}” is skipped in every text: nothing is left to find", "leave it out", place)
        return words
