"""Regular expressions that are compiled when a text first holds what a match of them must hold.

Compiling takes a thousand times as long as asking for a character, and most transcripts need few of
the expressions that tell days, hours, sums and names: together they cost as much as a tenth of a check.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

from svcnorm.text.lazy import lazy
from svcnorm.text.outline import Outline, outline

Found = re.Match[str]


class Late:
    """A regular expression with the methods of `re.Pattern` that are asked here, and the same answers."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled: re.Pattern[str] | None = None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> Found | None:
        """The match that begins at `start`."""
        known = self._compiled or self._if_here(text, start, end)
        return known.match(text, start, end) if known else None

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> Found | None:
        """The match from `start` to `end`."""
        known = self._compiled or self._if_here(text, start, end)
        return known.fullmatch(text, start, end) if known else None

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> Found | None:
        """The first match from `start` on."""
        known = self._compiled or self._if_within(text[start:end])
        return known.search(text, start, end) if known else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Found]:
        """All matches from `start` on."""
        known = self._compiled or self._if_within(text[start:end])
        return known.finditer(text, start, end) if known else iter(())

    def sub(self, replacement: str | Callable[[Found], str], text: str) -> str:
        """The text with all matches replaced."""
        known = self._compiled or self._if_within(text)
        return known.sub(replacement, text) if known else text

    @lazy
    def _outline(self) -> Outline:
        return outline(self.source)

    @lazy
    def _any_may_begin(self) -> bool:
        return self._outline.may_be_empty or "" in self._outline.firsts

    def _if_here(self, text: str, start: int, end: int) -> re.Pattern[str] | None:
        """The expression, if a match may begin at `start`."""
        shape = self._outline
        if not self._any_may_begin and text[start : start + 1] not in shape.firsts:
            return None
        return self._if_held(text[start : min(start + shape.width, end)])

    def _if_within(self, stretch: str) -> re.Pattern[str] | None:
        """The expression, if a match may stand anywhere in a stretch of text."""
        if not self._any_may_begin and self._outline.firsts.isdisjoint(stretch):
            return None
        return self._if_held(stretch)

    def _if_held(self, stretch: str) -> re.Pattern[str] | None:
        """The expression, if a stretch of text holds what a match needs."""
        for need in self._outline.needs:
            if not any(form in stretch for form in need):
                return None
        self._compiled = re.compile(self.source)
        return self._compiled
