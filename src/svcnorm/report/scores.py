"""Scorecards in words: passed or not, what decided it, and how much could be judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.model.report import ConversationReport, Scorecard
from svcnorm.model.verdicts import UNDETERMINED, VIOLATION
from svcnorm.report.view import View, number, percent

PASSED, FAILED, OPEN = "passed", "failed", "open"
"""How a conversation fares by a handbook; `open` where too little could be judged."""


class ScoreLine(NamedTuple):
    """A scorecard. `score` is None where nothing applied; `line` is the pass line, both of 100; `reviewed` says
    what people made of the score."""

    title: str
    score: float | None
    points: str
    line: float
    state: str
    outcome: str
    share: str
    deductions: list[tuple[str, str, int]]
    handbook: str = ""
    reviewed: str = ""


def state(card: Scorecard) -> str:
    """`passed`, `failed` or `open`."""
    return OPEN if card.passed is None else PASSED if card.passed else FAILED


def result_words(passed: bool | None) -> str:
    """Passed or not in words."""
    return _("not assessable") if passed is None else _("passed") if passed else _("failed")


def outcome(view: View, of: ConversationReport, card: Scorecard) -> str:
    """Passed or not in words, with what decided it where the score did not."""
    fatal = {verdict.verdict for verdict in of.verdicts if _is_fatal(view, verdict.rule, card.handbook)}
    if card.passed:
        return _("passed")
    if card.passed is None:
        return _("not assessable (a fatal item is open)") if UNDETERMINED in fatal else _("not assessable")
    return _("failed (fatal fault)") if VIOLATION in fatal else _("failed")


def share(view: View, card: Scorecard) -> str:
    """How much could be judged, and how much is needed where that was too little."""
    handbook = view.handbook(card.handbook)
    least = handbook.scoring.min_coverage if handbook else 0
    if card.coverage < least:
        return _("judged {share}, needs {least}", share=percent(card.coverage), least=percent(least))
    return _("judged {share}", share=percent(card.coverage))


def _is_fatal(view: View, rule: str, handbook: str) -> bool:
    bindings = view.report.rules[rule].bindings if rule in view.report.rules else ()
    return any(b.handbook == handbook and b.severity == "fatal" and not b.supports for b in bindings)


def score_line(view: View, of: ConversationReport, card: Scorecard, items: Mapping[str, int]) -> ScoreLine:
    """A scorecard in words; `items` are the numbers of the items of each rule."""
    handbook = view.handbook(card.handbook)
    norms = {norm.id: norm.title for norm in handbook.norms} if handbook else {}
    deductions = [
        (_norm(view, rule, norm, norms), number(-points), items.get(view.name(rule), 0))
        for rule, norm, points in card.deductions
    ]
    return ScoreLine(
        title=view.handbook_title(card.handbook),
        score=card.score,
        points="—" if card.score is None else number(card.score),
        line=(handbook.scoring.pass_line if handbook else 0) / 10,
        state=state(card),
        outcome=outcome(view, of, card),
        share=share(view, card),
        deductions=deductions,
        handbook=card.handbook,
    )


def _norm(view: View, rule: str, norm: str, titles: dict[str, str]) -> str:
    if norm:
        return f"{view.name(norm)} {view.text(titles.get(norm, ''))}".rstrip()
    known = view.report.rules.get(rule)
    return view.text(known.title) if known is not None and known.title else view.name(rule)
