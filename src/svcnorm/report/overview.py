"""The run as a whole: its conversations worst first, outcomes, faults, and what is most often broken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.i18n.names import SEVERITIES, named
from svcnorm.model import verdicts as states
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import RuleVerdict
from svcnorm.report import scores
from svcnorm.report.facts import channel, counts, staff, started
from svcnorm.report.faults import SIGNS
from svcnorm.report.scores import ScoreLine, score_line
from svcnorm.report.totals import Often, Outcomes, often, outcomes, severities
from svcnorm.report.view import View

MOST_FREQUENT = 10


class Row(NamedTuple):
    """A conversation in the overview."""

    n: int
    id: str
    channel: str
    started: str
    staff: str
    scores: list[ScoreLine]
    faults: list[tuple[str, str, str, int]]
    possible: int
    open: int


class Overview(NamedTuple):
    """The run as a whole: rows worst first, outcomes by handbook, faults by severity, rules most often broken."""

    rows: list[Row]
    outcomes: list[Outcomes]
    faults: list[tuple[str, str, str, int]]
    counts: list[tuple[str, str, int]]
    frequent: list[Often]


def overview(view: View) -> Overview:
    """The run as a whole."""
    talks = view.report.conversations
    verdicts = [verdict for of in talks for verdict in of.verdicts]
    return Overview(
        rows=sorted((_row(view, of, n) for n, of in enumerate(talks, 1)), key=_worst_first),
        outcomes=outcomes(view),
        faults=_faults(verdicts),
        counts=counts(verdicts),
        frequent=often(view, MOST_FREQUENT),
    )


def _row(view: View, of: ConversationReport, n: int) -> Row:
    return Row(
        n=n,
        id=view.name(of.conversation.id),
        channel=channel(of.conversation),
        started=started(of.conversation),
        staff=_(", ").join(staff(view, of.conversation)),
        scores=[score_line(view, of, card, {}) for card in of.scorecards],
        faults=_faults(of.verdicts),
        possible=sum(len(verdict.possible) for verdict in of.verdicts),
        open=sum(verdict.verdict == states.UNDETERMINED for verdict in of.verdicts),
    )


def _faults(verdicts: Iterable[RuleVerdict]) -> list[tuple[str, str, str, int]]:
    return [(code, SIGNS[code], named(SEVERITIES, code), n) for code, n in severities(verdicts)]


def _worst_first(row: Row) -> tuple[object, ...]:
    order = (scores.FAILED, scores.OPEN, scores.PASSED)
    worst = min((order.index(score.state) for score in row.scores), default=len(order))
    found = {code: n for code, _sign, _word, n in row.faults}
    lowest = min((score.score for score in row.scores if score.score is not None), default=101.0)
    return worst, -found.get("fatal", 0), lowest, -found.get("major", 0), -found.get("minor", 0), row.n
