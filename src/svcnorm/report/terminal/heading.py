"""The head of a conversation: which it is, and what each handbook's scorecard says."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import CHANNELS, ROLES, VERDICTS, named
from svcnorm.model.conversation import Conversation
from svcnorm.model.report import ConversationReport, Scorecard
from svcnorm.model.rules import Handbook
from svcnorm.model.verdicts import UNDETERMINED, VIOLATION, RuleVerdict
from svcnorm.report.data import local_time
from svcnorm.report.terminal.columns import clipped, padded
from svcnorm.report.terminal.screen import BAD, FAINT, GOOD, OPEN, STRONG, Screen, joined
from svcnorm.report.terminal.view import View, percent, person

ROLE_SOURCES = {
    "inferred": N_("speakers inferred"),
    "option": N_("speakers as told by option"),
    "config": N_("speakers as told by the configuration"),
}
"""Who said which speaker is the agent, where it was not the record."""
BAR = 10
TITLE = (12, 26, 44)
"""Columns of a handbook's title: at least, at most on a narrow screen, at most on a wide one."""


def head(screen: Screen, view: View, of: ConversationReport) -> None:
    """The lines before the findings of a conversation."""
    talk = of.conversation
    screen.rule(Text(view.name(talk.id), style=STRONG), "  ", _channel(talk))
    screen.line(Text(" · ".join(_facts(view, talk)), style=FAINT), indent=2)
    view.notes(screen, (*talk.notes, *of.notes))
    width = _title_width(screen, view, of.scorecards)
    for card in of.scorecards:
        screen.line(_card(view, of, card, width), indent=2, hanging=4)
    screen.line(counts(of.verdicts), indent=2, hanging=2)


def _channel(talk: Conversation) -> str:
    channel = named(CHANNELS, talk.channel) if talk.channel else _("channel not known")
    return channel + _(" (inferred)") if talk.channel and talk.channel_source == "inferred" else channel


def _facts(view: View, talk: Conversation) -> list[str]:
    facts = []
    if talk.started_at is not None:
        facts.append(local_time(talk.started_at, talk.utc_offset)[:16].replace("T", " "))
    facts += [
        f"{named(ROLES, party.role)} {person(party, view)}"
        for party in talk.parties
        if party.role in ("agent", "colleague") and (party.agent or party.name)
    ]
    facts.append(ngettext("{n} sentence", "{n} sentences", len(talk.utterances)))
    if talk.role_source in ROLE_SOURCES:
        facts.append(named(ROLE_SOURCES, talk.role_source))
    if not (talk.complete_start and talk.complete_end):
        facts.append(_("recording incomplete"))
    facts.append(view.text(view.show.source(talk.source)))
    return facts


def _title_width(screen: Screen, view: View, cards: tuple[Scorecard, ...]) -> int:
    least, narrow, wide = TITLE
    most = narrow if screen.width is not None and screen.width < 100 else wide
    return min(most, max([least, *(cell_len(_title(view, card.handbook)) for card in cards)]))


def _title(view: View, name: str) -> str:
    handbook = _handbook(view, name)
    return view.text(handbook.title or name) if handbook else name


def _handbook(view: View, name: str) -> Handbook | None:
    return next((handbook for handbook in view.report.handbooks if handbook.name == name), None)


def _card(view: View, of: ConversationReport, card: Scorecard, width: int) -> Text:
    style, word = _outcome(view, of, card)
    line = Text(padded(clipped(_title(view, card.handbook), width), width) + "  ")
    points = "—" if card.score is None else f"{card.score:.1f}"
    line.append(f"{points:>5} ", style=STRONG)
    filled = 0 if card.score is None else int(card.score * BAR / 100)
    line.append("━" * filled, style=style).append("─" * (BAR - filled), style=FAINT)
    return line.append("  ").append(word, style=style).append("  ").append(_share(view, card), style=FAINT)


def _outcome(view: View, of: ConversationReport, card: Scorecard) -> tuple[str, str]:
    """Passed or not, with what decided it where the score did not."""
    fatal = {verdict.verdict for verdict in of.verdicts if _is_fatal(view, verdict.rule, card.handbook)}
    if card.passed:
        return GOOD, _("passed")
    if card.passed is None:
        return OPEN, _("not assessable (a fatal item is open)") if UNDETERMINED in fatal else _("not assessable")
    return BAD, _("failed (fatal fault)") if VIOLATION in fatal else _("failed")


def _share(view: View, card: Scorecard) -> str:
    handbook = _handbook(view, card.handbook)
    least = handbook.scoring.min_coverage if handbook else 0
    if card.coverage < least:
        return _("judged {share}, needs {least}", share=percent(card.coverage), least=percent(least))
    return _("judged {share}", share=percent(card.coverage))


def _is_fatal(view: View, rule: str, handbook: str) -> bool:
    bindings = view.report.rules[rule].bindings if rule in view.report.rules else ()
    return any(b.handbook == handbook and b.severity == "fatal" and not b.supports for b in bindings)


def counts(verdicts: Sequence[RuleVerdict]) -> Text:
    """How many rules ended in each verdict, those of which there are none left out."""
    by_verdict = {code: sum(v.verdict == code for v in verdicts) for code in VERDICTS}
    possible = sum(bool(v.possible) for v in verdicts)
    styles = {"violation": BAD, "undetermined": OPEN}
    parts = []
    for code, n in by_verdict.items():
        if n or code == "violation":
            parts.append(Text(f"{named(VERDICTS, code)} {n}", style=styles.get(code, "") if n else ""))
        if code == "violation" and possible:
            parts.append(Text(_("possible {n}", n=possible), style=OPEN))
    return Text(_("rules: ")) + joined(parts, " · ")
