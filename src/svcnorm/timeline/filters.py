"""What narrows a selection: `where`, `in`, guards that look elsewhere, `nth`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from svcnorm.model.rules import Amount, Check, Guard, Ref, Scope
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, TRUE, Truth, both, either, unknown
from svcnorm.timeline.turns import STAFF
from svcnorm.timeline.windows import (
    Window,
    after_window,
    before_window,
    scope_window,
    turn_itself,
    turns_after,
    turns_before,
)

TIMED_FIELDS = frozenset({"seconds", "rate"})


def meets(
    timeline: Timeline, found: Iterable[Occurrence], where: Sequence[tuple[str, Check]], env: Mapping[str, Any]
) -> Iterable[Occurrence]:
    """Occurrences whose fields meet every check; a field that is not known makes them possible."""
    ordinals: dict[str, int] = {}
    for o in found:
        truth = both([_field(o, name, check, env, ordinals) for name, check in where])
        if truth.value is not False:
            yield o.doubted(truth)


def _field(o: Occurrence, name: str, check: Check, env: Mapping[str, Any], ordinals: dict[str, int]) -> Truth:
    value = o.fields.get(name, o.values.get(name))
    wanted = check.values[0] if check.values else None
    if isinstance(wanted, Ref):
        own = env.get("id") if wanted.name == "ref" else None
        return _answers(o, value, env.get(wanted.name), own, env, ordinals)
    if value is None and check.op != "known":
        return unknown("no_turn_times" if name in TIMED_FIELDS else "attribute_missing")
    return compare(value, check, env)


def _answers(
    o: Occurrence, value: Any, wanted: Any, own: Any, env: Mapping[str, Any], ordinals: dict[str, int]
) -> Truth:
    """Whether an event answers the anchor: by equal references, or, without any, the k-th the k-th.

    An answer may also name the anchor's `own` id.
    """
    if value is not None and (wanted is not None or own is not None):
        return TRUE if value in (wanted, own) else FALSE
    if value is None and wanted is None:
        ordinals[o.signal] = ordinals.get(o.signal, 0) + 1
        return TRUE if ordinals[o.signal] == env.get("ordinal", 1) else FALSE
    return unknown("identity_missing")


def compare(value: Any, check: Check, env: Mapping[str, Any]) -> Truth:
    """One comparison of a known value. `within, at least, at most, between` are inclusive, `above`
    and `below` strict."""
    wanted = [env.get(v.name) if isinstance(v, Ref) else v for v in check.values]
    if check.op == "known":
        holds = (value is not None) == bool(wanted[0] if wanted else True)
    elif any(w is None for w in wanted):
        return unknown("attribute_missing")
    elif check.op == "is":
        holds = any(_same(value, w) for w in wanted)
    else:
        number = as_number(value)
        bounds = [as_number(w) for w in wanted]
        if number is None or any(b is None for b in bounds):
            return unknown("attribute_missing")
        holds = _ORDER[check.op](number, *bounds)
    return TRUE if holds is not check.negated else FALSE


_ORDER: Mapping[str, Any] = {
    "above": lambda v, b: v > b,
    "below": lambda v, b: v < b,
    "at_least": lambda v, b: v >= b,
    "at_most": lambda v, b: v <= b,
    "between": lambda v, lo, hi: lo <= v <= hi,
}


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted or str(value).lower() == str(wanted).lower()
    return bool(value == wanted) or str(value) == str(wanted)


def as_number(value: Any) -> float | None:
    """A number, or text that is one; None for anything else."""
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def in_scope(timeline: Timeline, found: Iterable[Occurrence], scope: Scope) -> Iterable[Occurrence]:
    """Occurrences inside a scope; one that may lie outside becomes possible."""
    window = scope_window(timeline, scope)
    for o in found:
        truth = window.holds(o)
        if truth.value is not False:
            yield o.doubted(truth)


def guarded(
    timeline: Timeline, found: Iterable[Occurrence], guards: Sequence[Guard], env: Mapping[str, Any]
) -> Iterable[Occurrence]:
    """Occurrences that no guard drops; a guard that cannot be decided makes them possible."""
    for o in found:
        truth = either([guard_holds(timeline, o, guard, env) for guard in guards])
        if truth.value is not True:
            yield o.doubted(truth)


def guard_holds(timeline: Timeline, o: Occurrence, guard: Guard, env: Mapping[str, Any]) -> Truth:
    """Whether a contextual guard finds what it looks for."""
    from svcnorm.timeline.exists import exists  # guards look for selectors: mutual recursion by nature

    return exists(timeline, guard.selector, guard_window(timeline, o, guard), env).truth


def guard_window(timeline: Timeline, o: Occurrence, guard: Guard) -> Window:
    """Where a guard looks: the occurrence's own turn, before it, after it, or anywhere (a situation)."""
    if guard.kind == "same_turn" and o.turn is not None:
        return turn_itself(timeline, o.turn)
    party = turn_party(guard.within, guard.selector.by)
    if guard.kind == "earlier":
        if guard.within is None:
            return before_window(o, "earlier")
        return turns_before(timeline, o, guard.within.value, party, "earlier")
    if guard.kind == "later":
        if guard.within is None:
            return after_window(o, "later")
        return turns_after(timeline, o, guard.within.value, party, "later")
    return Window(lambda _: TRUE, "conversation", whole=True)


def turn_party(amount: Amount | None, by: tuple[str, ...] | None) -> str:
    """Whose turns an amount counts: those it names, else those of the party that owes the act."""
    if amount is not None and amount.unit in ("agent turns", "customer turns"):
        return amount.unit.split()[0]
    if by is None:
        return "any"
    return "agent" if set(by) & set(STAFF) else "customer" if "customer" in by else "any"


def chosen(found: Sequence[Occurrence], nth: str) -> tuple[Occurrence, ...]:
    """`first`, `last` or the n-th of a selection; possible ones before it make the choice possible."""
    if not nth or nth == "every":
        return tuple(found)
    before = 0 if nth in ("first", "last") else int(nth) - 1
    picked: list[Occurrence] = []
    sure = 0
    doubtful: list[Occurrence] = []
    for o in reversed(found) if nth == "last" else found:
        if sure > before:
            break
        if before <= sure + len(doubtful):
            picked.append(o.doubted(unknown(*_doubts(doubtful))) if doubtful else o)
        if o.sure:
            sure += 1
        else:
            doubtful.append(o)
    return tuple(picked)


def _doubts(before: Sequence[Occurrence]) -> frozenset[str]:
    return frozenset().union(*(o.reasons for o in before))
