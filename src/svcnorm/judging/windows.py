"""The window of an activation: where the rule's act must, or must not, be."""

from __future__ import annotations

from svcnorm.judging.activations import Activation, obliged_party
from svcnorm.judging.deadlines import calendar_window, doubtful, elapsed_window, gap_window, until_instant
from svcnorm.model.rules import MS, Amount, Ref, Rule, Selector
from svcnorm.timeline.occurrence import Occurrence, relate
from svcnorm.timeline.select import select
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, TRUE, Truth, both, unknown
from svcnorm.timeline.windows import (
    Window,
    after_window,
    before_window,
    between_window,
    certainly,
    everything,
    scope_window,
    turn_itself,
    turns_after,
    turns_around,
    turns_before,
)

TURNS = ("turns", "agent turns", "customer turns")


def window_of(timeline: Timeline, rule: Rule, activation: Activation) -> Window:
    """The window that anchor, `within`, `gap`, `until` and `in` of a rule make for one activation."""
    if activation.phantom:
        return Window(lambda _: unknown(*activation.applies.reasons), "conversation", doubt=activation.applies.reasons)
    window = everything(timeline) if activation.anchor is None else _anchored(timeline, rule, activation)
    if rule.scope is None:
        return window
    scope = scope_window(timeline, rule.scope)
    return _both(window, scope) if activation.anchor else scope


def _anchored(timeline: Timeline, rule: Rule, activation: Activation) -> Window:
    anchor = activation.anchor
    assert anchor is not None and rule.anchor is not None
    kind = rule.anchor.kind
    bounds = rule.window
    if kind == "during":
        return between_window(anchor, activation.end, "during")
    if bounds is None:
        return _open(timeline, rule, anchor)
    if anchor.fields.get("onset") == "unknown" and bounds.within is not None:
        return doubtful("within", "attribute_missing")
    if bounds.until is not None:
        return _until(timeline, activation, bounds.until)
    within = bounds.within
    if isinstance(within, Ref):
        within = _length(activation, within)
        if within is None:
            return doubtful("within", "attribute_missing")
    window = _open(timeline, rule, anchor) if within is None else _within(timeline, rule, anchor, within)
    least, most = bounds.gap or (None, None)
    if most is not None:
        window = _both(window, _within(timeline, rule, anchor, most))
    return window if least is None else gap_window(timeline, anchor, window, least, kind)


def _open(timeline: Timeline, rule: Rule, anchor: Occurrence) -> Window:
    """No length given: to the end of the timeline, from its start, or all of it."""
    kind = rule.anchor.kind if rule.anchor else ""
    strict = rule.constraint.kind == "forbid"
    if kind == "after":
        return after_window(anchor, "after", strict)
    if kind == "before":
        return before_window(anchor, "before", strict)
    return everything(timeline)


def _within(timeline: Timeline, rule: Rule, anchor: Occurrence, amount: Amount) -> Window:
    kind = rule.anchor.kind if rule.anchor else "after"
    label = f"{kind} {amount.value:g} {amount.unit}"
    if amount.unit == "same turn":
        return _same_turn(timeline, anchor, kind, label)
    if amount.unit in TURNS:
        build = {"after": turns_after, "before": turns_before}.get(kind, turns_around)
        window = build(timeline, anchor, amount.value, obliged_party(rule), label)
        return _beyond(window, anchor) if rule.constraint.kind == "forbid" else window
    if amount.unit in MS:
        window = elapsed_window(timeline, anchor, amount, kind, label)
        return _beyond(window, anchor) if rule.constraint.kind == "forbid" else window
    if amount.unit == "characters":
        return _characters(timeline, anchor, amount.value, kind, label)
    return calendar_window(timeline, anchor, amount, label)


def _characters(timeline: Timeline, anchor: Occurrence, most: float, kind: str, label: str) -> Window:
    """At most so many characters from the anchor's words, in the same turn (white space and commas not counted)."""
    span = anchor.fields.get("span")
    if anchor.turn is None or span is None:
        return doubtful(label, "no_turn_times")
    first, last = span

    def holds(o: Occurrence) -> Truth:
        other = o.fields.get("span")
        if o.turn != anchor.turn or other is None:
            return FALSE
        after, before = other[0] - last, first - other[1]
        near = {"after": 0 <= after <= most, "before": 0 <= before <= most}
        return TRUE if near.get(kind, after <= most and before <= most) else FALSE

    return Window(holds, label)


def _beyond(window: Window, anchor: Occurrence) -> Window:
    """A tie never convicts: what is at the very place of its anchor is not after or before it."""
    return window._replace(holds=lambda o: both((window.holds(o), certainly(relate(anchor, o), "before", "after"))))


def _same_turn(timeline: Timeline, anchor: Occurrence, kind: str, label: str) -> Window:
    if anchor.turn is None:
        return doubtful(label, "no_turn_times")
    window = turn_itself(timeline, anchor.turn)._replace(label=label)
    if kind == "around":
        return window
    side = after_window(anchor, label) if kind == "after" else before_window(anchor, label)
    return window._replace(
        holds=lambda o: both((window.holds(o), side.holds(o))),
        open_start=window.open_start and kind == "before",
        open_end=window.open_end and kind == "after",
    )


def _until(timeline: Timeline, activation: Activation, until: Selector | Ref) -> Window:
    """To an instant that the trigger names, or to the first occurrence of something after it."""
    anchor = activation.anchor
    assert anchor is not None
    if isinstance(until, Ref):
        instant = activation.env.get(f"{until.name}.instant")
        if isinstance(instant, int):
            return until_instant(anchor, instant, f"until {until.name}")
        return doubtful(f"until {until.name}", "no_start_time" if until.name in activation.env else "attribute_missing")
    after = [o for o in select(timeline, until, activation.env) if not relate(anchor, o).after and o is not anchor]
    last = next((o for o in after if relate(anchor, o).before), None)
    return between_window(anchor, last, "until")


def _length(activation: Activation, ref: Ref) -> Amount | None:
    seconds = activation.env.get(f"{ref.name}.seconds", activation.env.get(ref.name))
    return Amount(float(seconds), "seconds") if isinstance(seconds, (int, float)) else None


def _both(first: Window, second: Window) -> Window:
    """What lies in both windows."""
    return Window(
        lambda o: both((first.holds(o), second.holds(o))),
        second.label,
        open_start=first.open_start and second.open_start,
        open_end=first.open_end and second.open_end,
        deadline=first.deadline or second.deadline,
        backward=first.backward,
        doubt=first.doubt | second.doubt,
        closing=second.closing,
    )
