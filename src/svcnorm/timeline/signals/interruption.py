"""`interruption`: a turn begins while the other side's goes on. Fields: by, seconds, kind."""

from __future__ import annotations

from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.signals.overlap import spoken_over, told_apart
from svcnorm.timeline.timeline import Timeline

LEAST_MS = 1_000
"""Labelled back-channels overlap by 200 to 600 ms, labelled faults by 1.5 to 2.5 s (semantics 6)."""


def interruptions(timeline: Timeline) -> list[Occurrence]:
    """Turns, not back-channel, that overlap the other party's speech by at least a second."""
    turn_of = {i: t for t in timeline.turns for i in t.utterances}
    found = []
    for index, span in spoken_over(timeline, LEAST_MS):
        turn = turn_of[index]
        if turn.backchannel:
            continue
        seconds = (span.hi - span.lo) / 1000
        mark = timeline.turn_mark(turn.index)
        text = timeline.conversation.utterances[index].text
        found.append(
            mark._replace(
                signal="interruption",
                name="interruption",
                start=timeline.clock.starts[index],
                end=timeline.clock.ends[index],
                order=(index, 0),
                order_end=(index, len(text)),
                places=timeline.words.whole_utterance(index),
                fields={"seconds": seconds, "kind": "content"},
                values={"seconds": f"{seconds:g}"},
                text=text,
            ).doubted(told_apart(timeline))
        )
    return found
