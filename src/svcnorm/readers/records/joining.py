"""Rows of one call, or of its legs, as one record: the leg on which an agent answered gives the ring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcnorm.model.records import CallRecord

AT_ONCE = 5_000
"""Milliseconds: legs that end so close to the end of the call end with it."""


def joined(rows: Sequence[CallRecord]) -> CallRecord:
    """The whole call that `rows` (at least one) tell of.

    Ring, answer and agent are those of the first agent's leg that was answered; a later agent's answer is a transfer
    where the log names none. Who released the call is left open where rows contradict each other, and so is
    a ring after the answer or an end before it.
    """
    legs = _legs(rows)
    answering = min(_answered(legs), key=_answer_time, default=None)
    asked = answering or legs[0]
    answered = answering.answered if answering else None
    rang, ended = asked.rang, _most(leg.ended for leg in legs)
    notes = [note for leg in legs for note in leg.notes]
    if answered is not None and rang is not None and rang > answered:
        rang = None
        notes.append("record_ring_after_answer")
    if answered is not None and ended is not None and ended < answered:
        ended = None
        notes.append("record_end_before_answer")
    return CallRecord(
        source=", ".join(dict.fromkeys(leg.source for leg in legs)),
        calls=tuple(dict.fromkeys(ident for leg in legs for ident in leg.calls)),
        channel=_first(leg.channel for leg in legs),
        customer=_first(leg.customer for leg in legs),
        case=_first(leg.case for leg in legs),
        agent=_first((asked.agent, *(leg.agent for leg in legs))),
        team=_first((asked.team, *(leg.team for leg in legs))),
        started=_least(leg.started for leg in legs),
        rang=rang,
        answered=answered,
        ended=ended,
        rings=asked.rings,
        held=_all(leg.held for leg in legs),
        resumed=_all(leg.resumed for leg in legs),
        holds_told=any(leg.holds_told for leg in legs),
        transfers=_transfers(legs, answering),
        released_by=_releasing(legs, ended),
        notes=tuple(dict.fromkeys(notes)),
    )


def _legs(rows: Sequence[CallRecord]) -> list[CallRecord]:
    """The legs: rows that name one are put together, others stand for themselves."""
    named: dict[str, CallRecord] = {}
    rest = []
    for row in rows:
        if row.leg:
            named[row.leg] = _both(named[row.leg], row) if row.leg in named else row
        else:
            rest.append(row)
    return [*named.values(), *rest]


def _both(one: CallRecord, other: CallRecord) -> CallRecord:
    """Two rows of one leg: the earliest beginning and the latest end, whatever only one of them knows."""
    return CallRecord(
        source=one.source,
        calls=tuple(dict.fromkeys((*one.calls, *other.calls))),
        leg=one.leg,
        side=one.side or other.side,
        channel=one.channel or other.channel,
        customer=one.customer or other.customer,
        case=one.case or other.case,
        agent=one.agent or other.agent,
        team=one.team or other.team,
        started=_least((one.started, other.started)),
        rang=_least((one.rang, other.rang)),
        answered=_least((one.answered, other.answered)),
        ended=_most((one.ended, other.ended)),
        rings=one.rings if one.rings is not None else other.rings,
        held=(*one.held, *other.held),
        resumed=(*one.resumed, *other.resumed),
        holds_told=one.holds_told or other.holds_told,
        transfers=(*one.transfers, *other.transfers),
        released_by=one.released_by or other.released_by,
        notes=(*one.notes, *other.notes),
    )


def _answered(legs: Sequence[CallRecord]) -> list[CallRecord]:
    """The legs whose answer counts: telephones that were called, or, where the log has none of them, any."""
    called = [leg for leg in legs if leg.side == "callee"]
    return [leg for leg in called or legs if leg.answered is not None]


def _transfers(legs: Sequence[CallRecord], answering: CallRecord | None) -> tuple[int, ...]:
    """Menus and queues transfer as well, before anybody answers."""
    if answering is None:
        return ()
    first = _answer_time(answering)
    told = tuple(at for at in _all(leg.transfers for leg in legs) if at > first)
    if told:
        return told
    later = [leg for leg in _answered(legs) if _answer_time(leg) > first]
    return _all((_answer_time(leg),) for leg in later if leg.side == "callee" or leg.agent != answering.agent)


def _answer_time(leg: CallRecord) -> int:
    return leg.answered or 0


def _all(instants: Iterable[Iterable[int]]) -> tuple[int, ...]:
    return tuple(sorted({at for some in instants for at in some}))


def _releasing(legs: Sequence[CallRecord], ended: int | None) -> str:
    """Who ended the call: what the legs say that were over when it was, if they agree. Others were only tried."""
    last = [leg for leg in legs if leg.ended is None or ended is None or ended - leg.ended <= AT_ONCE]
    told = {leg.released_by for leg in last if leg.released_by}
    return told.pop() if len(told) == 1 else ""


def _first(words: Iterable[str]) -> str:
    return next((word for word in words if word), "")


def _least(instants: Iterable[int | None]) -> int | None:
    return min((at for at in instants if at is not None), default=None)


def _most(instants: Iterable[int | None]) -> int | None:
    return max((at for at in instants if at is not None), default=None)
