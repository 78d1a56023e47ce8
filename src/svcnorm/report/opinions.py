"""What reviewers decided, in words."""

from __future__ import annotations

from collections.abc import Iterable

from svcnorm.i18n import N_, _
from svcnorm.i18n.names import named
from svcnorm.model.decisions import MISSED, Opinion, Told
from svcnorm.report.scores import result_words

DECISIONS = {
    "confirmed": N_("confirmed"),
    "false_alarm": N_("false alarm"),
    "doubt": N_("doubt"),
    "disputed": N_("disputed"),
    "yes": N_("met"),
    "no": N_("not met"),
    "not_seen": N_("not seen"),
}


def decision(code: str) -> str:
    """A decision in a word."""
    return named(DECISIONS, code)


def opinion_words(of: Iterable[Opinion]) -> str:
    """What each reviewer says, with her remark."""
    return _("; ").join(
        _("{name}: ", name=each.reviewer) + " ".join(filter(None, (decision(each.decision), each.remark)))
        for each in of
    )


def told_words(of: Told, title: str) -> str:
    """What was missed, or a line of the checklist, in words; `title` is that of its norm or rule."""
    what = _("missed") if of.kind == MISSED else decision(of.opinion.decision)
    where = "" if of.turn is None else _("sentence {n}", n=of.turn + 1)
    said = " ".join(filter(None, (what, title, where)))
    return _("{name}: ", name=of.opinion.reviewer) + "; ".join(filter(None, (said, of.opinion.remark)))


def score_words(score: float | None, passed: bool | None) -> str:
    """A score as people left it."""
    told = "—" if score is None else f"{score:g}"
    return _("as reviewed: {score} {result}", score=told, result=result_words(passed))
