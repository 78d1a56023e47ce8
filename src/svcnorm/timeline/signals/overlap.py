"""`overlap`: two parties spoke at once for at least half a second. Fields: seconds."""

from __future__ import annotations

from svcnorm.timeline.clock import Span
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import TRUE, Truth, unknown

LEAST_MS = 500
"""Shorter overlaps are ordinary turn-taking (labelled back-channels overlap by 200 to 600 ms)."""


def overlaps(timeline: Timeline) -> list[Occurrence]:
    """Every overlap of two parties' utterances, at the start of the later one."""
    found = []
    for index, span in spoken_over(timeline, LEAST_MS):
        seconds = (span.hi - span.lo) / 1000
        found.append(
            Occurrence(
                "overlap",
                "overlap",
                start=Span(span.lo, span.lo),
                end=Span(span.hi, span.hi),
                order=(index, 0),
                order_end=(index, len(timeline.conversation.utterances[index].text)),
                fields={"seconds": seconds},
                values={"seconds": f"{seconds:g}"},
            ).doubted(told_apart(timeline))
        )
    return found


def told_apart(timeline: Timeline) -> Truth:
    """Whether it is known that two utterances are of two parties: not where nobody is named."""
    return unknown("role_unknown") if timeline.words.anyone else TRUE


def spoken_over(timeline: Timeline, least: int) -> list[tuple[int, Span]]:
    """(utterance, overlap) wherever an utterance starts while another party's goes on, in ms."""
    utterances, clock = timeline.conversation.utterances, timeline.clock
    out: list[tuple[int, Span]] = []
    for index, utterance in enumerate(utterances):
        start, end = clock.starts[index], clock.ends[index]
        if not start.known or not end.known:
            continue
        longest: Span | None = None
        for other in range(max(0, index - 8), index):
            alone = utterances[other].party == utterance.party and not timeline.words.anyone
            if alone or not clock.ends[other].known:
                continue
            if not clock.starts[other].known or clock.starts[other].lo > start.lo:
                continue
            over = Span(start.lo, min(end.lo, clock.ends[other].lo))
            if over.hi - over.lo >= least and (longest is None or over.hi > longest.hi):
                longest = over
        if longest is not None:
            out.append((index, longest))
    return out
