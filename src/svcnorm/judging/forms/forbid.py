"""`forbid`: absence (Declare), not-succession after an anchor, precedence of the anchor before one."""

from __future__ import annotations

from svcnorm.judging.activations import Activation
from svcnorm.judging.forms.outcome import Outcome
from svcnorm.model.rules import Rule
from svcnorm.timeline.exists import UNBOUNDED, count
from svcnorm.timeline.occurrence import longest
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, TRUE, Truth
from svcnorm.timeline.windows import Window


def forbid(timeline: Timeline, rule: Rule, activation: Activation, window: Window) -> Outcome:
    """Met while nothing of the kind is in the window: hi = 0; broken by every certain one: lo >= 1."""
    assert rule.constraint.selector is not None
    if window.whole:  # of a cut recording the recorded part is judged (semantics 5)
        window = window._replace(recorded_only=True)
    found = count(timeline, rule.constraint.selector, window, activation.env)
    counted = f"[{found.lo}, {'∞' if found.hi >= UNBOUNDED else found.hi}]"
    if found.lo:
        faults = longest(found.sure)
        return Outcome(FALSE, faults=faults, possible=longest(found.possible), counted=counted)
    if found.hi == 0:
        return Outcome(TRUE, counted=counted)
    return Outcome(Truth(None, found.reasons), possible=longest(found.possible), counted=counted)
