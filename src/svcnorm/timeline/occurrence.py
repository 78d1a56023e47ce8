"""One occurrence of a signal, and how two of them stand in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from svcnorm.model.verdicts import Place
from svcnorm.timeline.clock import ANY_TIME, Span
from svcnorm.timeline.truth import NO_REASONS, Truth

Order = tuple[int, int]
"""Record order of words: (utterance, offset in its text)."""

NO_FIELDS: Mapping[str, Any] = {}


class Occurrence(NamedTuple):
    """Something that happened, or may have.

    `start` and `end` are instants on the conversation's axis (see Clock). `order` and `order_end`
    are its place in the record where it stands in the words. `sure` is False for what is only
    possible, because of `reasons`. `turn` is the turn's index. `fields` are what `where` asks of,
    `values` what messages and `$names` may use. `name` is what matched, for people.
    """

    signal: str
    name: str
    start: Span = ANY_TIME
    end: Span = ANY_TIME
    order: Order | None = None
    order_end: Order | None = None
    sure: bool = True
    reasons: frozenset[str] = NO_REASONS
    role: str = "unknown"
    party: str = ""
    turn: int | None = None
    places: tuple[Place, ...] = ()
    fields: Mapping[str, Any] = NO_FIELDS
    values: Mapping[str, Any] = NO_FIELDS
    text: str = ""
    owned: bool = True

    def doubted(self, truth: Truth) -> Occurrence:
        """The same occurrence, made possible by a doubt."""
        return self if truth.value is not None else self._replace(sure=False, reasons=self.reasons | truth.reasons)


class Relation(NamedTuple):
    """Which of before, tie and after are possible between two occurrences."""

    before: bool
    tie: bool
    after: bool


def relate(a: Occurrence, b: Occurrence, *, a_end: bool = False) -> Relation:
    """How the start (or, with `a_end`, the end) of `a` may stand to the start of `b`.

    Words are ordered by the record, whatever their times; everything else by time. Equal times are
    a tie, which never convicts.
    """
    left = a.order_end if a_end and a.order_end is not None else a.order
    if left is not None and b.order is not None:
        return Relation(left < b.order, left == b.order, left > b.order)
    at = a.end if a_end and a.order is None else a.start
    if at.known and b.start.known:
        return Relation(at.lo < b.start.lo, at.lo == b.start.lo, at.lo > b.start.lo)
    return Relation(at.lo < b.start.hi, at.lo <= b.start.hi and b.start.lo <= at.hi, at.hi > b.start.lo)


def longest(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Leftmost-longest occurrences of words that do not overlap, over all patterns of a rule."""
    kept: list[Occurrence] = []
    for o in sorted(found, key=_leftmost):
        last = kept[-1] if kept else None
        overlaps = (
            last is not None
            and o.order is not None
            and o.signal == last.signal == "say"
            and last.order_end is not None
            and o.order < last.order_end
        )
        if not overlaps:
            kept.append(o)
    return tuple(kept)


def _leftmost(o: Occurrence) -> tuple[tuple[int, int], tuple[int, int], int]:
    start = o.order or (1 << 30, 0)
    end = o.order_end or start
    return (start, (-end[0], -end[1]), o.start.lo)
