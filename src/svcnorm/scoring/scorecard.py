"""Scorecards: each handbook in force scores a conversation by itself, and says how much it could judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from svcnorm.model.report import Scorecard
from svcnorm.model.rules import Handbook, Scoring
from svcnorm.model.verdicts import MANUAL, NOT_APPLICABLE, PASS, UNDETERMINED, VERDICTS, VIOLATION
from svcnorm.scoring.items import Item, items, strongest
from svcnorm.scoring.losses import UNIT, capped, losses, units

if TYPE_CHECKING:
    from svcnorm.model.rules import Rule
    from svcnorm.model.verdicts import RuleVerdict

FULL = 100 * UNIT


class Rules(Protocol):
    """A rule set, as far as scores depend on it."""

    @property
    def rules(self) -> Sequence[Rule]: ...

    @property
    def handbooks(self) -> Sequence[Handbook]: ...


def scorecards(
    verdicts: Sequence[RuleVerdict], rules: Rules, channel: str | None, day: str | None = None
) -> tuple[Scorecard, ...]:
    """One scorecard per handbook, in the order of `rules.handbooks`. Scores are never added across handbooks.

    `day` is the local date of the conversation (or of `--as-of`), `YYYY-MM-DD`, by which bindings are
    in force; where it is not known all are.
    """
    return tuple(_scorecard(h, items(h, verdicts, rules.rules, channel, day), channel) for h in rules.handbooks)


def norm_verdicts(
    handbook: Handbook,
    verdicts: Sequence[RuleVerdict],
    rules: Rules,
    channel: str | None,
    day: str | None = None,
) -> dict[str, str]:
    """The verdict of each norm of the handbook, in its order: the strongest of its rules' verdicts.

    A norm that no rule judges is `manual`, or not applicable in a channel that it is not meant for.
    """
    return _by_norm(handbook, items(handbook, verdicts, rules.rules, channel, day), channel)


def _by_norm(handbook: Handbook, found: Sequence[Item], channel: str | None) -> dict[str, str]:
    by_norm: dict[str, list[str]] = {}
    for item in found:
        if not item.binding.supports:
            by_norm.setdefault(item.binding.norm or item.rule.instance, []).append(item.verdict)
    result = {}
    for norm in handbook.norms:
        meant = channel is None or not norm.channels or channel in norm.channels
        unbound = MANUAL if norm.status == "manual" and meant else NOT_APPLICABLE
        result[norm.id] = strongest(by_norm.pop(norm.id, [unbound]))
    result.update((norm, strongest(of_norm)) for norm, of_norm in by_norm.items())
    return result


def _scorecard(handbook: Handbook, found: Sequence[Item], channel: str | None) -> Scorecard:
    counted = [item for item in found if not item.binding.supports]
    costs = losses(counted)
    if handbook.scoring.mode == "weighted":
        costs = [min(cost, _stake(item)) for item, cost in zip(counted, costs)]
    judged = [item for item in counted if item.verdict in (PASS, VIOLATION)]
    coverage = _coverage(counted)
    score = _score(handbook, counted, costs) if any(_weight(item) for item in judged) else None
    fatal = {item.verdict for item in counted if item.binding.severity == "fatal" and item.binding.polarity == "must"}
    if score is not None and VIOLATION in fatal:
        score = _after_fatal(score, handbook.scoring)
    return Scorecard(
        handbook=handbook.name,
        score=None if score is None else score / 10,
        coverage=coverage,
        passed=_passed(score, coverage, fatal, handbook.scoring),
        deductions=_deductions(counted, costs),
        counts=_counts(_by_norm(handbook, found, channel)),
    )


def _weight(item: Item) -> int:
    """What an item weighs in the coverage. One that must be kept weighs something even where it costs nothing,
    or a handbook without points would never notice that it judged nothing."""
    return _stake(item) or (UNIT if item.binding.polarity == "must" and item.binding.points >= 0 else 0)


def _stake(item: Item) -> int:
    """What an item can earn in a weighted score."""
    if item.rule.per == "finding" and item.rule.max_points is not None and item.binding.points > 0:
        return units(item.rule.max_points)
    return max(0, units(item.binding.points))


def _coverage(counted: Sequence[Item]) -> int:
    """Per mille of the weight that could be judged, rounded down: a limit is met only if it really is."""
    judged = sum(_weight(item) for item in counted if item.verdict in (PASS, VIOLATION))
    open_ = sum(_weight(item) for item in counted if item.verdict == UNDETERMINED)
    return judged * 1000 // (judged + open_) if judged + open_ else 0


def _score(handbook: Handbook, counted: Sequence[Item], costs: Sequence[int]) -> int | None:
    """The score in tenths of a point, rounded once, half up; None where a weighted score has no weights."""
    lost = capped(counted, costs, handbook)
    earned = sum(units(-item.binding.points) for item in counted if item.verdict == PASS and item.binding.points < 0)
    bonus = min(earned, units(handbook.scoring.bonus_cap))
    if handbook.scoring.mode == "weighted":
        whole = sum(_stake(item) for item in counted if item.verdict in (PASS, VIOLATION))
        return _tenths((whole - lost) * FULL + bonus * whole, whole * UNIT) if whole else None
    return _tenths(FULL - lost + bonus, UNIT)


def _tenths(numerator: int, denominator: int) -> int:
    return max(0, min(1000, (20 * numerator + denominator) // (2 * denominator)))


def _after_fatal(score: int, scoring: Scoring) -> int:
    if scoring.fatal_effect == "zero":
        return 0
    if scoring.fatal_effect == "cap":
        return min(score, _tenths(units(scoring.cap_at), UNIT))
    return score


def _passed(score: int | None, coverage: int, fatal: set[str], scoring: Scoring) -> bool | None:
    """A fatal fault fails whatever else is known; otherwise too little known neither passes nor fails."""
    if VIOLATION in fatal:
        return False
    if score is None or coverage < scoring.min_coverage or UNDETERMINED in fatal:
        return None
    return score >= scoring.pass_line


def _deductions(counted: Sequence[Item], costs: Sequence[int]) -> tuple[tuple[str, str, float], ...]:
    """(rule instance, norm, points), bonuses as negative points, before caps of sections and bonus."""
    result = []
    for item, cost in zip(counted, costs):
        if cost:
            result.append((item.rule.instance, item.binding.norm, cost / UNIT))
        elif item.binding.points < 0 and item.verdict == PASS:
            result.append((item.rule.instance, item.binding.norm, item.binding.points))
    return tuple(result)


def _counts(by_norm: Mapping[str, str]) -> dict[str, int]:
    of_all = list(by_norm.values())
    return {verdict: of_all.count(verdict) for verdict in VERDICTS}
