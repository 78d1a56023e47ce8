"""Occurrences of combinations: any of, all of, in order, at least n of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from svcnorm.model.rules import MS, Amount, Selector
from svcnorm.timeline.occurrence import Occurrence, relate
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import NO_REASONS

Members = Sequence[tuple[Occurrence, ...]]


def combine(timeline: Timeline, selector: Selector, members: Members) -> Iterable[Occurrence]:
    """The occurrences of a combination; it occurs where its last needed member does."""
    if selector.head == "any_of":
        return _any_of(members)
    least = selector.n if selector.head == "at_least" else len(members)
    join = _in_order if selector.head == "in_order" else lambda groups: _together(groups, least)
    if selector.within is None:
        return join(members)
    found: list[Occurrence] = []
    for near in _neighbourhoods(timeline, selector.within, members):
        for o in join([tuple(o for o in group if near(o)) for group in members]):
            if o not in found:
                found.append(o)
    return found


def _neighbourhoods(timeline: Timeline, span: Amount, members: Members) -> Iterator[Callable[[Occurrence], bool]]:
    """Stretches of the timeline no longer than `span`, one from every occurrence on (for turns: one a turn)."""
    together = sorted((o for group in members for o in group), key=_key)
    if span.unit in MS:
        limit = round(span.value * MS[span.unit])
        for first in together:
            yield partial(_in_time, first.start.lo, limit)
        return
    length = 1 if span.unit == "same turn" else int(span.value) + 1
    content = [t.index for t in timeline.turns if not t.backchannel]
    for begin in dict.fromkeys(o.turn for o in together if o.turn is not None):
        last = max([t for t in content if t >= begin][:length], default=begin)
        yield partial(_in_turns, begin, last)


def _in_turns(first: int, last: int, o: Occurrence) -> bool:
    return o.turn is not None and first <= o.turn <= last


def _in_time(begin: int, limit: int, o: Occurrence) -> bool:
    return begin <= o.start.lo and o.end.hi - begin <= limit


def _any_of(members: Members) -> list[Occurrence]:
    seen: set[tuple[object, ...]] = set()
    out = []
    for group in members:
        for o in group:
            key = (o.signal, o.start, o.order, o.order_end, o.name)
            if key not in seen:
                seen.add(key)
                out.append(o)
    return out


def _together(members: Members, least: int) -> list[Occurrence]:
    """One occurrence, at the last of the earliest members, if enough of them occur."""
    firsts = [_earliest(group) for group in members if group]
    if len(firsts) < least:
        return []
    sure = [o for o in firsts if o.sure]
    return [_joined(sorted(sure if len(sure) >= least else firsts, key=_key)[:least])]


def _in_order(members: Members) -> list[Occurrence]:
    """The earliest chain, sure if there is one of sure members in certain order."""
    for sure in (True, False):
        chain = _chain(members, sure)
        if chain:
            joined = _joined(chain)
            doubts = joined.reasons or frozenset({"no_turn_times"})
            return [joined if sure else joined._replace(sure=False, reasons=doubts)]
    return []


def _chain(members: Members, sure: bool) -> list[Occurrence]:
    chain: list[Occurrence] = []
    for group in members:
        for o in sorted(group, key=_key):
            if (o.sure or not sure) and (not chain or _follows(chain[-1], o, sure)):
                chain.append(o)
                break
        else:
            return []
    return chain


def _follows(a: Occurrence, b: Occurrence, sure: bool) -> bool:
    relation = relate(a, b)
    return (relation.before or relation.tie) and not (sure and relation.after)


def _earliest(group: tuple[Occurrence, ...]) -> Occurrence:
    return min(group, key=lambda o: (not o.sure, *_key(o)))


def _key(o: Occurrence) -> tuple[int, tuple[int, int]]:
    return (o.start.lo, o.order or (1 << 30, 0))


def _joined(parts: Sequence[Occurrence]) -> Occurrence:
    last = max(parts, key=_key)
    values = {k: v for part in parts for k, v in part.values.items()}
    return last._replace(
        sure=all(p.sure for p in parts),
        reasons=NO_REASONS.union(*(p.reasons for p in parts)),
        places=tuple(place for part in parts for place in part.places),
        name=" + ".join(p.name for p in parts),
        values=values,
    )
