"""The cards of a conversation: one for each rule that was broken, or may have been, with its items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.i18n.names import MISSING, SEVERITIES, named
from svcnorm.model.conversation import Conversation
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import Finding, Place, RuleVerdict
from svcnorm.report.facts import moment
from svcnorm.report.faults import (
    SIGNS,
    Found,
    alike,
    charged,
    expected,
    gravest,
    nearest_words,
    norm_title,
    possible,
    sure,
)
from svcnorm.report.marks import Mark, Piece, excerpt
from svcnorm.report.view import View, number

SENTENCES_SHOWN = 3


class Said(NamedTuple):
    """A sentence as an item cites it: the utterance (from 0), who spoke when, and the words around the marks."""

    turn: int
    who: str
    words: list[Piece]


class Item(NamedTuple):
    """Findings of one rule that say the same of the same sentences, told apart by `fingerprints`. `n` numbers the
    items of a conversation; `opinions` are what reviewers say of it."""

    n: int
    times: int
    severity: str
    said: list[Said]
    others: list[int]
    at: str
    message: str
    expected: str
    better: str
    near: Said | None
    near_words: str
    marks: list[tuple[int, Mark]]
    instant: int | None
    fingerprints: list[str]
    opinions: Sequence[str] = ()


class NormLine(NamedTuple):
    """A norm that a card cites, and what it cost."""

    title: str
    handbook: str
    remarks: list[str]
    points: str


class Card(NamedTuple):
    """A rule with its items. `kind` is `sure` or `possible`."""

    kind: str
    rule: str
    title: str
    severity: str
    severity_word: str
    sign: str
    points: str
    reasons: str
    norms: list[NormLine]
    items: list[Item]


def cards(view: View, of: ConversationReport) -> list[Card]:
    """All cards, those of faults first, the items numbered from 1."""
    found: list[Card] = []
    n = 1
    for kind, group in (("sure", sure(of)), ("possible", possible(of))):
        for each in group:
            found.append(_card(view, of, kind, each, n))
            n += len(found[-1].items)
    return found


def _card(view: View, of: ConversationReport, kind: str, found: Found, n: int) -> Card:
    verdict, findings = found
    severity = gravest(findings)
    items = [_item(view, of.conversation, verdict, group, kind, n + at) for at, group in enumerate(alike(findings))]
    unbound = not view.bindings(verdict)
    return Card(
        kind=kind,
        rule=view.name(verdict.rule),
        title=view.title(verdict),
        severity=severity,
        severity_word=named(SEVERITIES, severity),
        sign=SIGNS[severity] if kind == "sure" else "?",
        points=_points(charged(of, verdict.rule, "")) if unbound else "",
        reasons=_(", ").join(named(MISSING, reason) for reason in verdict.reasons) if kind == "possible" else "",
        norms=list(_norms(view, of, verdict)),
        items=items,
    )


def _norms(view: View, of: ConversationReport, verdict: RuleVerdict) -> Iterator[NormLine]:
    for binding, norm, handbook in view.bindings(verdict):
        remarks = [_("recommended")] if binding.polarity == "should" else []
        remarks += [_("shown, not counted")] if binding.supports else []
        points = _points(charged(of, verdict.rule, binding.norm, binding.handbook))
        yield NormLine(norm_title(view, binding, norm), view.text(handbook), remarks, points)


def _points(points: float) -> str:
    return _("-{points} points", points=number(points)) if points > 0 else ""


def _item(view: View, talk: Conversation, verdict: RuleVerdict, group: tuple[Finding, ...], kind: str, n: int) -> Item:
    finding = group[0]
    where = expected(view, verdict, finding)
    sort = "possible" if kind == "possible" else "absent" if where else "said"
    places = sorted({place for each in group for place in each.places}, key=lambda place: (place.start, place.end))
    marks = [(place.turn, Mark(place.start, place.end, n, sort, finding.severity)) for place in places]
    turns = [turn for turn in dict.fromkeys(p.turn for p in finding.places) if 0 <= turn < len(talk.utterances)]
    near = finding.nearest.place if finding.nearest is not None else None
    if near is not None and near not in places:
        marks.append((near.turn, Mark(near.start, near.end, n, "near", finding.severity)))
    return Item(
        n=n,
        times=len(group),
        severity=finding.severity,
        said=[said(view, talk, turn, [mark for at, mark in marks if at == turn]) for turn in turns[:SENTENCES_SHOWN]],
        others=turns[SENTENCES_SHOWN:],
        at=moment(talk, finding.at) if finding.at is not None and not turns else "",
        message=view.cited(talk, finding.message, places),
        expected=where,
        better=view.text(finding.suggestion),
        near=_near(view, talk, near, turns, n, finding.severity),
        near_words=nearest_words(view, finding.nearest) if finding.nearest is not None else "",
        marks=marks,
        instant=finding.at if finding.at is not None else _begin(talk, turns),
        fingerprints=[each.fingerprint for each in group],
    )


def _begin(talk: Conversation, turns: Sequence[int]) -> int | None:
    return next((talk.utterances[turn].start for turn in turns), None)


def _near(
    view: View, talk: Conversation, place: Place | None, shown: Sequence[int], n: int, severity: str
) -> Said | None:
    if place is None or place.turn in shown:
        return None
    return said(view, talk, place.turn, [Mark(place.start, place.end, n, "near", severity)])


def said(view: View, talk: Conversation, turn: int, marks: Sequence[Mark]) -> Said:
    """A sentence around its marks."""
    return Said(turn, view.who(talk, turn), excerpt(view.lines(talk, turn), marks))
