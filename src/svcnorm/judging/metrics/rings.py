"""How often the telephone rang before it was answered."""

from __future__ import annotations

from svcnorm.judging.metrics.quantity import Quantity, exactly, unmeasured
from svcnorm.model.rules import Measure
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.windows import Window


def rung(timeline: Timeline, asked: Measure, window: Window, compared: bool) -> Quantity:
    """How often it rang before the answer, whatever the window."""
    return rings(timeline)


def rings(timeline: Timeline) -> Quantity:
    """The attribute `rings`, else ring time of the leg that answered divided by the ring period.

    15.0 s at 5 s a ring are 3 rings, 15.001 s are 4 (semantics 6).
    """
    given = timeline.conversation.attributes.get("rings")
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return exactly(given)
    answered = [timeline.clock.of_event(e).lo for e in timeline.recorded("answer")]
    rung = [timeline.clock.of_event(e) for e in timeline.recorded("ring")]
    if not answered or not rung or not all(at.known for at in rung):
        return unmeasured("no_event_record")
    before = [at.lo for at in rung if at.lo <= answered[0]]
    if not before:
        return unmeasured("no_event_record")
    waited = answered[0] - max(before)
    period = timeline.vocabulary.settings.ring_period
    count = max(1, -(-waited // period))
    return exactly(count)
