"""Measures that count: how many, how many per so much speech, what share."""

from __future__ import annotations

from svcnorm.judging.metrics.quantity import Quantity, at_least, exactly, unmeasured
from svcnorm.model.rules import Measure
from svcnorm.timeline.exists import UNBOUNDED, Count, count
from svcnorm.timeline.occurrence import longest
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.windows import Window


def counted(timeline: Timeline, asked: Measure, window: Window, compared: bool) -> Quantity:
    """Occurrences of a selector in the window, or per so many characters or turns of a party."""
    assert asked.selector is not None
    found = count(timeline, asked.selector, window)
    lo, hi = _interval(found)
    if asked.per is None:
        return _open(lo, hi, found)
    party, _, unit = asked.per.unit.partition(" ")
    units = _units(timeline, party, unit or party, window)
    if not units:
        return unmeasured("too_little_speech")
    scale = asked.per.value / units
    return _open(lo * scale, hi * scale, found)


def share(timeline: Timeline, asked: Measure, window: Window, compared: bool) -> Quantity:
    """Occurrences of one selector among those of another, in percent."""
    assert asked.selector is not None and asked.among is not None
    part, whole = count(timeline, asked.selector, window), count(timeline, asked.among, window)
    if part.lo != part.hi or whole.lo != whole.hi or not whole.lo:
        return unmeasured(min(part.reasons | whole.reasons, default="too_little_speech"))
    return exactly(100 * len(longest(part.sure)) / len(longest(whole.sure)))


def _interval(found: Count) -> tuple[float, float]:
    """Least and greatest number of hits that do not overlap."""
    sure = len(longest(found.sure))
    return sure, float("inf") if found.hi >= UNBOUNDED else sure + len(longest(found.possible))


def _open(lo: float, hi: float, found: Count) -> Quantity:
    """Where the record hides some, only the lower end is known."""
    if hi == float("inf"):
        return at_least(lo, min(found.reasons, default="no_event_record"))
    return Quantity(lo, hi)


def _units(timeline: Timeline, party: str, unit: str, window: Window) -> float:
    """Characters or turns of `agent`, `customer` or anybody in the window."""
    turns = [
        t
        for t, theirs in timeline.content_turns(party if party in ("agent", "customer") else "any")
        if theirs.value and window.holds(timeline.turn_mark(t.index)).value
    ]
    if unit == "turns":
        return len(turns)
    return sum(len(timeline.words.texts[t.index].skeleton) for t in turns)
