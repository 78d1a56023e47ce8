"""Duties with a deadline that nobody has met: still open, or overdue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svcnorm.judging.cases import Shared, owns, subject_of
from svcnorm.judging.forms.every import owed
from svcnorm.judging.judge import in_force, levels_of
from svcnorm.judging.ruleset import Rules
from svcnorm.judging.verdict import Judged, judge_activations
from svcnorm.judging.worlds import worlds
from svcnorm.model.conversation import Conversation
from svcnorm.model.rules import Rule
from svcnorm.model.verdicts import NOT_APPLICABLE, UNDETERMINED, VIOLATION
from svcnorm.timeline.clock import FOREVER
from svcnorm.timeline.exists import exists
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, TRUE
from svcnorm.timeline.windows import Window
from svcnorm.timeline.words import Words

OPEN, OVERDUE = "open", "overdue"
WAITING = frozenset({"window_open", "scheduled_only", "record_end_unknown"})
"""Why a duty is undetermined that can still be met."""


class Duty(NamedTuple):
    """An act that is owed. `subject` is whom it is about, as verdicts have it; `trigger` what made it due and
    `triggered` when (epoch ms; None where that is not known); `due` is the deadline; `missing` what lacks. `certain`
    is False where it may not be owed at all."""

    rule: str
    subject: str
    state: str
    trigger: str
    triggered: int | None
    due: int
    missing: tuple[str, ...]
    certain: bool


def duties(conversation: Conversation, rules: Rules, as_of: int, shared: Shared) -> tuple[Duty, ...]:
    """What rules over cases and customers still ask for as of an instant (epoch ms), by what is known now."""
    words = Words(conversation, rules.vocabulary)
    found: list[set[Duty]] = []
    for roles in worlds(conversation):
        levels = levels_of(words, roles, as_of, shared)
        found.append(set())
        for rule in rules.rules:
            timeline = levels[rule.over]
            if rule.over != "conversation" and in_force(timeline, rule) and owns(shared, conversation, rule):
                found[-1].update(_of_rule(timeline, rule, as_of))
    agreed = set.intersection(*found)
    doubtful = {duty._replace(certain=False) for duty in set.union(*found) - agreed}
    return tuple(sorted(agreed | doubtful))


def _of_rule(timeline: Timeline, rule: Rule, as_of: int) -> Iterator[Duty]:
    if rule.constraint.kind != "require" or rule.constraint.selector is None:
        return
    for judged in judge_activations(timeline, rule):
        if judged.verdict == NOT_APPLICABLE or judged.activation.phantom:
            continue
        for began, due in _deadlines(timeline, rule, judged, as_of):
            anchor = judged.activation.anchor
            yield Duty(
                rule.instance,
                subject_of(timeline.conversation, rule.over),
                OVERDUE if due < as_of else OPEN,
                "" if anchor is None else anchor.name,
                began,
                due,
                _missing(rule, judged),
                judged.activation.applies.value is True,
            )


def _deadlines(timeline: Timeline, rule: Rule, judged: Judged, as_of: int) -> Iterator[tuple[int | None, int]]:
    """When an activation became due, and until when; nothing where it was met, late or not, or has no deadline."""
    if rule.anchor is not None and rule.anchor.kind == "every":
        yield from owed(timeline, rule, judged.activation, as_of)
        return
    deadline, anchor = judged.window.deadline, judged.activation.anchor
    if deadline is None or judged.window.backward or anchor is None or deadline.hi >= FOREVER or judged.window.doubt:
        return
    if judged.verdict == UNDETERMINED and not judged.reasons & WAITING:
        return
    if judged.verdict in (VIOLATION, UNDETERMINED) and not _late(timeline, rule, judged, deadline.hi):
        yield (anchor.start.lo if anchor.start.known else None), deadline.hi


def _late(timeline: Timeline, rule: Rule, judged: Judged, deadline: int) -> bool:
    """Whether the act was done after all."""
    assert rule.constraint.selector is not None
    after = Window(lambda o: TRUE if o.start.lo > deadline else FALSE, "after")
    return exists(timeline, rule.constraint.selector, after, judged.activation.env).truth.value is True


def _missing(rule: Rule, judged: Judged) -> tuple[str, ...]:
    nearest = judged.outcome.nearest
    if nearest is not None and nearest.missing:
        return nearest.missing
    return (rule.constraint.selector.label,) if rule.constraint.selector is not None else ()
