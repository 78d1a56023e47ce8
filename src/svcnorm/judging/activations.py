"""Where a rule is activated: once a conversation, or once for each occurrence of its trigger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.judging.conditions import applies
from svcnorm.model.rules import Amount, Anchor, Rule, Selector
from svcnorm.timeline.filters import chosen, turn_party
from svcnorm.timeline.occurrence import NO_FIELDS, Occurrence, relate
from svcnorm.timeline.select import select
from svcnorm.timeline.situations import situation
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, TRUE, Truth, both, either, unknown
from svcnorm.timeline.turns import STAFF
from svcnorm.timeline.windows import certainly


class Activation(NamedTuple):
    """One time that a rule is asked.

    `applies` is a of the truth table; `anchor` the trigger, None for a rule without one; `end` the
    end of an episode; `phantom` an inevitable trigger of which there is no record; `env` the values
    that the trigger binds.
    """

    applies: Truth
    anchor: Occurrence | None = None
    end: Occurrence | None = None
    phantom: bool = False
    env: Mapping[str, Any] = NO_FIELDS


def activations(timeline: Timeline, rule: Rule) -> list[Activation]:
    """Every activation of a rule, in order; empty where its trigger did not happen."""
    base = applies(timeline, rule.when, rule.unless)
    if base.value is False:
        return [Activation(FALSE)]
    anchor = rule.anchor
    if anchor is None or anchor.selector is None:
        return [Activation(both((base, _has_turn(timeline, rule))))]
    base = both((base, _has_turn(timeline, rule)))
    found = _triggers(timeline, anchor)
    out = [
        Activation(both((base, _certain(o), _opportunity(timeline, rule, o))), o, end, env=_bound(o, k))
        for k, (o, end) in enumerate(found, 1)
    ]
    never = anchor.kind == "before" and rule.constraint.kind == "forbid"
    if out:
        if never and not any(o.sure for o, _ in found):
            # Perhaps it never came: then the taboo holds to the end.
            out.append(Activation(both((base, *(_certain(o) for o, _ in found)))))
        return out
    hidden = _inevitable(timeline, anchor.selector)
    if hidden:
        return [Activation(both((base, unknown(*hidden))), phantom=True)]
    return [Activation(base)] if never else []


def _certain(o: Occurrence) -> Truth:
    return TRUE if o.sure else Truth(None, o.reasons)


def _triggers(timeline: Timeline, anchor: Anchor) -> list[tuple[Occurrence, Occurrence | None]]:
    """A situation once, at its onset; words once a turn; events each."""
    selector = anchor.selector
    assert selector is not None
    if selector.head == "situation":
        _, episodes = situation(timeline, selector.names[0])
        picked = select(timeline, selector)
        kept = [(o, end) for o, end in episodes if any(c.order == o.order and c.start == o.start for c in picked)]
        kept = [(o, end) for o, end in kept if o.owned]
        if anchor.kind in ("during", "every"):
            return kept
        return _once_a_turn(kept) if selector.nth else _first(kept)
    out: list[tuple[Occurrence, Occurrence | None]] = []
    turns: set[int] = set()
    for o in _own(timeline, selector):
        if o.turn is not None and o.turn in turns and o.signal != "turn":
            continue
        if o.turn is not None:
            turns.add(o.turn)
        out.append((o, None))
    return out


def _own(timeline: Timeline, selector: Selector) -> Sequence[Occurrence]:
    """The conversation's own triggers; the last of them is its last, whatever others of the case recorded."""
    found = select(timeline, selector)
    if not selector.nth or all(own for _, own in timeline.events):
        return [o for o in found if o.owned]
    return chosen([o for o in select(timeline, selector._replace(nth="")) if o.owned], selector.nth)


def _once_a_turn(
    episodes: list[tuple[Occurrence, Occurrence | None]],
) -> list[tuple[Occurrence, Occurrence | None]]:
    """The first onset of each turn, and every onset that is no words."""
    seen: set[int] = set()
    out: list[tuple[Occurrence, Occurrence | None]] = []
    for onset, end in episodes:
        if onset.turn is None or onset.turn not in seen:
            out.append((onset, end))
        if onset.turn is not None:
            seen.add(onset.turn)
    return out


def _first(
    episodes: list[tuple[Occurrence, Occurrence | None]],
) -> list[tuple[Occurrence, Occurrence | None]]:
    """The first sure onset, and possible ones before it: each of them may be the onset."""
    out: list[tuple[Occurrence, Occurrence | None]] = []
    doubts: frozenset[str] = frozenset()
    for onset, end in episodes:
        out.append((onset.doubted(unknown(*doubts)) if doubts else onset, end))
        if onset.sure:
            break
        doubts |= onset.reasons
    return out


