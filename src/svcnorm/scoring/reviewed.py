"""Verdicts as people left them: without what they judged false, with what they confirmed and what was missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from svcnorm.model.decisions import CONFIRMED, FALSE_ALARM
from svcnorm.model.rules import Rule
from svcnorm.model.verdicts import PASS, VIOLATION, Finding, RuleVerdict


class Missed(NamedTuple):
    """A fault that a person found and the machine did not; `turn` is None where no sentence shows it."""

    rule: Rule
    turn: int | None


def as_reviewed(
    verdicts: Sequence[RuleVerdict], human: Mapping[str, str], missed: Sequence[Missed]
) -> tuple[RuleVerdict, ...]:
    """The verdicts to score. `human` is what people made of findings, by fingerprint: a false alarm goes, a possible
    fault that was confirmed counts. A rule of which nothing is left was kept."""
    added: dict[str, list[Finding]] = {}
    for each in {(each.rule.instance, each.turn): each for each in missed}.values():
        added.setdefault(each.rule.instance, []).append(_finding(each))
    found = [_reviewed(verdict, human, added.pop(verdict.rule, [])) for verdict in verdicts]
    found += [RuleVerdict(rule, (), VIOLATION, findings=tuple(findings)) for rule, findings in added.items()]
    return tuple(found)


def _reviewed(verdict: RuleVerdict, human: Mapping[str, str], missed: Sequence[Finding]) -> RuleVerdict:
    kept = [each for each in verdict.findings if human.get(each.fingerprint) != FALSE_ALARM]
    sure = [each for each in verdict.possible if human.get(each.fingerprint) == CONFIRMED]
    findings = (*kept, *sure, *missed)
    if findings:
        return replace(verdict, verdict=VIOLATION, findings=findings)
    overturned = verdict.verdict == VIOLATION and bool(verdict.findings)
    return replace(verdict, verdict=PASS if overturned else verdict.verdict, findings=())


def _finding(missed: Missed) -> Finding:
    rule = missed.rule
    name = f"missed:{rule.instance}:{missed.turn}"
    return Finding(rule.instance, "", "", rule.severity, rule.points, name)
