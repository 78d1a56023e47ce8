"""Scorecards in words: passed or not, what decided it, and how much could be judged."""

from __future__ import annotations

from svcnorm.i18n import _
from svcnorm.model.report import ConversationReport, Scorecard
from svcnorm.model.verdicts import UNDETERMINED, VIOLATION
from svcnorm.report.view import View, percent

PASSED, FAILED, OPEN = "passed", "failed", "open"
"""How a conversation fares by a handbook; `open` where too little could be judged."""


def state(card: Scorecard) -> str:
    """`passed`, `failed` or `open`."""
    return OPEN if card.passed is None else PASSED if card.passed else FAILED


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
