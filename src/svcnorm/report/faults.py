"""The faults of a conversation in the order and the words in which every writer for people shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcnorm.i18n import _
from svcnorm.model.report import ConversationReport
from svcnorm.model.rules import SEVERITIES as ORDER
from svcnorm.model.rules import Binding, Norm
from svcnorm.model.verdicts import Finding, Nearest, RuleVerdict
from svcnorm.report.view import View, first_turn
from svcnorm.report.windows import worded

SIGNS = {"fatal": "●", "major": "▲", "minor": "○", "info": "·"}
"""A sign for each severity, so that none is told by its colour alone."""

Found = tuple[RuleVerdict, tuple[Finding, ...]]


def sure(of: ConversationReport) -> list[Found]:
    """The rules that were broken, gravest first, with their findings."""
    return _sorted((verdict, verdict.counted) for verdict in of.verdicts if verdict.counted)


def possible(of: ConversationReport) -> list[Found]:
    """The rules that may have been broken, which only a person can tell."""
    return _sorted((verdict, verdict.possible) for verdict in of.verdicts if verdict.possible)


def _sorted(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (-ORDER.index(gravest(one[1])), first_turn(one[1][0].places), one[0].rule))


def gravest(findings: Sequence[Finding]) -> str:
    """The highest severity among findings."""
    return max((finding.severity for finding in findings), key=ORDER.index)


def alike(findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Findings of one rule, those together that say the same of the same sentences: six interruptions in one."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        turns = frozenset(place.turn for place in finding.places)
        # What no sentence shows differs by its time.
        same = turns or finding.at, finding.message, finding.suggestion, finding.severity, finding.window
        groups.setdefault((same, finding.nearest), []).append(finding)
    return [tuple(group) for group in groups.values()]


def charged(of: ConversationReport, rule: str, norm: str, handbook: str = "") -> float:
    """The points that a norm lost by a rule, in the handbook named or in any."""
    return sum(
        points
        for card in of.scorecards
        for of_rule, of_norm, points in card.deductions
        if of_rule == rule and of_norm == norm and handbook in ("", card.handbook)
    )


def norm_title(view: View, binding: Binding, norm: Norm | None) -> str:
    """A norm by id, title and clause."""
    if norm is None:
        return view.name(binding.norm)
    clause = _(" ({clause})", clause=view.text(norm.clause)) if norm.clause else ""
    return f"{view.name(norm.id)} {view.text(norm.title)}{clause}"


def expected(view: View, verdict: RuleVerdict, finding: Finding) -> str:
    """Where an absent act should have been; empty for what was said and should not have been."""
    rule = view.rule(verdict)
    absent = not finding.pattern and rule is not None and rule.constraint.kind == "require"
    return view.text(worded(finding.window, rule)) if finding.window and absent else ""


def nearest_words(view: View, nearest: Nearest) -> str:
    """What the nearest miss has and lacks."""
    parts = []
    if nearest.found:
        parts.append(_("has {parts}", parts=_(", ").join(map(view.text, nearest.found))))
    if nearest.missing:
        parts.append(_("lacks {parts}", parts=_(", ").join(map(view.text, nearest.missing))))
    return _("; ").join(parts)
