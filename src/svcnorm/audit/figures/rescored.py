"""Scores both ways: as the machine gave them, and as people left them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from svcnorm.audit.site.books import Book, books
from svcnorm.audit.site.recall import EVERY, Recalled, recall
from svcnorm.model.report import Scorecard
from svcnorm.model.rules import Rule
from svcnorm.scoring import Missed, as_reviewed, scorecards


class BothWays(NamedTuple):
    """A conversation's score by a handbook. `decided` counts decisions that may change it. `reviewed` is None where
    nothing applied, or where the store does not hold the handbook in full (`known` is false then)."""

    key: int
    conversation: str
    agent: str
    handbook: str
    decided: int
    score: float | None
    passed: bool | None
    reviewed: float | None
    reviewed_passed: bool | None
    known: bool


def rescored(db: sqlite3.Connection, keys: Sequence[int] | None = None) -> Iterator[BothWays]:
    """The scores of conversations (by their numbers; all without them) about which people decided something."""
    human: dict[int, dict[str, str]] = {}
    for key, fingerprint, said in db.execute("SELECT key, fingerprint, human FROM opinions"):
        human.setdefault(key, {})[fingerprint] = said
    missed: dict[int, list[tuple[str, str, int | None]]] = {}
    for key, *what in db.execute("SELECT key, rule, norm, turn FROM decisions WHERE kind = 'missed' AND current"):
        missed.setdefault(key, []).append(tuple(what))
    chosen = sorted({*human, *missed} if keys is None else {*human, *missed} & set(keys))
    for of in recall(db, books(db), chosen, EVERY):
        frame = db.execute("SELECT agent, substr(started, 1, 10) FROM conversation WHERE key = ?", (of.key,))
        agent, day = frame.fetchone()
        yield from _both(of, agent or "", day, human.get(of.key, {}), missed.get(of.key, ()))


def _both(
    of: Recalled, agent: str, day: str | None, human: Mapping[str, str], missed: Sequence[tuple[str, str, int | None]]
) -> Iterator[BothWays]:
    report, book = of.report, of.book
    more = [Missed(rule, turn) for name, norm, turn in missed for rule in _rules(book, name, norm)]
    channel = report.conversation.channel
    again = {card.handbook: card for card in scorecards(report.verdicts, book, channel, day)}
    people = scorecards(as_reviewed(report.verdicts, human, more), book, channel, day)
    after = {card.handbook: card for card in people}
    for card in report.scorecards:
        # A store from before rules were kept in full lacks caps and groups: no score is better than a wrong one.
        known = card.handbook in again and _same(card, again[card.handbook])
        score, passed = (after[card.handbook].score, after[card.handbook].passed) if known else (None, None)
        what = (of.key, report.conversation.id, agent, card.handbook, len(human) + len(missed))
        yield BothWays(*what, card.score, card.passed, score, passed, known)


def _same(one: Scorecard, other: Scorecard) -> bool:
    return (one.score, one.passed) == (other.score, other.passed)


def _rules(book: Book, name: str, norm: str) -> list[Rule]:
    """The rule that would have cost the points of a missed fault: the one named, else the norm's first."""
    if name:
        return [rule for rule in book.rules if rule.instance == name]
    bound = (rule for rule in book.rules if any(b.norm == norm and not b.supports for b in rule.bindings))
    return list(bound)[:1]
