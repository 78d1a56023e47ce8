"""The workbook of a store, written as its conversations are read: none of it is held in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from svcnorm.audit.figures.tallies import DAY, Choice
from svcnorm.audit.sheets import figures
from svcnorm.audit.site.books import Book, books
from svcnorm.audit.site.recall import recall
from svcnorm.audit.site.rows import SCOPE
from svcnorm.audit.site.second import second_looks
from svcnorm.audit.store.opening import for_reading, reported
from svcnorm.i18n import _
from svcnorm.model.decisions import MANUAL, MISSED, SecondLook
from svcnorm.model.errors import StoreError
from svcnorm.model.report import ConversationReport
from svcnorm.report.masking import PLAIN
from svcnorm.report.opinions import decision, opinion_words
from svcnorm.report.scores import result_words
from svcnorm.report.tables import Cell, Column, Table, checklist, faults, scores, unjudged
from svcnorm.report.tables.table import about, about_columns
from svcnorm.report.unjudged import checklist as looks
from svcnorm.report.view import View
from svcnorm.report.workbook import Lines, Workbook

CHUNK = 200
"""Conversations that are read at a time."""
NOBODY = SecondLook({}, {}, (), {})
Tell = Callable[[int, int], None]
Rows = Sequence[tuple[Cell, ...]]


class _Sheet(NamedTuple):
    """A sheet of which each conversation has some rows: as a report has it, with what people decided beside it."""

    table: Callable[[View], Table]
    more: Callable[[], Sequence[Column]]
    beside: Callable[[Rows, View, ConversationReport, SecondLook], Iterator[Sequence[Cell]]]


def write(store: Path, out: BinaryIO, folder: str, choice: Choice, tell: Tell = lambda done, total: None) -> int:
    """Write the workbook; rows wait in `folder`, which must be private. How many conversations there are.

    Raises StoreError.
    """
    with closing(for_reading(store)) as db, reported(store):
        known = books(db)
        if not known:
            raise StoreError("nothing in the store was judged", file=str(store), remedy="run svcnorm audit on it first")
        return _write(db, known, Workbook(out, _("Service norms: audit"), folder), choice, tell)


def _write(db: sqlite3.Connection, known: Mapping[int, Book], book: Workbook, choice: Choice, tell: Tell) -> int:
    titles = {h.name: h.title or h.name for of in known.values() for h in of.handbooks}
    head = View(replace(list(known.values())[-1].report, conversations=()), PLAIN, verbose=True)
    _whole(book, figures.overview(db, choice, titles))
    first = {sheet: _begun(book, head, sheet) for sheet in (FAULTS, SCORES)}
    _whole(book, figures.agents(db, choice, titles))
    _whole(book, figures.rules(db, choice, known))
    lines = {**first, **{sheet: _begun(book, head, sheet) for sheet in (UNJUDGED, CHECKLIST)}}
    where, values = choice.where(DAY)
    query = f"SELECT c.key FROM conversation c WHERE {SCOPE} AND {where} ORDER BY c.started, c.id"
    keys = [row[0] for row in db.execute(query, values)]
    second = second_looks(db)
    added: list[Sequence[Cell]] = []
    for at in range(0, len(keys), CHUNK):
        for each in recall(db, known, keys[at : at + CHUNK]):
            view = View(replace(each.book.report, conversations=(each.report,)), PLAIN, verbose=True)
            people = second.get(each.key, NOBODY)
            for sheet, into in lines.items():
                rows = sheet.table(view).rows
                for row, beside in zip(rows, sheet.beside(rows, view, each.report, people)):
                    into.add((*row, *beside))
            added += _missed(view, each.report, people)
        tell(min(at + CHUNK, len(keys)), len(keys))
    for into in lines.values():
        into.close()
    if added:
        _whole(book, Table(_("Missed"), _missed_columns(), added))  # type: ignore[arg-type]  # rows are tuples
    book.close()
    return len(keys)


def _whole(book: Workbook, table: Table) -> None:
    lines = book.table(table.title, table.columns)
    for row in table.rows:
        lines.add(row)
    lines.close()


def _begun(book: Workbook, head: View, sheet: _Sheet) -> Lines:
    empty = sheet.table(head)
    return book.table(empty.title, (*empty.columns, *sheet.more()))


def _opinion_columns() -> Sequence[Column]:
    return (Column(_("second look"), 10, "state"), Column(_("reviewers"), 40, "long"))


def _opinions(rows: Rows, view: View, of: ConversationReport, people: SecondLook) -> Iterator[Sequence[Cell]]:
    """What people make of each row of the faults, whose last cell is the fingerprint."""
    for row in rows:
        name = str(row[-1])
        human = people.human.get(name, "")
        yield (decision(human) if human else "", view.text(opinion_words(people.opinions.get(name, ()))))


def _score_columns() -> Sequence[Column]:
    return (Column(_("score as reviewed"), 10, "score"), Column(_("result as reviewed"), 12, "state"))


def _scores(rows: Rows, view: View, of: ConversationReport, people: SecondLook) -> Iterator[Sequence[Cell]]:
    for card in of.scorecards:
        score, passed = people.scores.get(card.handbook, (None, None))
        yield (score, result_words(passed)) if card.handbook in people.scores else (None, "")
    if not of.scorecards:
        yield (None, "")


def _nothing(rows: Rows, view: View, of: ConversationReport, people: SecondLook) -> Iterator[Sequence[Cell]]:
    return (() for _row in rows)


def _looked(rows: Rows, view: View, of: ConversationReport, people: SecondLook) -> Iterator[Sequence[Cell]]:
    for look in looks(view, of):
        said = [
            t.opinion
            for t in people.told
            if t.kind == MANUAL and (t.norm == look.norm if t.norm else t.rule == look.rule)
        ]
        agreed = {each.decision for each in said}
        human = agreed.pop() if len(agreed) == 1 else "disputed" if agreed else ""
        yield (decision(human) if human else "", view.text(opinion_words(said)))


def _missed_columns() -> tuple[Column, ...]:
    columns = (Column(_("norm's id"), 14), Column(_("rule's id"), 24), Column(_("sentence"), 8, "number"))
    return (*about_columns(), *columns, Column(_("words of the sentence"), 50, "long"), *_opinion_columns()[1:])


def _missed(view: View, of: ConversationReport, people: SecondLook) -> Iterator[Sequence[Cell]]:
    for each in people.told:
        if each.kind == MISSED:
            turn = each.turn
            words = "" if turn is None else view.sentence(of.conversation, turn)
            said = view.text(": ".join(filter(None, (each.opinion.reviewer, each.opinion.remark))))
            yield (
                *about(view, of.conversation),
                view.name(each.norm),
                view.name(each.rule),
                None if turn is None else turn + 1,
                words,
                said,
            )


FAULTS = _Sheet(faults, _opinion_columns, _opinions)
SCORES = _Sheet(scores, _score_columns, _scores)
UNJUDGED = _Sheet(unjudged, tuple, _nothing)
CHECKLIST = _Sheet(checklist, _opinion_columns, _looked)
