"""`silence`: nobody spoke. Fields: seconds, after (the role that spoke last)."""

from __future__ import annotations

from svcnorm.timeline.clock import Span
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.timeline import Timeline

LEAST_MS = 1_000
"""Shorter gaps are the rhythm of speech, not silence."""

PAUSED = (("hold_start", "hold_end"), ("mute_start", "mute_end"))


def silences(timeline: Timeline) -> list[Occurrence]:
    """Gaps between consecutive utterances; a gap during hold or mute is not silence."""
    held = _held(timeline)
    found: list[Occurrence] = []
    reached: Span | None = None
    last_role = "unknown"
    for index, turn in sorted(((i, t) for t in timeline.turns for i in t.utterances), key=lambda pair: pair[0]):
        start = timeline.clock.starts[index]
        if reached is not None and reached.known and start.known and start.lo - reached.hi >= LEAST_MS:
            gap = (reached.hi, start.lo)
            if not any(lo < gap[1] and gap[0] < hi for lo, hi in held):
                found.append(_silence(timeline, gap, index, last_role))
        end = timeline.clock.ends[index]
        if reached is None or not reached.known or not end.known or end.hi >= reached.hi:
            reached, last_role = end, turn.role
    return found


def _silence(timeline: Timeline, gap: tuple[int, int], index: int, role: str) -> Occurrence:
    seconds = (gap[1] - gap[0]) / 1000
    before = index - 1
    return Occurrence(
        "silence",
        "silence",
        start=Span(gap[0], gap[0]),
        end=Span(gap[1], gap[1]),
        order=(before, len(timeline.conversation.utterances[before].text)),
        order_end=(index, -1),
        role=role,
        fields={"seconds": seconds, "after": role},
        values={"seconds": f"{seconds:g}"},
    )


def _held(timeline: Timeline) -> list[tuple[int, int]]:
    """Stretches of hold and mute on the axis; an open one lasts to the end."""
    out: list[tuple[int, int]] = []
    for start, end in PAUSED:
        begun: int | None = None
        marks = sorted((timeline.clock.of_event(e).lo, e.type) for e, _ in timeline.events if e.type in (start, end))
        for at, kind in marks:
            if kind == start:
                begun = at if begun is None else begun
            elif begun is not None:
                out.append((begun, at))
                begun = None
        if begun is not None:
            out.append((begun, timeline.clock.last))
    return out
