"""Words taken from a line of a file, with the place in it from which each character comes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

Edit = tuple[int, int, str]
"""Characters from, to before, and what stands in their place."""


class Words(NamedTuple):
    """`said` is what is read; `spans` tells for each of its characters which stretch of the line it stands for."""

    said: str
    spans: tuple[tuple[int, int], ...]

    def part(self, start: int, end: int | None = None) -> Words:
        """The characters from `start` to before `end`."""
        return Words(self.said[start:end], self.spans[start:end])

    def stripped(self) -> Words:
        """Without white space at the ends."""
        start = len(self.said) - len(self.said.lstrip())
        return self.part(start, start + len(self.said.strip()))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the line that these characters stand for."""
        if not self.spans:
            return 0, 0
        first = min(start, len(self.spans) - 1)
        return self.spans[first][0], self.spans[max(first, min(end, len(self.spans)) - 1)][1]

    def moved(self, by: int) -> Words:
        """The same words of a line that begins `by` characters later."""
        return Words(self.said, tuple((start - by, end - by) for start, end in self.spans))

    def edited(self, edits: Iterable[Edit]) -> Words:
        """With other characters in some places, which stand for what they replace. Edits come in order."""
        said: list[str] = []
        spans: list[tuple[int, int]] = []
        done = 0
        for start, end, text in edits:
            said += (self.said[done:start], text)
            spans += self.spans[done:start]
            if text:
                spans += [self.span(start, end)] * len(text)
            done = end
        return Words("".join((*said, self.said[done:])), (*spans, *self.spans[done:]))

    def without(self, marks: re.Pattern[str]) -> Words:
        """Without what a pattern matches; its group `kept`, if it has one, stays."""
        edits: list[Edit] = []
        for found in marks.finditer(self.said):
            start, end = found.span("kept") if "kept" in marks.groupindex and found["kept"] is not None else (-1, -1)
            if start < 0:
                edits.append((*found.span(), ""))
            else:
                edits += [(found.start(), start, ""), (end, found.end(), "")]
        return self.edited(edits)


def written(line: str, start: int = 0, end: int | None = None) -> Words:
    """The characters of a line as they stand."""
    stop = len(line) if end is None else end
    return Words(line[start:stop], tuple((at, at + 1) for at in range(start, stop)))
