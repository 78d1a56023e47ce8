"""`when` and `unless`: three-valued conditions over attributes, situations and what occurs."""

from __future__ import annotations

from svcnorm.judging.attributes import attribute
from svcnorm.model.rules import Check, Condition
from svcnorm.timeline.exists import exists
from svcnorm.timeline.filters import compare
from svcnorm.timeline.situations import situation
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import TRUE, Truth, both, either, unknown
from svcnorm.timeline.windows import everything


def holds(timeline: Timeline, condition: Condition | None) -> Truth:
    """Whether a condition holds of the conversation; no condition always does."""
    if condition is None:
        return TRUE
    if condition.kind == "all":
        return both(holds(timeline, member) for member in condition.of)
    if condition.kind == "any":
        return either(holds(timeline, member) for member in condition.of)
    if condition.kind == "not":
        return both([holds(timeline, member) for member in condition.of]).negated()
    if condition.kind == "situation":
        return situation(timeline, condition.name)[0]
    if condition.kind == "has" and condition.selector is not None:
        return exists(timeline, condition.selector, everything(timeline)).truth
    return _attribute(timeline, condition.name, condition.check or Check("known", (True,)))


def _attribute(timeline: Timeline, name: str, check: Check) -> Truth:
    known = attribute(timeline, name)
    if check.op == "known":
        return compare(known.value, check, {})
    if known.value is None:
        return unknown(known.reason)
    if isinstance(known.value, tuple):
        ends = [compare(end, check, {}) for end in known.value]
        return ends[0] if ends[0] == ends[1] else unknown("attribute_missing")
    return compare(known.value, check, {})


def applies(timeline: Timeline, when: Condition | None, unless: Condition | None) -> Truth:
    """Whether a rule applies as far as its conditions say."""
    first = holds(timeline, when)
    # What `when` rules out need not be asked further: situations cost a look at the words.
    return first if unless is None or first.value is False else both((first, holds(timeline, unless).negated()))
