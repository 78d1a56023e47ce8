"""`require`: existence, response, chain response, precedence, responded existence (Declare)."""

from __future__ import annotations

from typing import Any

from svcnorm.judging.activations import Activation
from svcnorm.judging.forms.outcome import Outcome
from svcnorm.model.rules import Rule, Selector
from svcnorm.model.verdicts import Nearest, Place
from svcnorm.timeline.exists import exists
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.select import select
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.windows import Window


def require(timeline: Timeline, rule: Rule, activation: Activation, window: Window) -> Outcome:
    """Met by a certain occurrence in the window; the nearest miss is what came closest to it."""
    selector = rule.constraint.selector
    assert selector is not None
    found = exists(timeline, selector, window, activation.env)
    if found.truth.value:
        return Outcome(found.truth, evidence=found.evidence)
    nearest = _nearest(timeline, selector, window, activation)
    values: dict[str, Any] = {"missing": "、".join(nearest.missing), "found": "、".join(nearest.found)}
    late = _late(timeline, selector, activation)
    if late is not None:
        values["found.at"] = late.start
    return Outcome(found.truth, possible=found.possible, nearest=nearest, values=values)


def _nearest(timeline: Timeline, selector: Selector, window: Window, activation: Activation) -> Nearest:
    """Which parts are there, which lack, and where most of them stand."""
    parts = selector.of if selector.head in ("all_of", "in_order", "at_least") else (selector,)
    found: list[str] = []
    missing: list[str] = []
    place: Place | None = None
    for part in parts:
        existing = exists(timeline, part, window, activation.env)
        if existing.truth.value:
            found.append(part.label)
            place = place or _first_place(existing.evidence)
        else:
            missing.append(part.label)
            place = place or _first_place(existing.possible)
    if not missing:
        missing = [selector.label]
    return Nearest(place, tuple(found), tuple(missing))


def _first_place(found: tuple[Occurrence, ...]) -> Place | None:
    return next((o.places[0] for o in found if o.places), None)


def _late(timeline: Timeline, selector: Selector, activation: Activation) -> Occurrence | None:
    """The act itself, outside its window: late is late."""
    if selector.of:
        return next((o for part in selector.of if (o := _late(timeline, part, activation)) is not None), None)
    if activation.anchor is None or selector.head == "say":
        return None
    return next(iter(select(timeline, selector, activation.env)), None)
