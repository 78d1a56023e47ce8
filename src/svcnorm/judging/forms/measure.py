"""`measure`: a quantity within bounds."""

from __future__ import annotations

from svcnorm.judging.activations import Activation
from svcnorm.judging.forms.outcome import Outcome
from svcnorm.judging.metrics import METRICS
from svcnorm.judging.metrics.quantity import Quantity
from svcnorm.model.rules import Constraint, Ref, Rule
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, TRUE, Truth, unknown
from svcnorm.timeline.windows import Window, before_window, scope_window

ANY = (float("-inf"), float("inf"))


def measure(timeline: Timeline, rule: Rule, activation: Activation, window: Window) -> Outcome:
    """Met where the whole interval lies within the bounds, broken where none of it does."""
    constraint = rule.constraint
    asked = constraint.measure
    assert asked is not None
    if window.doubt:
        return Outcome(Truth(None, window.doubt))
    if asked.scope is not None:
        window = scope_window(timeline, asked.scope)
    compared = constraint.compared_to == "before" and activation.anchor is not None
    value = METRICS[asked.metric](timeline, asked, window, compared)
    values: dict[str, object] = {"value": _shown(value), asked.metric: _shown(value)}
    bounds = _bounds(constraint, activation)
    if bounds is None:
        return Outcome(unknown("attribute_missing"), values=values)
    if compared and activation.anchor is not None:
        earlier = METRICS[asked.metric](timeline, asked, before_window(activation.anchor, "before"), compared)
        values["before"] = _shown(earlier)
        if earlier.reason:
            return Outcome(unknown(earlier.reason), values=values)
        bounds = (bounds[0] * earlier.lo / 1000, bounds[1] * earlier.hi / 1000)
    return Outcome(within(value, bounds), values=values)


def within(value: Quantity, bounds: tuple[float, float]) -> Truth:
    """Interval against bounds, both inclusive."""
    if bounds[0] <= value.lo and value.hi <= bounds[1]:
        return TRUE
    return FALSE if value.hi < bounds[0] or value.lo > bounds[1] else unknown(value.reason or "no_turn_times")


def _bounds(constraint: Constraint, activation: Activation) -> tuple[float, float] | None:
    """The bounds as numbers; None where the activation does not know one of them."""
    out = []
    for bound, default in zip((constraint.at_least, constraint.at_most), ANY):
        number = activation.env.get(bound.name) if isinstance(bound, Ref) else bound
        if isinstance(bound, Ref) and not isinstance(number, (int, float)):
            return None
        out.append(default if number is None else float(number))
    return out[0], out[1]


def _shown(value: Quantity) -> str | None:
    lo, hi = round(value.lo, 1), round(value.hi, 1)
    if hi == float("inf"):
        return None if lo == float("-inf") else f"≥{lo:g}"
    return f"{lo:g}" if lo == hi else f"{lo:g}–{hi:g}"
