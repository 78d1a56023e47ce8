"""Windows: stretches of a timeline, with a three-valued answer to what lies inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from svcnorm.model.rules import Scope
from svcnorm.timeline.clock import FOREVER, Span
from svcnorm.timeline.occurrence import Occurrence, Relation, relate
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, NO_REASONS, TRUE, Truth, both, either, unknown
from svcnorm.timeline.turns import Turn


class Window(NamedTuple):
    """Where something is looked for.

    `holds` says whether an occurrence lies inside. `open_start` and `open_end`: the window runs to
    the edge of the words, so that a cut recording hides part of it. `deadline` is when its end is
    reached (on the axis); None where it ends with the conversation. `backward` windows lie before
    their anchor. `doubt` are reasons why its very bounds are unknown. `label` is a code that
    reports translate. `whole`: it is the whole conversation; `closing`: its last turns; `opens`:
    when it begins, where it has no end; `recorded_only`: what a cut hides of it does not matter.
    """

    holds: Callable[[Occurrence], Truth]
    label: str
    open_start: bool = False
    open_end: bool = False
    deadline: Span | None = None
    backward: bool = False
    doubt: frozenset[str] = NO_REASONS
    whole: bool = False
    closing: bool = False
    opens: Span | None = None
    recorded_only: bool = False


def certainly(relation: Relation, *wanted: str) -> Truth:
    """Whether a relation is certainly, possibly or never one of `before`, `tie`, `after`."""
    possible = {name for name in ("before", "tie", "after") if getattr(relation, name)}
    inside = possible & set(wanted)
    if not inside:
        return FALSE
    return TRUE if inside == possible else unknown("no_turn_times")


def everything(timeline: Timeline, label: str = "conversation") -> Window:
    """The whole conversation."""
    return Window(lambda _: TRUE, label, open_start=True, open_end=True, whole=True)


def turn_itself(timeline: Timeline, turn: int) -> Window:
    """One turn, from its first to its last word."""
    nobody = timeline.words.anyone

    def holds(o: Occurrence) -> Truth:
        if o.turn == turn:
            return TRUE
        # Where nobody is named, neighbouring utterances may be one turn.
        return unknown("role_unknown") if o.turn is not None and nobody else FALSE

    others = [t.index for t in timeline.turns if t.index != turn and not t.backchannel and not nobody]
    first, last = all(turn < other for other in others), all(turn > other for other in others)
    return Window(holds, "same turn", open_start=first, open_end=last)


def scope_window(timeline: Timeline, scope: Scope) -> Window:
    """The window of a registered scope (semantics: Scopes)."""
    if scope.kind == "before_customer":
        return _before_customer(timeline, scope)
    if scope.kind == "turns":
        return _edge_turns(timeline, scope)
    return everything(timeline, scope.name or "conversation")


def _before_customer(timeline: Timeline, scope: Scope) -> Window:
    """Before the customer's first turn that is not back-channel; the whole conversation if there is none."""
    marks = [(timeline.turn_mark(t.index), theirs) for t, theirs in timeline.content_turns("customer")]

    def holds(o: Occurrence) -> Truth:
        return both(_before_if(o, mark, theirs) for mark, theirs in marks)

    return Window(holds, scope.name or "before customer speaks", open_start=True, open_end=not marks)


def _before_if(o: Occurrence, mark: Occurrence, theirs: Truth) -> Truth:
    """`o` is before `mark`, if that mark counts."""
    before = certainly(relate(o, mark), "before", "tie")
    return either((before, theirs.negated()))


def _edge_turns(timeline: Timeline, scope: Scope) -> Window:
    """The first or last n turns of a party. A turn of unknown role may be one of them."""
    turns = timeline.content_turns(scope.party)
    if scope.edge == "last":
        turns.reverse()
    inside = _count_off(turns, scope.n)
    marks = {index: timeline.turn_mark(index) for index in inside}

    def holds(o: Occurrence) -> Truth:
        if o.turn is not None:
            return inside.get(o.turn, FALSE)
        if scope.edge == "first":
            return either(both((certainly(relate(o, m), "before", "tie"), inside[i])) for i, m in marks.items())
        return either(both((certainly(relate(o, m), "after", "tie"), inside[i])) for i, m in marks.items())

    closing = scope.edge == "last"
    fewer = sum(theirs.value is True for theirs in inside.values()) < scope.n
    return Window(holds, scope.name, open_start=fewer or not closing, open_end=fewer or closing, closing=closing)


def _count_off(turns: list[tuple[Turn, Truth]], n: int) -> dict[int, Truth]:
    """The first n of `turns`, each with whether it is certainly among them."""
    inside: dict[int, Truth] = {}
    sure = 0
    for possible, (turn, theirs) in enumerate(turns):
        if sure >= n:
            break
        inside[turn.index] = theirs if possible < n else both((theirs, unknown("role_unknown")))
        sure += theirs.value is True
    return inside


