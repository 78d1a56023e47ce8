"""What the page shows, as values that the templates lay out: words, numbers, and where things are linked to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.i18n.names import ATTRIBUTES, NOT_APPLICABLE, named
from svcnorm.model import verdicts as states
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import Place, RuleVerdict
from svcnorm.report import unjudged
from svcnorm.report.cards import Card, Item, Said, cards, said
from svcnorm.report.facts import channel, counts, facts
from svcnorm.report.html.strip import Strip, strip
from svcnorm.report.html.talk import Between, Turn, apart, rows
from svcnorm.report.known import known, told
from svcnorm.report.marks import Mark
from svcnorm.report.scores import ScoreLine, score_line
from svcnorm.report.totals import unread
from svcnorm.report.view import View

EVIDENCE_SHOWN = 3
"""Sentences that prove that a rule was kept."""


class Passed(NamedTuple):
    """A rule that was kept, or did not apply: why, or where the words stand that prove it."""

    title: str
    norms: str
    reason: str
    evidence: list[Said]


class Talk(NamedTuple):
    """One conversation, all that there is to show of it. `n` numbers them in the order of the report."""

    n: int
    id: str
    title: str
    channel: str
    facts: list[str]
    details: list[tuple[str, str]]
    notes: list[str]
    scores: list[ScoreLine]
    counts: list[tuple[str, str, int]]
    cards: list[Card]
    strip: Strip | None
    flags: list[tuple[Card, Item]]
    rows: list[Turn | Between]
    apart: list[str]
    waiting: list[tuple[str, str, list[str]]]
    checklist: list[tuple[str, str, Said | None, str, str]]
    passed: list[Passed]
    left_out: list[Passed]
    known: Sequence[str] = ()
    second: Sequence[str] = ()


def talks(view: View) -> Iterator[Talk]:
    """The conversations one by one, so that a large report need not be held whole."""
    for n, of in enumerate(view.report.conversations, 1):
        yield talk(view, of, n)


def talk(view: View, of: ConversationReport, n: int) -> Talk:
    """One conversation."""
    found, drawn = cards(view, of), strip(of.conversation)
    of_rule = {card.rule: card.items[0].n for card in reversed(found)}
    return Talk(
        n=n,
        id=view.name(of.conversation.id),
        title=view.text(of.conversation.title or ""),
        channel=channel(of.conversation),
        facts=facts(view, of.conversation),
        details=list(_details(view, of)),
        notes=list(view.noted((*of.conversation.notes, *of.notes))),
        scores=[score_line(view, of, card, of_rule) for card in of.scorecards],
        counts=counts(of.verdicts),
        cards=found,
        strip=drawn,
        flags=_flags(found, drawn),
        rows=rows(view, of.conversation, found, drawn.silences if drawn else ()),
        apart=apart(view, of.conversation),
        waiting=[
            (group.lacking, group.supply, [_titled(view, verdict) for verdict in group.verdicts])
            for group in unjudged.waiting(view, of)
        ],
        checklist=[
            (look.title, look.look_at, _said(view, of, look.place) if look.place else None, look.rule, look.norm)
            for look in unjudged.checklist(view, of)
        ],
        passed=[_passed(view, of, verdict) for verdict in of.verdicts if verdict.verdict == states.PASS],
        left_out=[_passed(view, of, verdict) for verdict in of.verdicts if verdict.verdict == states.NOT_APPLICABLE],
        known=[told(view, of, verdict, finding) for verdict, finding in known(of)],
    )


def _flags(found: Iterable[Card], drawn: Strip | None) -> list[tuple[Card, Item]]:
    """The items to flag on the time strip: at one moment only the first, which is the gravest."""
    flags: dict[int, tuple[Card, Item]] = {}
    for card in found:
        for item in card.items:
            if drawn is not None and item.instant is not None and drawn.begin <= item.instant <= drawn.end:
                flags.setdefault(item.instant, (card, item))
    return list(flags.values())


def _details(view: View, of: ConversationReport) -> Iterator[tuple[str, str]]:
    spoken = of.conversation
    if spoken.customer:
        yield _("customer number"), view.text(spoken.customer)
    if spoken.cases:
        yield _("cases"), _(", ").join(map(view.name, spoken.cases))
    for name, value in sorted(spoken.attributes.items()):
        yield view.text(named(ATTRIBUTES, name)), _value(view, value)


def _value(view: View, value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "—" if value is None else view.text(str(view.show.value(value)))  # type: ignore[arg-type]


def _titled(view: View, verdict: RuleVerdict) -> str:
    return " ".join((*map(view.name, verdict.norms), view.title(verdict)))


def _said(view: View, of: ConversationReport, place: Place) -> Said:
    return said(view, of.conversation, place.turn, [Mark(place.start, place.end, 0, "near", "info")])


def _passed(view: View, of: ConversationReport, verdict: RuleVerdict) -> Passed:
    return Passed(
        title=view.title(verdict),
        norms=" ".join(map(view.name, verdict.norms)),
        reason=_(", ").join(named(NOT_APPLICABLE, reason) for reason in verdict.reasons),
        evidence=[_said(view, of, place) for place in verdict.evidence[:EVIDENCE_SHOWN]],
    )


class Made(NamedTuple):
    """How the run was made, so that it can be made again: packs (title, name, version, hash) and tool."""

    packs: list[tuple[str, str, str, str]]
    tool: list[tuple[str, str]]
    notes: list[str]
    errors: list[tuple[str, str, str]]
    masked: bool


def made(view: View, masked: bool) -> Made:
    """How the run was made, and what went wrong."""
    report = view.report
    return Made(
        packs=[(view.text(p.title or p.name), view.name(p.name), view.name(p.version), p.hash) for p in report.packs],
        tool=sorted((name, view.name(str(value))) for name, value in report.tool.items()),
        notes=list(view.noted(report.notes)),
        errors=unread(view),
        masked=masked,
    )
