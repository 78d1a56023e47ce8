"""Measures of speech: rate, share, duration, silence, overlap."""

from __future__ import annotations

from svcnorm.judging.metrics.quantity import Quantity, at_least, exactly, unmeasured
from svcnorm.model.rules import Measure
from svcnorm.timeline.clock import FOREVER, Span
from svcnorm.timeline.select import events
from svcnorm.timeline.signals.turn import turn_fields
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.turns import Turn
from svcnorm.timeline.windows import Window

LEAST_SECONDS, LEAST_CHARACTERS = 30, 60
"""Below this much speech a rate says nothing (semantics: Speech measures)."""

LEAST_COMPARED_SECONDS, LEAST_COMPARED_CHARACTERS = 5, 10
"""A rate that is compared with the same speaker's own needs less on each side."""


def speech_rate(timeline: Timeline, asked: Measure, window: Window, compared: bool) -> Quantity:
    """Characters a minute of the party's content turns in the window, digits as they are spoken."""
    turns = _inside(timeline, asked.by, window)
    if any(not timeline.clock.starts[i].known for t in turns for i in t.utterances):
        return unmeasured("no_turn_times")
    characters = sum(int(turn_fields(timeline, t)["characters"]) for t in turns)
    spoken = [_length(timeline, i) for t in turns for i in t.utterances]
    least, most = sum(s.lo for s in spoken), sum(s.hi for s in spoken)
    if most >= FOREVER:
        return unmeasured("no_turn_times")
    seconds = LEAST_COMPARED_SECONDS if compared else LEAST_SECONDS
    enough = LEAST_COMPARED_CHARACTERS if compared else LEAST_CHARACTERS
    if characters < enough or most < seconds * 1000:
        return unmeasured("too_little_speech")
    return Quantity(characters * 60_000 / most, characters * 60_000 / least if least else float("inf"))


def talk_share(timeline: Timeline, asked: Measure, window: Window, compared: bool) -> Quantity:
    """The party's share of all speaking time, in percent."""
    if not timeline.timed or not timeline.turns:
        return unmeasured("no_turn_times")
    whole = sum(_length(timeline, i).lo for t in timeline.turns for i in t.utterances if _in(timeline, t, window))
    own = sum(_length(timeline, i).lo for t in _inside(timeline, asked.by, window) for i in t.utterances)
    return exactly(100 * own / whole) if whole else unmeasured("too_little_speech")


def duration(timeline: Timeline, asked: Measure, window: Window, compared: bool) -> Quantity:
    """Seconds from the answer (or the first word) to the hang-up (or the last word)."""
    clock = timeline.clock
    begin = [clock.of_event(e).lo for e in timeline.recorded("answer")] or [s.lo for s in clock.starts[:1] if s.known]
    end = [clock.of_event(e).hi for e in timeline.recorded("hangup")] or [s.hi for s in clock.ends[-1:] if s.known]
    if not begin or not end:
        return unmeasured("no_turn_times" if timeline.turns else "no_event_record")
    return exactly((end[-1] - begin[0]) / 1000)


def silence(timeline: Timeline, asked: Measure, window: Window, compared: bool) -> Quantity:
    """Seconds of the longest silence in the window."""
    return _longest(timeline, "silence", window)


def overlap(timeline: Timeline, asked: Measure, window: Window, compared: bool) -> Quantity:
    """Seconds of all overlapping speech in the window."""
    if not timeline.timed:
        return unmeasured("no_turn_times")
    found = [o for o in events(timeline, "overlap") if window.holds(o).value]
    sure = sum(o.fields["seconds"] for o in found if o.sure)
    return Quantity(sure, sum(o.fields["seconds"] for o in found), "" if all(o.sure for o in found) else "role_unknown")


def _longest(timeline: Timeline, name: str, window: Window) -> Quantity:
    longest = max((o.fields["seconds"] for o in events(timeline, name) if window.holds(o).value), default=0)
    return exactly(longest) if timeline.timed else at_least(longest, "no_turn_times")


def _length(timeline: Timeline, index: int) -> Span:
    """Least and greatest milliseconds that an utterance with a known start can have lasted."""
    start, end = timeline.clock.starts[index], timeline.clock.ends[index]
    return Span(max(0, end.lo - start.hi), FOREVER if end.hi >= FOREVER else end.hi - start.lo)


def _inside(timeline: Timeline, by: str, window: Window) -> list[Turn]:
    return [t for t, theirs in timeline.content_turns(by) if theirs.value and _in(timeline, t, window)]


def _in(timeline: Timeline, turn: Turn, window: Window) -> bool:
    return window.holds(timeline.turn_mark(turn.index)).value is True
