"""One conversation in one world: who is taken to have spoken, what happened when, what was seen of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from svcnorm.model.conversation import CALL_CHANNELS, Conversation, Event
from svcnorm.model.rules import EventType, Selector
from svcnorm.timeline.clock import ANY_TIME, FOREVER, Clock, Span
from svcnorm.timeline.occurrence import NO_FIELDS, Occurrence
from svcnorm.timeline.truth import FALSE, TRUE, Truth, unknown
from svcnorm.timeline.turns import STAFF, Turn
from svcnorm.timeline.vocabulary import Vocabulary
from svcnorm.timeline.words import Words

AROUND_MS = 60_000
"""Events this far outside the words still belong to the conversation (semantics: Multi-day visit files)."""

UNDECLARED = EventType("", contingent=True)


class Timeline:
    """What selectors select from. Caches are filled on demand; nothing here is changed by a rule.

    `roles` maps party ids to roles in the world that is judged. `events` are those that count, each
    with whether it is the conversation's own (events of a case may come from other conversations).
    """

    def __init__(
        self,
        words: Words,
        roles: Mapping[str, str],
        events: Sequence[tuple[Event, bool]],
        as_of: int | None = None,
        bounded: bool = False,
    ) -> None:
        self.words = words
        self.conversation: Conversation = words.conversation
        self.vocabulary: Vocabulary = words.vocabulary
        self.turns: tuple[Turn, ...] = words.turns
        if roles:
            self.turns = tuple(replace(t, role=roles.get(t.party, t.role)) for t in words.turns)
        self.planned = frozenset(e.type for e, _ in events if self._is_plan(e))
        events = [(e, own) for e, own in events if not self._is_plan(e)]
        self.clock = Clock(self.conversation, tuple(e for e, _ in events))
        self.events = self._inside(events) if bounded else list(events)
        self.as_of = as_of
        self.asked_horizon = False
        self.selected: dict[int, tuple[Selector, tuple[Occurrence, ...]]] = {}
        self.settled: dict[str, object] = {}
        self._turn_marks: list[Occurrence] | None = None

    def _is_plan(self, event: Event) -> bool:
        """A plan for something that should happen; plans proper (appointment_time) are events of their own."""
        return event.kind == "scheduled" and not self.event_type(event.type).scheduled

    # -- what is known of the record ------------------------------------------------------------

    @property
    def channel(self) -> str | None:
        return self.conversation.channel

    @property
    def timed(self) -> bool:
        """Whether every utterance has a start and an end in the record."""
        return all(u.start is not None and u.end is not None for u in self.conversation.utterances)

    @property
    def is_call(self) -> bool:
        return self.channel in CALL_CHANNELS

    def horizon(self) -> int | None:
        """Up to when the record is known, on the axis: `--as-of`, `closed`, or `records_until`; nothing else."""
        if self.clock.absolute:
            self.asked_horizon = True
            if self.as_of is not None:
                return self.as_of
        closed = [self.clock.of_event(e) for e, _ in self.events if e.type == "closed"]
        known = [span.hi for span in closed if span.known]
        if known:
            return max(known)
        return self.conversation.records_until if self.clock.absolute else None

    def event_type(self, name: str) -> EventType:
        """The catalogue's entry; an undeclared type is contingent."""
        return self.vocabulary.events.get(name, UNDECLARED)

    def carried(self, name: str) -> bool:
        """Whether a joined log carries events of this type: then no record means that none happened."""
        records = self.conversation.records
        return name in records or self.event_type(name).family in records

    def recorded(self, name: str) -> list[Event]:
        return [e for e, _ in self.events if e.type == name]

    def broke_off(self) -> bool:
        """Whether the line broke during this conversation, not in a call before it."""
        return any(self.clock.of_event(e).hi >= self.clock.first for e in self.recorded("dropped"))

    def _inside(self, events: Iterable[tuple[Event, bool]]) -> list[tuple[Event, bool]]:
        """The events that lie within the conversation, give or take a minute."""
        clock = self.clock
        # A start that only the time of the record gives does not bound: rings come before it.
        rings = [clock.of_event(e).lo for e, _ in events if e.type in ("ring", "visitor_arrived")]
        spoken = [s.lo for s in clock.starts if s.known]
        first = min([*rings, *spoken, clock.first]) if (rings or spoken) else clock.first
        timed = [s.hi for s in clock.ends if s.known]
        last = max([*timed, clock.last]) if timed and clock.last < FOREVER else clock.last
        if timed and clock.last == FOREVER:
            last = max(timed)
        out = []
        for event, own in events:
            at = clock.of_event(event)
            if not at.known or first - AROUND_MS <= at.lo <= last + AROUND_MS or event.type == "closed":
                out.append((event, own))
        return out

    # -- turns ----------------------------------------------------------------------------------

    def turn_mark(self, turn: int) -> Occurrence:
        """A turn as an occurrence at its start."""
        if self._turn_marks is None:
            self._turn_marks = [self._mark(t) for t in self.turns]
        return self._turn_marks[turn]

    def _mark(self, turn: Turn) -> Occurrence:
        first, last = turn.utterances[0], turn.utterances[-1]
        return Occurrence(
            "turn",
            "turn",
            start=self.clock.starts[first],
            end=self.clock.ends[last],
            order=(first, 0),
            order_end=(last, len(self.conversation.utterances[last].text)),
            role=turn.role,
            party=turn.party,
            turn=turn.index,
        )

    def spoken_by(self, turn: Turn, roles: Sequence[str] | None) -> Truth:
        """Whether a turn is by one of `roles` (None: anyone)."""
        if roles is None or turn.role in roles:
            return TRUE
        return unknown("role_unknown") if turn.role == "unknown" else FALSE

    def slips(self, turn: int) -> frozenset[int]:
        """The utterances of a turn whose words are evidently the other side's."""
        said = self.conversation.utterances
        return frozenset(i for i in self.turns[turn].utterances if said[i].slip)

    def content_turns(self, party: str) -> list[tuple[Turn, Truth]]:
        """The turns of `agent`, `customer` or `any` that are not back-channel, with whether they are theirs."""
        roles = {"agent": STAFF, "customer": ("customer",)}.get(party)
        out = []
        for turn in self.turns:
            theirs = self.spoken_by(turn, roles)
            if not turn.backchannel and theirs.value is not False:
                out.append((turn, theirs))
        return out

    def place_of_words(self, turn: int, start: int, end: int, **more: Any) -> Occurrence:
        """An occurrence of words: a skeleton span of a turn."""
        places = self.words.places(turn, start, end)
        mark = self.turn_mark(turn)
        if not places:
            return mark._replace(**more)
        first, last = places[0], places[-1]
        return Occurrence(
            start=self.clock.starts[first.turn],
            end=self.clock.ends[last.turn],
            order=(first.turn, first.start),
            order_end=(last.turn, last.end),
            role=mark.role,
            party=mark.party,
            turn=turn,
            places=places,
            **more,
        )

    def unheard(self, side: int) -> Occurrence:
        """Words that nobody recorded: before the first utterance (-1), or after the last (1)."""
        spoken = self.clock.starts
        if side < 0:
            at, order = Span(self.clock.first, spoken[0].hi if spoken else self.clock.last), (-1, 0)
        else:
            at, order = Span(spoken[-1].lo if spoken else self.clock.first, self.clock.last), (len(spoken), 0)
        return Occurrence("unheard", "unheard", start=at, end=at, order=order, order_end=order)

    def beginning(self) -> Occurrence:
        """The start of the conversation, before every word."""
        first = self.clock.starts[0].lo if self.clock.starts else self.clock.first
        at = Span(first, first) if first > -FOREVER else ANY_TIME
        return Occurrence("start", "start", start=at, end=at, order=(-1, 0), order_end=(-1, 0), fields=NO_FIELDS)
