"""The head of a conversation: which it is, and what each handbook's scorecard says."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text

from svcnorm.i18n import _
from svcnorm.i18n.names import VERDICTS, named
from svcnorm.model.report import ConversationReport, Scorecard
from svcnorm.model.verdicts import RuleVerdict
from svcnorm.report import scores
from svcnorm.report.facts import by_verdict, channel, facts
from svcnorm.report.terminal.columns import clipped, padded
from svcnorm.report.terminal.screen import BAD, FAINT, GOOD, OPEN, STRONG, Screen, joined
from svcnorm.report.view import View

OUTCOMES = {scores.PASSED: GOOD, scores.FAILED: BAD, scores.OPEN: OPEN}
COUNTS = {"violation": BAD, "undetermined": OPEN, "possible": OPEN}
BAR = 10
TITLE = (12, 26, 44)
"""Columns of a handbook's title: at least, at most on a narrow screen, at most on a wide one."""


def head(screen: Screen, view: View, of: ConversationReport) -> None:
    """The lines before the findings of a conversation."""
    talk = of.conversation
    screen.rule(Text(view.name(talk.id), style=STRONG), "  ", channel(talk))
    screen.line(Text(" · ".join(facts(view, talk)), style=FAINT), indent=2)
    notes(screen, view, (*talk.notes, *of.notes))
    width = _title_width(screen, view, of.scorecards)
    for card in of.scorecards:
        screen.line(_card(view, of, card, width), indent=2, hanging=4)
    screen.line(counts(of.verdicts), indent=2, hanging=2)


def notes(screen: Screen, view: View, of: Iterable[str]) -> None:
    """What was noted of a record or a run, a line each."""
    for note in view.noted(of):
        screen.line(Text(_("note: {text}", text=note), style=OPEN), indent=2, hanging=2)


def _title_width(screen: Screen, view: View, cards: tuple[Scorecard, ...]) -> int:
    least, narrow, wide = TITLE
    most = narrow if screen.width is not None and screen.width < 100 else wide
    return min(most, max([least, *(cell_len(view.handbook_title(card.handbook)) for card in cards)]))


def _card(view: View, of: ConversationReport, card: Scorecard, width: int) -> Text:
    style = OUTCOMES[scores.state(card)]
    line = Text(padded(clipped(view.handbook_title(card.handbook), width), width) + "  ")
    points = "—" if card.score is None else f"{card.score:.1f}"
    line.append(f"{points:>5} ", style=STRONG)
    filled = 0 if card.score is None else int(card.score * BAR / 100)
    line.append("━" * filled, style=style).append("─" * (BAR - filled), style=FAINT)
    line.append("  ").append(scores.outcome(view, of, card), style=style)
    return line.append("  ").append(scores.share(view, card), style=FAINT)


def counts(verdicts: Iterable[RuleVerdict]) -> Text:
    """How many rules ended in each verdict, those of which there are none left out."""
    parts = []
    for code, n in by_verdict(verdicts):
        text = _("possible {n}", n=n) if code == "possible" else f"{named(VERDICTS, code)} {n}"
        parts.append(Text(text, style=COUNTS.get(code, "") if n else ""))
    return Text(_("rules: ")) + joined(parts, " · ")
