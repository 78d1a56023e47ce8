"""Where absence counts as evidence: what of a signal the record would have shown inside a window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcnorm.model.rules import EventType, Selector
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.signals import DERIVED, NEEDS_TIMES
from svcnorm.timeline.situations import situation
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import NO_REASONS
from svcnorm.timeline.windows import Window

Reasons = frozenset[str]


def unseen(timeline: Timeline, selector: Selector, window: Window, env: Mapping[str, Any]) -> Reasons:
    """Why an occurrence of `selector` in `window` might have gone unseen; empty if it would be seen."""
    if selector.head == "say":
        return words_unseen(timeline, window)
    if selector.head == "situation":
        known = timeline.vocabulary.situations[selector.names[0]]
        truth, _ = situation(timeline, selector.names[0])
        if known.attribute and known.attribute in timeline.conversation.attributes:
            return truth.reasons
        return truth.reasons if known.starts is None else unseen(timeline, known.starts, window, env)
    if selector.head == "event":
        if _seen_late(timeline, selector, window):
            return NO_REASONS
        return NO_REASONS.union(*(_event_unseen(timeline, name, window) for name in selector.names))
    return NO_REASONS.union(*(unseen(timeline, member, window, env) for member in selector.of))


def words_unseen(timeline: Timeline, window: Window) -> Reasons:
    """Words are seen from the first to the last utterance, and beyond unless the recording is cut."""
    conversation = timeline.conversation
    if window.recorded_only:
        return NO_REASONS
    before = not conversation.complete_start and (window.open_start or _reaches(window, timeline.unheard(-1)))
    after = not conversation.complete_end and (window.open_end or _reaches(window, timeline.unheard(1)))
    broke_off = window.closing and timeline.broke_off()
    return frozenset({"recording_cut"}) if before or after or broke_off else NO_REASONS


def _reaches(window: Window, lost: Occurrence) -> bool:
    """Whether words that a cut recording lost might lie in the window."""
    return window.holds(lost).value is not False


def _seen_late(timeline: Timeline, selector: Selector, window: Window) -> bool:
    """Late is late: any of the events asked for, after the window, shows that the record reaches past it."""
    if window.deadline is None or window.backward:
        return False
    times = [timeline.clock.of_event(e) for name in selector.names for e in timeline.recorded(name)]
    return any(at.known and at.lo > window.deadline.hi for at in times)


def _event_unseen(timeline: Timeline, name: str, window: Window) -> Reasons:
    if name in DERIVED:
        return _derived_unseen(timeline, name, window)
    reasons = _record_lacks(timeline, name, window)
    return frozenset({"scheduled_only"}) if reasons and name in timeline.planned else reasons


def _record_lacks(timeline: Timeline, name: str, window: Window) -> Reasons:
    kind = timeline.event_type(name)
    if kind.completes:
        return _completion_unseen(timeline, name, kind, window)
    if timeline.channel is None and kind.inevitable_in:
        return NO_REASONS if timeline.recorded(name) else frozenset({"no_event_record"})
    if timeline.channel in kind.inevitable_in or kind.scheduled:
        seen = timeline.recorded(name) or timeline.carried(name)
        return NO_REASONS if seen else frozenset({"no_event_record"})
    return NO_REASONS


def _derived_unseen(timeline: Timeline, name: str, window: Window) -> Reasons:
    if name not in NEEDS_TIMES:
        return words_unseen(timeline, window)
    return words_unseen(timeline, window) if timeline.timed else frozenset({"no_turn_times"})


def _completion_unseen(timeline: Timeline, name: str, kind: EventType, window: Window) -> Reasons:
    """A completing event is unknown until the record is known to reach the window's end."""
    times = [timeline.clock.of_event(e) for e in timeline.recorded(name)]
    if window.backward:
        seen = bool(times) or timeline.carried(name)
        return NO_REASONS if seen else frozenset({"no_event_record"})
    horizon = timeline.horizon()
    if window.deadline is None:
        if horizon is None:
            return frozenset({"record_end_unknown"})
        return frozenset({"window_open"}) if window.opens and horizon < window.opens.lo else NO_REASONS
    if horizon is not None and horizon >= window.deadline.hi:
        return NO_REASONS
    return frozenset({"record_end_unknown" if horizon is None else "window_open"})
