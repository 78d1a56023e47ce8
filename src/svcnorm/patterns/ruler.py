"""Distances in a turn: how far a gap reaches, where clauses and turns begin and end, what asks.

A width counts characters that are neither fillers nor ends of utterances, so that two elements with
nothing but those between them are neighbours. Nothing reaches past a strong stop.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from svcnorm.patterns.nodes import Gap
from svcnorm.text.late import Late
from svcnorm.text.turntext import TurnText

_STOPS = "。?"
# 呢 ends as many statements (我查着呢) as questions, so it asks only beside a question word; 什么 ends in no 么;
# 还没, 也没有 and 我没有 deny.
_ASKING_END = Late(
    r"[吗吧]$|(?<![什怎这那多要])么$|[^没也还都并从就是真又我有你您他她们这那边里前]没有?$"
    r"|(?:什么|啥|怎么|咋|谁|哪|几|多少|如何|何时).*呢$"
)
_ASKING_FORM = Late(r"是否|能否|可否|(?<![不没])([^不没])[不没]\1")


class Ruler:
    """Measures one turn. All positions are skeleton offsets; everything is kept."""

    def __init__(self, text: TurnText) -> None:
        self.text = text
        self.size = len(text.skeleton)

    @cached_property
    def widths(self) -> Sequence[int]:
        """The width before every position, for positions 0 to the length of the turn."""
        skeleton = self.text.skeleton
        if self.text.bare is skeleton and "\n" not in skeleton:
            return range(self.size + 1)
        counted = bytearray(self.size)
        for p in self.text.bare_at:
            counted[p] = skeleton[p] != "\n"
        widths = [0]
        for one in counted:
            widths.append(widths[-1] + one)
        return widths

    @cached_property
    def stops(self) -> Sequence[int]:
        """Where strong stops stand, with the two ends of the turn beyond them."""
        return [-1, *(p for p, char in enumerate(self.text.skeleton) if char in _STOPS), self.size]

    @cached_property
    def edges(self) -> Sequence[int]:
        """Positions at which a clause begins or ends."""
        return [p for p in range(self.size + 1) if self.text.is_clause_edge(p)]

    @cached_property
    def inner(self) -> tuple[int, int]:
        """The turn without the fillers, stops and utterance ends at its two ends; (0, size) turned round if no
        word is left."""
        text, widths = self.text.skeleton, self.widths
        words = [p for p in range(self.size) if text[p] not in _STOPS and widths[p + 1] > widths[p]]
        return (words[0], words[-1] + 1) if words else (self.size, 0)

    def ahead(self, p: int, gap: Gap) -> tuple[int, int]:
        """First and last position that a gap from `p` on may reach; last < first if there is none."""
        widths = self.widths
        first = bisect_left(widths, widths[p] + gap.least, p)
        last = bisect_right(widths, widths[p] + gap.most, p) - 1
        last = min(last, self.stops[bisect_left(self.stops, p)])
        if gap.one_clause:
            nearest = bisect_left(self.edges, p)
            last = min(last, self.edges[nearest] - 1) if nearest < len(self.edges) else last
        return first, last

    def back(self, p: int, gap: Gap) -> tuple[int, int]:
        """First and last position from which a gap may reach `p`; last < first if there is none."""
        widths = self.widths
        first = bisect_left(widths, widths[p] - gap.most)
        last = bisect_right(widths, widths[p] - gap.least, 0, p + 1) - 1
        first = max(first, self.stops[bisect_left(self.stops, p) - 1] + 1)
        if gap.one_clause:
            nearest = bisect_right(self.edges, p) - 1
            first = max(first, self.edges[nearest] + 1) if nearest >= 0 else first
        return first, last

    def edge_between(self, first: int, last: int) -> bool:
        """A clause edge stands at one of the positions `first` to `last`."""
        return self.edges_between(first, last) > 0

    def edges_between(self, first: int, last: int) -> int:
        """How many clause edges stand at the positions `first` to `last`."""
        return bisect_right(self.edges, last) - bisect_left(self.edges, first)

    def marked(self, kind: str, p: int, behind: bool) -> bool:
        """Whether an edge stands at `p`, fillers apart: on the side where an element ends (`behind`) or begins."""
        if kind == "^^":
            return p <= self.inner[0]
        if kind == "$$":
            return p >= self.inner[1]
        first, last = self.ahead(p, NEXT) if behind else self.back(p, NEXT)
        return self.edge_between(first, last)

    def asks(self, p: int) -> bool:
        """The clause that holds the character at `p` is a question."""
        start, end = self.text.clause(p)
        return self.is_question(start, end)

    def is_question(self, start: int, end: int) -> bool:
        """The clause at [start, end) ends in ?, 吗, 么, 吧, 没(有), or 呢 with a question word, or holds A不A, A没A,
        是否, 能否, 可否."""
        skeleton = self.text.skeleton
        words = skeleton[start:end].strip("。?\n")
        if not words:
            return False
        after = start + len(skeleton[start:end].rstrip("。?\n"))
        return (
            skeleton[after : after + 1] == "?"
            or _ASKING_END.search(words) is not None
            or _ASKING_FORM.search(words) is not None
        )

    @cached_property
    def questions(self) -> Sequence[tuple[int, int]]:
        """Spans of the clauses that ask, without their stops, sorted."""
        found = []
        for start, end in zip(self.edges, self.edges[1:]):
            words = self.text.skeleton[start:end].rstrip("。?\n")
            if words and self.is_question(start, end):
                found.append((start, start + len(words)))
        return found

    def asks_near(self, start: int, end: int, before: int, after: int) -> bool:
        """A clause that asks lies at most `before` in front of `start` (-1: not asked), or `after` behind `end`."""
        asking = self.questions
        if before >= 0:
            first = self.back(start, Gap(0, before))[0]
            last = bisect_right(asking, (start, self.size + 1)) - 1
            if last < 0 or asking[last][1] <= first:
                return False
        if after >= 0:
            last = self.ahead(end, Gap(0, after))[1]
            at = bisect_left(self._question_ends, end)
            if at == len(asking) or asking[at][0] >= last:
                return False
        return True

    @cached_property
    def _question_ends(self) -> Sequence[int]:
        return [end for _, end in self.questions]


NEXT = Gap(0, 0)
