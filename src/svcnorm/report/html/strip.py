"""The time strip of a conversation: who spoke when, silences, both at once, holds. Times are milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from svcnorm.i18n import _, ngettext
from svcnorm.i18n.names import CALL_EVENTS, ROLES, event, named
from svcnorm.model.conversation import ROLES as ORDER
from svcnorm.model.conversation import Conversation
from svcnorm.report.view import clock

SILENCE = 3_000
"""The shortest silence that is drawn, as in Amazon Connect's non-talk time (silences of more than 3 s)."""
BEFORE = 120_000
"""How long before the first sentence an event of the call is still drawn."""
TICKS = (5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000)
MOST_TICKS = 9
HELD = (("hold_start", "hold_end"), ("mute_start", "mute_end"))

Span = tuple[int, int]


class Lane(NamedTuple):
    """The speech of one role: (utterance, from, to)."""

    role: str
    name: str
    spans: tuple[tuple[int, int, int], ...]


class Strip(NamedTuple):
    """What is drawn from `begin` to `end`, and the same in words for those who cannot see it.

    Not `measured`: not of every sentence is it known when it ended."""

    begin: int
    end: int
    lanes: tuple[Lane, ...]
    silences: tuple[Span, ...]
    overlaps: tuple[Span, ...]
    holds: tuple[Span, ...]
    events: tuple[tuple[int, str], ...]
    ticks: tuple[tuple[int, str], ...]
    measured: bool
    label: str

    def x(self, at: int) -> str:
        """A time as a share of the width."""
        return f"{(at - self.begin) * 100 / (self.end - self.begin):.3f}%"

    def width(self, span: Span) -> str:
        """The length of a stretch as a share of the width, never too little to be seen."""
        return f"{max(0.25, (span[1] - span[0]) * 100 / (self.end - self.begin)):.3f}%"


def strip(talk: Conversation) -> Strip | None:
    """The strip of a conversation, or None where its sentences have no times."""
    spoken = [
        (turn, said.role, said.start, max(said.start, said.end if said.end is not None else said.start))
        for turn, said in enumerate(talk.utterances)
        if said.start is not None
    ]
    if len(spoken) < 2:
        return None
    first, last = min(start for _t, _r, start, _e in spoken), max(end for _t, _r, _s, end in spoken)
    events = tuple(
        (each.at, event(each.type))
        for each in sorted(talk.events, key=lambda each: each.at or 0)
        if each.type in CALL_EVENTS and each.at is not None and first - BEFORE <= each.at <= last + BEFORE
    )
    begin = min([0, first, *(at for at, _name in events)])
    end = max([last, *(at for at, _name in events)])
    if end <= begin:
        return None
    lanes = tuple(
        Lane(role, named(ROLES, role), tuple((t, start, stop) for t, r, start, stop in spoken if r == role))
        for role in ORDER
        if any(r == role for _t, r, _s, _e in spoken)
    )
    measured = all(said.end is not None for said in talk.utterances if said.start is not None)
    holds = _holds(talk, last)
    customer = [(s, e) for _t, role, s, e in spoken if role == "customer"]
    others = [(s, e) for _t, role, s, e in spoken if role != "customer"]
    every = [*customer, *others, *holds]
    silences = tuple(gap for gap in _gaps(every) if gap[1] - gap[0] > SILENCE) if measured else ()
    overlaps = tuple(_shared(customer, others)) if measured else ()
    found = Strip(begin, end, lanes, silences, overlaps, holds, events, _ticks(begin, end), measured, "")
    return found._replace(label=_label(found))


def _holds(talk: Conversation, last: int) -> tuple[Span, ...]:
    """Holds and mutes; one that no record ends lasts to the next of its kind, or to the end."""
    found = []
    for starts, ends in HELD:
        begun: int | None = None
        for each in sorted((e for e in talk.events if e.at is not None), key=lambda e: e.at or 0):
            if each.at is None:
                continue
            if each.type == starts and begun is None:
                begun = each.at
            elif each.type == ends and begun is not None:
                found.append((begun, each.at))
                begun = None
        if begun is not None and begun < last:
            found.append((begun, last))
    return tuple(sorted(found))


def _gaps(spans: Iterable[Span]) -> Iterable[Span]:
    """The stretches between the first and the last span that none covers."""
    reached: int | None = None
    for start, end in sorted(spans):
        if reached is not None and start > reached:
            yield reached, start
        reached = end if reached is None else max(reached, end)


def _shared(ones: Sequence[Span], others: Sequence[Span]) -> Iterable[Span]:
    """Where a span of one side lies over a span of the other."""
    for start, end in ones:
        for from_, to in others:
            if start < to and from_ < end:
                yield max(start, from_), min(end, to)


def _ticks(begin: int, end: int) -> tuple[tuple[int, str], ...]:
    step = next((each for each in TICKS if (end - begin) / each <= MOST_TICKS), end - begin)
    first = -(-begin // step) * step
    # One at the very end would be cut off by the edge.
    return tuple((at, clock(at)) for at in range(first, end - step // 4, step))


def _label(of: Strip) -> str:
    parts = [_("length {time}", time=clock(of.end - of.begin))]
    for lane in of.lanes if of.measured else ():
        parts.append(f"{lane.name} {clock(sum(end - start for _turn, start, end in lane.spans))}")
    if of.silences:
        n, time = _sum(of.silences)
        parts.append(ngettext("{n} silence, {time}", "{n} silences, {time}", n, time=time))
    if of.overlaps:
        n, time = _sum(of.overlaps)
        parts.append(ngettext("both at once {n} time, {time}", "both at once {n} times, {time}", n, time=time))
    if of.holds:
        n, time = _sum(of.holds)
        parts.append(ngettext("{n} hold, {time}", "{n} holds, {time}", n, time=time))
    return _(", ").join(parts)


def _sum(spans: Sequence[Span]) -> tuple[int, str]:
    return len(spans), clock(sum(end - start for start, end in spans))
