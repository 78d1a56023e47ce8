"""When things happened: every time as an interval of integer milliseconds on one axis."""

from __future__ import annotations

from typing import NamedTuple

from svcnorm.model.conversation import Conversation, Event

FOREVER = 1 << 60
"""Stands for no bound, in milliseconds."""

LONGEST_CALL = 3 * 3_600_000
"""An untimed conversation that starts at a known time is over after this many milliseconds; only
needed to know that an event of the next day is not "during" a call without times."""

ENDING = ("hangup", "dropped", "visit_ended")
"""Events after which nothing more is said."""


class Span(NamedTuple):
    """An instant that is known to lie in [lo, hi]; a point where both are equal."""

    lo: int
    hi: int

    @property
    def known(self) -> bool:
        return self.lo == self.hi


ANY_TIME = Span(-FOREVER, FOREVER)


class Clock:
    """Places utterances and events of one conversation on one axis.

    The axis is milliseconds since the epoch (UTC), unless the record gives nothing but times from
    the start of the conversation. An utterance without a time lies between its
    nearest timed neighbours in record order, after the answer and before the hang-up.
    """

    def __init__(self, conversation: Conversation, events: tuple[Event, ...]) -> None:
        self.started_at = conversation.started_at
        self.absolute = self.started_at is not None or not _relative(conversation, events)
        self.first, self.last = self._limits(conversation, events)
        self.starts, self.ends = self._utterances(conversation)

    def of_event(self, event: Event) -> Span:
        """Where an event lies on the axis."""
        value = event.instant if self.absolute else event.at
        if value is None and event.at is not None:
            value = self._on_axis(event.at)
        return ANY_TIME if value is None else Span(value, value)

    def _on_axis(self, at: int | None) -> int | None:
        if at is None:
            return None
        if not self.absolute:
            return at
        return None if self.started_at is None else self.started_at + at

    def _limits(self, conversation: Conversation, events: tuple[Event, ...]) -> tuple[int, int]:
        """The earliest and latest instant at which words can have been said."""
        start = self._on_axis(0)
        answered = [self.of_event(e).lo for e in events if e.type == "answer"]
        first = max(answered, default=start if start is not None else -FOREVER)
        # A line that broke before the call was answered belongs to an earlier call.
        ends = [self.of_event(e).hi for e in events if e.type in ENDING]
        last = min((end for end in ends if end >= first), default=FOREVER)
        ended = conversation.ended_at
        if last == FOREVER and ended is not None and self.absolute:
            last = ended
        if last == FOREVER and start is not None and self.started_at is not None:
            timed = [u.end or u.start or 0 for u in conversation.utterances]
            last = start + max(LONGEST_CALL, *timed) if timed else start + LONGEST_CALL
        return first, last

    def _utterances(self, conversation: Conversation) -> tuple[list[Span], list[Span]]:
        starts: list[Span] = []
        ends: list[Span] = []
        known = [(self._on_axis(u.start), self._on_axis(u.end)) for u in conversation.utterances]
        later = self.last
        following: list[int] = []
        for start, _ in reversed(known):
            following.append(later)
            later = start if start is not None else later
        following.reverse()
        earlier = self.first
        for (start, end), bound in zip(known, following):
            earlier = start if start is not None else earlier
            at = Span(start, start) if start is not None else Span(earlier, max(earlier, bound))
            starts.append(at)
            ends.append(Span(end, end) if end is not None else Span(at.lo, max(at.hi, bound)))
        return starts, ends


def _relative(conversation: Conversation, events: tuple[Event, ...]) -> bool:
    """Nothing in the record has a date, and something has a time."""
    if any(e.instant is not None for e in events):
        return False
    return any(e.at is not None for e in events) or any(u.start is not None for u in conversation.utterances)
