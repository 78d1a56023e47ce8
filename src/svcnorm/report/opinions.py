"""What reviewers decided, in words."""

from __future__ import annotations

from collections.abc import Iterable

from svcnorm.i18n import N_, _
from svcnorm.i18n.names import named
from svcnorm.model.decisions import Opinion

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