def _bound(o: Occurrence, ordinal: int) -> dict[str, Any]:
    """What a trigger binds: `$at`, `$by`, `$due`, `$ref`, `$seconds`, slots; `ordinal` counts triggers."""
    env: dict[str, Any] = {"ordinal": ordinal, "by": o.role, "at": o.start}
    env.update(o.values)
    env.update({k: v for k, v in o.fields.items() if k in ("ref", "id", "seconds")})
    return env


def _has_turn(timeline: Timeline, rule: Rule) -> Truth:
    """An abandoned call, in which the obliged party never speaks, is not judged by its words."""
    selector = rule.constraint.selector
    if rule.over != "conversation" or selector is None or not speaks(timeline, selector):
        return TRUE
    spoke = either([theirs for _, theirs in _turns_of(timeline, selector)])
    whole = timeline.conversation.complete_start and timeline.conversation.complete_end
    return spoke if whole or spoke.value is not False else unknown("recording_cut")


def _turns_of(timeline: Timeline, selector: Selector) -> list[tuple[int, Truth]]:
    roles = None if turn_party(None, first_by(selector)) == "any" else first_by(selector)
    return [(t.index, timeline.spoken_by(t, roles)) for t in timeline.turns]


def speaks(timeline: Timeline, selector: Selector) -> bool:
    """Whether what is asked for is done by speaking alone."""
    if selector.head == "say":
        return True
    if selector.head == "event":
        return set(selector.names) <= {"turn", "interruption"}
    if selector.head == "situation":
        starts = timeline.vocabulary.situations[selector.names[0]].starts
        return starts is not None and speaks(timeline, starts)
    return all(speaks(timeline, member) for member in selector.of)


def first_by(selector: Selector) -> tuple[str, ...] | None:
    """The roles that owe the act: those of the first member that names any."""
    if selector.by is not None or not selector.of:
        return selector.by
    return next((by for by in map(first_by, selector.of) if by is not None), None)


def obliged_party(rule: Rule) -> str:
    """`agent`, `customer` or `any`: whose turns a window counts."""
    within = rule.window.within if rule.window else None
    amount = within if isinstance(within, Amount) else None
    selector = rule.constraint.selector
    by = first_by(selector) if selector is not None else STAFF
    return turn_party(amount, by if by is not None else STAFF)


def _opportunity(timeline: Timeline, rule: Rule, anchor: Occurrence) -> Truth:
    """Whether the obliged party had a turn after the trigger, or shares the trigger's turn."""
    selector = rule.constraint.selector
    kind = rule.anchor.kind if rule.anchor else ""
    if kind not in ("after",) or rule.constraint.kind != "require" or selector is None:
        return TRUE
    if rule.over != "conversation" or not speaks(timeline, selector):
        return TRUE
    later = [both((theirs, _not_before(timeline, anchor, index))) for index, theirs in _turns_of(timeline, selector)]
    had = either(later)
    if had.value is False and not timeline.conversation.complete_end:
        return unknown("recording_cut")
    # Without times a turn may well have followed: only a certain lack of one excuses.
    return TRUE if had.reasons <= {"no_turn_times"} and had.value is None else had


def _not_before(timeline: Timeline, anchor: Occurrence, turn: int) -> Truth:
    if anchor.turn == turn:
        return TRUE
    last = timeline.turns[turn].utterances[-1]
    words = timeline.turn_mark(turn)._replace(start=timeline.clock.starts[last], order=(last, 0))
    return certainly(relate(anchor, words), "before", "tie")


def _inevitable(timeline: Timeline, selector: Selector) -> frozenset[str]:
    """Why a trigger that must have happened may be missing from the record; empty if it need not have."""
    if selector.head == "event":
        for name in selector.names:
            kind = timeline.event_type(name)
            unrecorded = not timeline.recorded(name) and not timeline.carried(name)
            if unrecorded and timeline.channel in kind.inevitable_in:
                return frozenset({"no_event_record"})
            if unrecorded and timeline.channel is None and kind.inevitable_in:
                return frozenset({"channel_unknown"})
        return frozenset()
    if selector.head == "situation":
        known = timeline.vocabulary.situations[selector.names[0]]
        if known.attribute and known.attribute in timeline.conversation.attributes:
            return frozenset()
        if known.starts is None:
            return situation(timeline, known.name)[0].reasons
        return _inevitable(timeline, known.starts)
    return frozenset().union(*(_inevitable(timeline, member) for member in selector.of))
