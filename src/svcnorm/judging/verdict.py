"""From activations to one verdict of a rule (semantics 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svcnorm.judging.activations import Activation, activations
from svcnorm.judging.forms import Outcome, form_of
from svcnorm.judging.windows import window_of
from svcnorm.model.rules import Rule
from svcnorm.model.verdicts import (
    CONDITION_FALSE,
    HELD_EITHER_WAY,
    NO_OPPORTUNITY,
    NO_TRIGGER,
    NOT_APPLICABLE,
    PASS,
    UNDETERMINED,
    VIOLATION,
)
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, NO_REASONS
from svcnorm.timeline.windows import Window, everything

STRENGTH = (VIOLATION, UNDETERMINED, PASS, NOT_APPLICABLE)
"""The strongest verdict that is present wins."""


class Judged(NamedTuple):
    """One activation with its window, its outcome and its verdict."""

    activation: Activation
    window: Window
    outcome: Outcome
    verdict: str
    reasons: frozenset[str]


def judge_activations(timeline: Timeline, rule: Rule) -> list[Judged]:
    """Every activation of a rule, judged."""
    form = form_of(rule)
    used: set[object] = set()
    out = []
    for activation in activations(timeline, rule):
        if activation.applies.value is False:
            out.append(_not_applicable(timeline, activation))
            continue
        window = window_of(timeline, rule, activation)
        if activation.phantom:
            out.append(_phantom(activation, window))
            continue
        if rule.one_to_one:
            window = _unused(window, used)
        outcome = form(timeline, rule, activation, window)
        if rule.one_to_one:
            used |= {(o.signal, o.start, o.order) for o in outcome.evidence[:1]}
        verdict, reasons = cell(activation, outcome)
        out.append(Judged(activation, window, outcome, verdict, reasons))
    return out


def cell(activation: Activation, outcome: Outcome) -> tuple[str, frozenset[str]]:
    """The table of semantics 2: does the rule apply here, is the obligation met."""
    applies, met = activation.applies, outcome.met
    if applies.value is False:
        return NOT_APPLICABLE, NO_REASONS
    if applies.value:
        if met.value is None:
            return UNDETERMINED, met.reasons
        return (PASS if met.value else VIOLATION), NO_REASONS
    if met.value:
        return NOT_APPLICABLE, frozenset({HELD_EITHER_WAY})
    return UNDETERMINED, applies.reasons | met.reasons


def strongest(judged: Sequence[Judged]) -> tuple[str, tuple[str, ...]]:
    """The rule's verdict and its sorted reasons."""
    if not judged:
        return NOT_APPLICABLE, (NO_TRIGGER,)
    verdict = min((j.verdict for j in judged), key=STRENGTH.index)
    reasons = NO_REASONS.union(*(j.reasons for j in judged if j.verdict == verdict))
    return verdict, tuple(sorted(reasons))


def counts(judged: Sequence[Judged]) -> Mapping[str, int]:
    """How many activations ended in each verdict."""
    return {v: n for v in STRENGTH if (n := sum(j.verdict == v for j in judged))}


def _phantom(activation: Activation, window: Window) -> Judged:
    """Nobody can say whether the duty that nobody saw begin was met: for want of its trigger, nothing else."""
    outcome = Outcome(activation.applies)
    return Judged(activation, window, outcome, UNDETERMINED, activation.applies.reasons)


def _not_applicable(timeline: Timeline, activation: Activation) -> Judged:
    why = CONDITION_FALSE if activation.anchor is None else NO_OPPORTUNITY
    outcome = Outcome(FALSE)
    return Judged(activation, everything(timeline), outcome, NOT_APPLICABLE, frozenset({why}))


def _unused(window: Window, used: set[object]) -> Window:
    """`one_to_one`: what has answered one trigger answers no other (alternate response)."""
    taken = frozenset(used)

    return window._replace(holds=lambda o: FALSE if (o.signal, o.start, o.order) in taken else window.holds(o))