def turns_after(timeline: Timeline, anchor: Occurrence, n: float, party: str, label: str) -> Window:
    """The rest of the party's turn that the anchor is in, its next n turns, and what lies between."""
    inside, limit = _neighbours(timeline, anchor, n, party, forward=True)
    own = anchor.turn
    marks = [(timeline.turn_mark(index), counted) for index, counted in inside.items()]
    going_on = {} if own is not None else _going_on(timeline, anchor, party)

    def holds(o: Occurrence) -> Truth:
        after = certainly(relate(anchor, o), "before", "tie")
        if o.turn is not None:
            if o.turn == own:
                return after
            before_one = either(both((certainly(relate(o, m), "before"), counted)) for m, counted in marks)
            return both((after, either((inside.get(o.turn, FALSE), going_on.get(o.turn, FALSE), before_one))))
        return after if limit is None else both((after, certainly(relate(o, limit), "before", "tie")))

    return Window(holds, label, open_end=limit is None)


def _going_on(timeline: Timeline, anchor: Occurrence, party: str) -> dict[int, Truth]:
    """The party's turns that begin before an event, and may go on after it."""
    turns = timeline.content_turns(party)
    begun = [(turn, theirs, relate(timeline.turn_mark(turn.index), anchor)) for turn, theirs in turns]
    return {turn.index: both((theirs, certainly(relation, "before"))) for turn, theirs, relation in begun}


def turns_before(timeline: Timeline, anchor: Occurrence, n: float, party: str, label: str) -> Window:
    """The anchor's own turn up to it, the party's n turns before, and what lies between."""
    inside, limit = _neighbours(timeline, anchor, n, party, forward=False)
    own = anchor.turn
    marks = [(timeline.turn_mark(index), counted) for index, counted in inside.items()]

    def holds(o: Occurrence) -> Truth:
        before = certainly(relate(o, anchor), "before", "tie")
        if o.turn is not None:
            if o.turn == own:
                return before
            after_one = either(both((certainly(relate(m, o), "before"), counted)) for m, counted in marks)
            # A turn that begins before an event may go on after it.
            return both((before, inside.get(o.turn, after_one)))
        return before if limit is None else both((before, certainly(relate(limit, o), "before", "tie")))

    return Window(holds, label, open_start=limit is None, backward=True)


def turns_around(timeline: Timeline, anchor: Occurrence, n: float, party: str, label: str) -> Window:
    """The anchor's own turn and n turns of the party on either side."""
    before = turns_before(timeline, anchor, n, party, label)
    after = turns_after(timeline, anchor, n, party, label)

    def holds(o: Occurrence) -> Truth:
        if o.turn is not None and o.turn == anchor.turn:
            return TRUE
        return either((before.holds(o), after.holds(o)))

    return Window(holds, label, open_start=before.open_start, open_end=after.open_end)


def _neighbours(
    timeline: Timeline, anchor: Occurrence, n: float, party: str, forward: bool
) -> tuple[dict[int, Truth], Occurrence | None]:
    """The party's n turns after (or before) an anchor, and the first one beyond them."""
    turns = timeline.content_turns(party)
    if not forward:
        turns.reverse()
    candidates = []
    for turn, theirs in turns:
        if turn.index == anchor.turn:
            continue
        mark = timeline.turn_mark(turn.index)
        relation = relate(anchor, mark) if forward else relate(mark, anchor)
        beyond = both((certainly(relation, "before", "tie"), theirs))
        if beyond.value is not False:
            candidates.append((turn, beyond))
    count = int(n)
    inside = _count_off(candidates, count)
    sure = [turn for turn, beyond in candidates if beyond.value]
    limit = timeline.turn_mark(sure[count].index) if len(sure) > count else None
    return inside, limit


def after_window(anchor: Occurrence, label: str, strict: bool = False) -> Window:
    """From an anchor to the end of the timeline; `strict` leaves a tie out."""
    wanted = ("before",) if strict else ("before", "tie")
    return Window(lambda o: certainly(relate(anchor, o), *wanted), label, open_end=True, opens=anchor.start)


def before_window(anchor: Occurrence, label: str, strict: bool = False) -> Window:
    """From the start of the timeline to an anchor; `strict` leaves a tie out."""
    wanted = ("before",) if strict else ("before", "tie")
    return Window(lambda o: certainly(relate(o, anchor), *wanted), label, open_start=True, backward=True)


def between_window(first: Occurrence, last: Occurrence | None, label: str) -> Window:
    """From one occurrence to another (perhaps beyond one that is only possible), or to the end of the timeline."""
    perhaps_on = FALSE if last is None or last.sure else Truth(None, last.reasons)

    def holds(o: Occurrence) -> Truth:
        after = certainly(relate(first, o), "before", "tie")
        if last is None:
            return after
        return both((after, either((certainly(relate(o, last), "before", "tie"), perhaps_on))))

    deadline = None if last is None or last.start.hi == FOREVER else last.start
    return Window(holds, label, open_end=last is None or not last.sure, deadline=deadline)
