"""The one evidence query: how often a selector occurs in a window, as an interval; and whether it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from svcnorm.model.rules import Selector
from svcnorm.timeline.observed import unseen
from svcnorm.timeline.occurrence import NO_FIELDS, Occurrence
from svcnorm.timeline.select import select_in
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, NO_REASONS, TRUE, Truth, both, either
from svcnorm.timeline.windows import Window

UNBOUNDED = 1 << 30
"""Stands for any number of occurrences that the record would not have shown."""


class Count(NamedTuple):
    """`count(signal, window) = [lo, hi]`: certain occurrences, and those that there may be."""

    lo: int
    hi: int
    sure: tuple[Occurrence, ...]
    possible: tuple[Occurrence, ...]
    reasons: frozenset[str]


class Existence(NamedTuple):
    """Whether something exists in a window, and what shows or might show it."""

    truth: Truth
    evidence: tuple[Occurrence, ...] = ()
    possible: tuple[Occurrence, ...] = ()


def count(timeline: Timeline, selector: Selector, window: Window, env: Mapping[str, Any] = NO_FIELDS) -> Count:
    """How often `selector` occurs in `window`; `reasons` says why lo and hi differ."""
    sure: list[Occurrence] = []
    possible: list[Occurrence] = []
    reasons: set[str] = set(window.doubt)
    for o in select_in(timeline, selector, window.holds, env):
        if o.sure and not window.doubt:
            sure.append(o)
        else:
            possible.append(o)
            reasons |= o.reasons
    hidden = unseen(timeline, selector, window, env)
    reasons |= hidden
    hi = UNBOUNDED if hidden or window.doubt else len(sure) + len(possible)
    return Count(len(sure), hi, tuple(sure), tuple(possible), frozenset(reasons))


def exists(timeline: Timeline, selector: Selector, window: Window, env: Mapping[str, Any] = NO_FIELDS) -> Existence:
    """Whether `selector` occurs in `window`: combinations by Kleene over their members."""
    if selector.of and _by_members(selector):
        return _combined(timeline, selector, window, env)
    found = count(timeline, selector, window, env)
    if found.lo:
        return Existence(TRUE, found.sure, found.possible)
    if found.hi == 0:
        return Existence(FALSE)
    return Existence(Truth(None, found.reasons), (), found.possible)


def _by_members(selector: Selector) -> bool:
    """A combination without filters of its own is decided member by member."""
    plain = not (selector.where or selector.scope or selector.guards or selector.nth or selector.within)
    return plain and selector.head != "in_order"


def _combined(timeline: Timeline, selector: Selector, window: Window, env: Mapping[str, Any]) -> Existence:
    parts = [exists(timeline, member, window, env) for member in selector.of]
    truths = [part.truth for part in parts]
    if selector.head == "any_of":
        truth = either(truths)
    elif selector.head == "all_of":
        truth = both(truths)
    else:
        truth = _at_least(truths, selector.n)
    evidence = tuple(o for part in parts for o in part.evidence)
    possible = tuple(o for part in parts for o in part.possible)
    return Existence(truth, evidence, possible)


def _at_least(truths: list[Truth], n: int) -> Truth:
    sure = sum(t.value is True for t in truths)
    doubtful = [t for t in truths if t.value is None]
    if sure >= n:
        return TRUE
    if sure + len(doubtful) < n:
        return FALSE
    return Truth(None, NO_REASONS.union(*(t.reasons for t in doubtful)))
