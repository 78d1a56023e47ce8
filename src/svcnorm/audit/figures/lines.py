"""From tallies to lines: rates with their denominators, scores with their spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from svcnorm.audit.figures.tally import RULE, Tally
from svcnorm.model.shares import share
from svcnorm.model.summary import GroupLine, Reasons, RuleLine, Scores

BANDS = 10


class Named(NamedTuple):
    """What a rule or a norm is called, and how grave a fault of it is."""

    title: str
    severity: str


def group_line(name: str, tally: Tally) -> GroupLine:
    """One group of conversations."""
    violations, undetermined, passes, *_ = tally.total
    known = tally.critical - tally.fatal_open
    reasons: Counter[str] = Counter()
    for (_rule, reason), n in tally.reasons.items():
        reasons[reason] += n
    return GroupLine(
        name,
        tally.conversations,
        share(tally.broken, tally.conversations),
        share(known - tally.fatal, known),
        tally.fatal_open,
        share(undetermined, violations + undetermined + passes),
        _most(reasons.items()),
        score_lines(tally),
    )


def rule_lines(kind: str, tally: Tally, names: Mapping[str, Named]) -> list[RuleLine]:
    """Every rule, or norm, that was judged, those with most violations first."""
    by_rule: dict[str, Counter[str]] = {}
    for (rule, reason), n in tally.reasons.items() if kind == RULE else ():
        by_rule.setdefault(rule, Counter())[reason] += n
    lines = []
    for (each, name), (violations, undetermined, passes, not_applicable, manual) in tally.verdicts.items():
        if each == kind:
            named = names.get(name, Named("", ""))
            line = RuleLine(
                name,
                named.title,
                named.severity,
                share(violations, violations + passes),
                violations,
                share(undetermined, violations + undetermined + passes),
                not_applicable,
                manual,
                _most(by_rule.get(name, {}).items()),
            )
            lines.append(line)
    return sorted(lines, key=lambda line: (-line.violations, -(line.hits.low if line.violations else 0), line.name))


def score_lines(tally: Tally) -> list[Scores]:
    """The scores of every handbook."""
    by_handbook: dict[str, Counter[tuple[float | None, bool | None]]] = {}
    for (handbook, score, passed), n in tally.scores.items():
        by_handbook.setdefault(handbook, Counter())[score, passed] += n
    return [_scores(handbook, found) for handbook, found in sorted(by_handbook.items())]


def _scores(handbook: str, found: Mapping[tuple[float | None, bool | None], int]) -> Scores:
    points: Counter[float] = Counter()
    decided: Counter[bool | None] = Counter()
    for (score, outcome), n in found.items():
        decided[outcome] += n
        if score is not None:
            points[score] += n
    bands = [0] * BANDS
    for score, n in points.items():
        bands[min(BANDS - 1, max(0, int(score // BANDS)))] += n
    total = sum(points.values())
    mean = round(sum(score * n for score, n in points.items()) / total, 1) if total else None
    low, tenth, median, ninetieth = (_quantile(points, total, at) for at in (0, 100, 500, 900))
    passed = share(decided[True], decided[True] + decided[False])
    return Scores(handbook, total, mean, low, tenth, median, ninetieth, bands, passed, decided[None])


def _quantile(points: Mapping[float, int], total: int, per_mille: int) -> float | None:
    """The least score that at least so many of a thousand do not exceed."""
    seen = 0
    for score in sorted(points):
        seen += points[score]
        if seen * 1000 >= total * per_mille:
            return score
    return None


def _most(reasons: Iterable[tuple[str, int]]) -> Reasons:
    return sorted(reasons, key=lambda each: (-each[1], each[0]))
