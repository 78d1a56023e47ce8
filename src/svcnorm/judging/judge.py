"""One conversation against all rules, in every world of unnamed speakers that there may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svcnorm.judging.cases import Shared, events_for, owns, subject_of
from svcnorm.judging.conditions import applies
from svcnorm.judging.findings import Findings
from svcnorm.judging.localtime import local_date
from svcnorm.judging.ruleset import Rules
from svcnorm.judging.verdict import Judged, counts, judge_activations, strongest
from svcnorm.judging.worlds import merge, worlds
from svcnorm.model.conversation import Conversation
from svcnorm.model.rules import Rule
from svcnorm.model.verdicts import (
    CONDITION_FALSE,
    MANUAL,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    PASS,
    Place,
    RuleVerdict,
)
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.words import Words

OVER = ("conversation", "case", "customer")
Levels = Mapping[str, Timeline]
"""One timeline per level that a rule may be `over`."""


class Judgement(NamedTuple):
    """The verdict of every rule, in the order of the rules; those that stand with another conversation are left out.

    `dated`: up to when records are complete was asked, so that another `as_of` may give other verdicts.
    """

    verdicts: tuple[RuleVerdict, ...]
    dated: bool


def judge(
    conversation: Conversation, rules: Rules, as_of: int | None = None, shared: Shared | None = None
) -> tuple[RuleVerdict, ...]:
    """The verdict of every rule, as `judgement` gives them."""
    return judgement(conversation, rules, as_of, shared).verdicts


def judgement(
    conversation: Conversation, rules: Rules, as_of: int | None = None, shared: Shared | None = None
) -> Judgement:
    """Judge one conversation.

    `as_of` (epoch ms) is up to when records are known to be complete. `shared` holds the events of
    other conversations of the same case or customer; without it the conversation stands alone.
    """
    words = Words(conversation, rules.vocabulary)
    asked = tuple(over for over in OVER if any(rule.over == over for rule in rules.rules))
    levels = [levels_of(words, roles, as_of, shared, asked) for roles in worlds(conversation)]
    out = []
    for rule in rules.rules:
        if shared is not None and not owns(shared, conversation, rule):
            continue
        out.append(merge([judge_rule(level, rule) for level in levels]))
    return Judgement(tuple(out), any(timeline.asked_horizon for level in levels for timeline in level.values()))


def levels_of(
    words: Words, roles: Mapping[str, str], as_of: int | None, shared: Shared | None, asked: Sequence[str] = OVER
) -> Levels:
    """The timelines of one world, of those levels that are asked for."""
    out: dict[str, Timeline] = {}
    for over in asked:
        events = events_for(words.conversation, over, shared)
        out[over] = Timeline(words, roles, events, as_of, bounded=over == "conversation")
    return out


def judge_rule(levels: Levels, rule: Rule) -> RuleVerdict:
    """The verdict of one rule in one world."""
    timeline = levels[rule.over]
    bound = in_force(timeline, rule)
    norms = tuple(dict.fromkeys(b.norm for b in rule.bindings if b.norm))
    subject = subject_of(timeline.conversation, rule.over)
    if rule.bindings and not bound:
        return RuleVerdict(rule.instance, norms, NOT_APPLICABLE, (NOT_IN_FORCE,), subject=subject)
    if rule.constraint.kind == "manual":
        return _manual(timeline, rule, norms, subject)
    judged = judge_activations(timeline, rule)
    verdict, reasons = strongest(judged)
    return _reported(timeline, rule, judged, verdict, reasons, norms, subject)


def _reported(
    timeline: Timeline,
    rule: Rule,
    judged: Sequence[Judged],
    verdict: str,
    reasons: tuple[str, ...],
    norms: tuple[str, ...],
    subject: str,
) -> RuleVerdict:
    make = Findings(timeline, rule, f"{timeline.conversation.id}|{subject}")
    pairs = [make.of(j) for j in judged]
    findings = tuple(f for sure, _ in pairs for f in sure)
    possible = tuple(f for _, maybe in pairs for f in maybe)
    evidence = _evidence(judged)
    checklist = ""
    if rule.review and verdict == rule.review:
        possible, findings = (*findings, *possible), ()
        verdict, reasons, checklist = MANUAL, (), rule.title
    return RuleVerdict(
        rule.instance, norms, verdict, reasons, findings, possible, counts(judged), evidence, checklist, subject
    )


def _evidence(judged: Sequence[Judged]) -> tuple[Place, ...]:
    """Where a pass is seen: the places of what was asked for, each once."""
    places = (p for j in judged if j.verdict == PASS for o in j.outcome.evidence[:4] for p in o.places)
    return tuple(dict.fromkeys(places))


def _manual(timeline: Timeline, rule: Rule, norms: tuple[str, ...], subject: str) -> RuleVerdict:
    if applies(timeline, rule.when, rule.unless).value is False:
        return RuleVerdict(rule.instance, norms, NOT_APPLICABLE, (CONDITION_FALSE,), subject=subject)
    return RuleVerdict(rule.instance, norms, MANUAL, checklist=rule.constraint.look_at, subject=subject)


def in_force(timeline: Timeline, rule: Rule) -> bool:
    """Whether any of a rule's bindings is valid on the conversation's date."""
    started = timeline.conversation.started_at
    if started is None:
        return True
    day = local_date(started, timeline.vocabulary.settings.utc_offset).isoformat()
    bindings = rule.bindings
    return any((not b.valid_from or b.valid_from <= day) and (not b.valid_to or day <= b.valid_to) for b in bindings)
