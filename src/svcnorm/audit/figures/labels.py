"""What people decided about a store as labels: norm by norm, what a conversation's verdict should have been."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from svcnorm.audit.site.books import books
from svcnorm.audit.site.recall import EVERY, Recalled, recall
from svcnorm.audit.site.second import second_looks
from svcnorm.model.decisions import CONFIRMED, FALSE_ALARM, MISSED, SecondLook
from svcnorm.model.report import ConversationReport
from svcnorm.model.rules import Rule
from svcnorm.model.verdicts import PASS, UNDETERMINED, VIOLATION, Finding, RuleVerdict

Norm = tuple[str, str, str]
"""Handbook, id, title. A rule that stands for no norm counts as one of its pack."""
KEPT = "kept"
"""A rule that found nothing: no label, and no hindrance to one."""


@dataclass(slots=True)
class Labels:
    """Verdicts by norm for one conversation and one handbook; `unsure` are norms on which people are not agreed or in
    doubt, `where` the sentences of violations (from 0), `notes` what people remarked."""

    report: ConversationReport
    handbook: str
    gold: dict[str, str] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    where: dict[str, list[int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def titles(db: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """The titles of all norms by handbook, as the latest rule set has them."""
    found: dict[str, dict[str, str]] = {}
    for book in books(db).values():
        for handbook in book.handbooks:
            found.setdefault(handbook.name, {}).update((norm.id, norm.title) for norm in handbook.norms)
        for rule in book.rules:
            for handbook_name, norm, title in _norms(rule):
                found.setdefault(handbook_name, {}).setdefault(norm, title)
    return found


def labels(db: sqlite3.Connection) -> Iterator[Labels]:
    """One for each conversation and handbook of which people decided something. A violation that was found and not
    decided about is no label, nor is anything that nobody spoke of."""
    second = second_looks(db)
    for each in recall(db, books(db), list(second), EVERY):
        yield from _labels(each, second[each.key])


def _labels(of: Recalled, second: SecondLook) -> Iterator[Labels]:
    report = replace(of.report, verdicts=tuple(_named(of)))
    found: dict[str, Labels] = {}
    said: dict[Norm, list[str]] = {}
    by_rule = {verdict.rule: verdict for verdict in of.report.verdicts}
    remarks = [each.remark for opinions in second.opinions.values() for each in opinions]
    remarks += [each.opinion.remark for each in second.told]
    for rule in of.book.rules:
        verdict = by_rule.get(rule.instance)
        findings = (*verdict.findings, *verdict.possible) if verdict else ()
        label = _of_rule(findings, second) if findings else ""
        for handbook, norm, title in _norms(rule):
            said.setdefault((handbook, norm, title), []).append(label if findings else KEPT)
            labels = found.setdefault(handbook, Labels(report, handbook, notes=list(filter(None, remarks))))
            if label == VIOLATION:
                turns = (
                    place.turn
                    for each in findings
                    if second.human.get(each.fingerprint) == CONFIRMED
                    for place in each.places
                )
                labels.where.setdefault(norm, []).extend(turns)
    for told in second.told:
        if told.kind == MISSED:
            for key in [key for key in said if key[1] in (told.norm, told.rule) or _bound(of, told.rule, key)]:
                said[key].append(VIOLATION)
                if told.turn is not None:
                    found[key[0]].where.setdefault(key[1], []).append(told.turn)
    for (handbook, norm, _title), states in said.items():
        label = _together(states)
        if label == UNDETERMINED:
            found[handbook].unsure.add(norm)
        elif label:
            found[handbook].gold[norm] = label
    return (labels for labels in found.values() if labels.gold or labels.unsure)


def _named(of: Recalled) -> Iterator[RuleVerdict]:
    """The verdicts, those of rules without a norm under the name of the rule."""
    for verdict in of.report.verdicts:
        yield verdict if verdict.norms else replace(verdict, norms=(verdict.rule,))


def _norms(rule: Rule) -> list[Norm]:
    bound = [(b.handbook, b.norm, rule.title) for b in rule.bindings if b.norm and not b.supports]
    return bound or [(rule.pack, rule.instance, rule.title)]


def _bound(of: Recalled, instance: str, key: Norm) -> bool:
    """Whether a rule that a person named stands for the norm."""
    return any(rule.instance == instance and key in _norms(rule) for rule in of.book.rules)


def _of_rule(findings: Sequence[Finding], second: SecondLook) -> str:
    """What people say of all that a rule found: a violation, none (pass), not agreed (undetermined), or nothing yet."""
    if any(second.human.get(each.fingerprint) == CONFIRMED for each in findings):
        return VIOLATION
    said = {second.human.get(each.fingerprint, "") for each in findings}
    if said == {FALSE_ALARM}:
        return PASS
    return "" if said <= {FALSE_ALARM, ""} else UNDETERMINED


def _together(states: Sequence[str]) -> str:
    """What the rules of a norm come to."""
    if VIOLATION in states:
        return VIOLATION
    if UNDETERMINED in states or "" in states:
        return UNDETERMINED if UNDETERMINED in states else ""
    return PASS if PASS in states else ""
