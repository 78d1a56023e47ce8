"""Pages in pieces of work: each says what a worker needs beside the store, and is laid out on its own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from svcnorm.audit.site.books import Book, books
from svcnorm.audit.site.recall import Recalled, recall
from svcnorm.audit.site.second import second_looks
from svcnorm.audit.store.opening import for_reading
from svcnorm.i18n import use
from svcnorm.model.conversation import Party
from svcnorm.model.decisions import Opinion
from svcnorm.model.report import ConversationReport
from svcnorm.model.summary import GroupLine, RuleLine
from svcnorm.model.verdicts import VERDICTS, Finding
from svcnorm.report.html.review import desk
from svcnorm.report.html.site.agent import AgentCall, agent_page, others_among
from svcnorm.report.html.site.call import call_page
from svcnorm.report.html.site.listing import Row
from svcnorm.report.html.site.names import agent_file, call_file, rule_file
from svcnorm.report.html.site.rule import RuleCall, rule_page
from svcnorm.report.masking import PLAIN
from svcnorm.report.view import View

Chosen = Sequence[tuple[int, Row]]
"""Conversations by their numbers."""
Opinions = Mapping[str, Sequence[Opinion]]


class Terms(NamedTuple):
    """What all pages have in common; `titles` are those of handbooks."""

    store: str
    folder: str
    language: str
    titles: dict[str, str]
    period: tuple[str, str]
    masked: bool


class Calls(NamedTuple):
    """The pages of some conversations."""

    calls: Chosen


class Agent(NamedTuple):
    """The page for an agent; `more` conversations of hers are left out."""

    agent: str
    line: GroupLine | None
    calls: Chosen
    more: int


class Rule(NamedTuple):
    """The page of a rule; it was broken in `more` other conversations."""

    instance: str
    line: RuleLine
    calls: Chosen
    more: int


Work = Calls | Agent | Rule


class Desk:
    """Where pages are laid out: the store and its rule sets, opened once."""

    def __init__(self, terms: Terms) -> None:
        use(terms.language)
        self._terms = terms
        self._db: sqlite3.Connection = for_reading(Path(terms.store))
        self._books: Mapping[int, Book] = books(self._db)
        self._second = second_looks(self._db)
        heads = {key: View(book.report, PLAIN, verbose=True) for key, book in self._books.items()}
        self._reviews = {id(self._books[key]): desk(view, "../") for key, view in heads.items()}

    def close(self) -> None:
        """Close the store."""
        self._db.close()

    def write(self, work: Work) -> int:
        """Lay out and write; how many pages there were."""
        pages = 0
        for name, text in self._pages(work):
            put(Path(self._terms.folder), name, text)
            pages += 1
        return pages

    def _pages(self, work: Work) -> Iterator[tuple[str, str]]:
        recalled = recall(self._db, self._books, [key for key, _row in work.calls])
        rows = dict(work.calls)
        if isinstance(work, Calls):
            for each in recalled:
                counts = dict(zip(VERDICTS, each.counts))
                row = rows[each.key]
                facts = (counts, each.spoken, self._reviews[id(each.book)], self._second.get(each.key))
                yield call_file(row.id, row.apart), call_page(each.book.report, each.report, *facts)
        elif isinstance(work, Agent):
            hers = [_hers(each, rows[each.key], work.agent, self._opinions(each.key)) for each in recalled]
            told = (self._terms.titles, self._terms.period, self._terms.masked)
            yield agent_file(work.agent), agent_page(work.agent, work.line, hers, work.more, *told)
        else:
            calls = [
                RuleCall(
                    rows[each.key], each.book.report, _of_rule(each.report, work.instance), self._opinions(each.key)
                )
                for each in recalled
            ]
            book = [book for book in self._books.values() if work.instance in book.report.rules][-1].report
            yield rule_file(work.instance), rule_page(book.rules[work.instance], book, work.line, calls, work.more)

    def _opinions(self, key: int) -> Opinions:
        """What reviewers say of the findings of a conversation, by fingerprint."""
        return self._second[key].opinions if key in self._second else {}


def put(folder: Path, name: str, text: str) -> None:
    """Write a page that only its owner may read."""
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as out:
        out.write(text)


def _of_rule(of: ConversationReport, instance: str) -> ConversationReport:
    return replace(of, verdicts=tuple(verdict for verdict in of.verdicts if verdict.rule == instance))


def _hers(each: Recalled, row: Row, agent: str, said: Opinions) -> AgentCall:
    """A conversation without what other employees said, are called, or did wrong, and without the names of
    reviewers."""
    talk = each.report.conversation
    others = others_among(talk, agent)
    theirs = {turn for turn, said in enumerate(talk.utterances) if said.party in others}
    talk = replace(
        talk,
        parties=tuple(Party(party.id, party.role) if party.id in others else party for party in talk.parties),
        utterances=tuple(replace(said, text="") if said.party in others else said for said in talk.utterances),
    )
    verdicts = [
        replace(
            verdict,
            findings=tuple(
                _without(found, theirs) for found in verdict.findings if each.agents[found.fingerprint] == agent
            ),
            possible=(),
        )
        for verdict in each.report.verdicts
    ]
    alone = not others and row.agent == agent
    shown = row if alone else row._replace(team="", agent=agent, scores=())
    of = replace(each.report, conversation=talk, verdicts=tuple(verdicts))
    return AgentCall(shown, each.book.report, of, alone, said)


def _without(found: Finding, turns: set[int]) -> Finding:
    near = found.nearest
    if near is not None and near.place is not None and near.place.turn in turns:
        near = replace(near, place=None)
    return replace(found, places=tuple(place for place in found.places if place.turn not in turns), nearest=near)
