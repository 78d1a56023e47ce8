"""Conversations of a store as they were reported: put together from its rows, judged by nobody again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.audit.codes import ELSEWHERE, LETTERS, outcomes
from svcnorm.audit.site.books import Book
from svcnorm.audit.store.waiting import marks, parts
from svcnorm.audit.words import Frame, from_words
from svcnorm.model.report import ConversationReport, Scorecard
from svcnorm.model.rules import Rule
from svcnorm.model.verdicts import (
    MANUAL,
    NOT_APPLICABLE,
    UNDETERMINED,
    VERDICTS,
    VIOLATION,
    Finding,
    Nearest,
    Place,
    RuleVerdict,
)

EVERY = {code[0]: (verdict, reasons) for code, verdict, reasons in outcomes()}
"""All verdicts with their reasons, by code."""
TOLD = {LETTERS[verdict]: EVERY[LETTERS[verdict]] for verdict in (VIOLATION, UNDETERMINED, MANUAL)}
"""The verdicts that a page says something of; the others are only counted."""
LATE = 1 << 60
"""Sorts what no sentence shows behind what one does."""


class Recalled(NamedTuple):
    """A conversation with its verdicts, those that were asked for alone; `counts` has the number of each, in the order
    of VERDICTS. `agents` tells by fingerprint whose finding it is. `spoken`: its words are in the store."""

    key: int
    book: Book
    report: ConversationReport
    counts: Sequence[int]
    agents: Mapping[str, str | None]
    spoken: bool


def recall(
    db: sqlite3.Connection,
    books: Mapping[int, Book],
    keys: Sequence[int],
    told: Mapping[int, tuple[str, str]] = TOLD,
) -> Iterator[Recalled]:
    """Conversations by their numbers, in that order, with the verdicts of `told`; those that were not judged are
    left out."""
    for part in parts(keys):
        rows = _Rows(db, part, told)
        yield from (_recalled(rows, books[rows.frames[key][0]], key) for key in part if key in rows.frames)


class _Rows:
    """What the tables hold of some conversations, by their numbers."""

    def __init__(self, db: sqlite3.Connection, keys: Sequence[int], told: Mapping[int, tuple[str, str]]) -> None:
        self.told = told
        among = f"IN ({marks(keys)})"
        self.frames: dict[int, tuple[Any, ...]] = {
            row[0]: row[1:]
            for row in db.execute(
                "SELECT c.key, c.ruleset, w.codes, coalesce(c.name, c.id), c.source, c.channel, c.notes"
                f" FROM conversation c JOIN vector w ON w.key = c.vector WHERE c.key {among}",
                keys,
            )
        }
        self.words = dict(db.execute(f"SELECT conversation, body FROM words WHERE conversation {among}", keys))
        query = (
            "SELECT f.conversation, f.rule, f.possible, f.agent, f.fingerprint, f.severity, f.points, f.at_ms,"
            " m.value, s.value, p.value, f.detail FROM finding f JOIN text m ON m.key = f.message"
            " JOIN text s ON s.key = f.suggestion JOIN text p ON p.key = f.pattern"
            f" WHERE f.withdrawn_run IS NULL AND f.conversation {among}"
            " ORDER BY coalesce(f.turn, ?), f.start, f.at_ms, f.fingerprint"
        )
        self.findings = grouped(db.execute(query, (*keys, LATE)))
        reasons = f"SELECT conversation, rule, reasons FROM verdict WHERE conversation {among}"
        self.reasons = {(key, rule): text for key, rule, text in db.execute(reasons, keys)}
        self.scores = grouped(
            db.execute(
                f"SELECT conversation, handbook, score, coverage, passed FROM score WHERE conversation {among}", keys
            )
        )
        self.deductions = grouped(
            db.execute(
                "SELECT conversation, handbook, rule, norm, points FROM deduction"
                f" WHERE conversation {among} ORDER BY handbook, rule, norm",
                keys,
            )
        )


def grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """Rows by their first column, without it."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for key, *row in rows:
        found.setdefault(key, []).append(tuple(row))
    return found


def _recalled(rows: _Rows, book: Book, key: int) -> Recalled:
    _ruleset, codes, name, source, channel, notes = rows.frames[key]
    body = rows.words.get(key)
    frame = Frame(name, source, channel, tuple(filter(None, notes.split("\n"))))
    talk = from_words(zlib.decompress(body) if body else b"", frame)
    findings = rows.findings.get(key, [])
    of = ConversationReport(
        talk,
        tuple(_verdicts(rows, book, key, codes, findings)),
        tuple(_scorecard(book, row, rows.deductions.get(key, [])) for row in rows.scores.get(key, [])),
    )
    agents = {row[3]: row[2] for row in findings}
    return Recalled(key, book, of, _counts(codes), agents, body is not None)


def _verdicts(
    rows: _Rows, book: Book, key: int, codes: bytes, findings: Sequence[tuple[Any, ...]]
) -> Iterator[RuleVerdict]:
    by_rule: dict[tuple[int, int], list[Finding]] = {}
    for number, possible, _agent, *row in findings:
        by_rule.setdefault((number, possible), []).append(_finding(book.by_number[number], row))
    told = {book.numbers[at]: rows.told[code] for at, code in enumerate(codes) if code in rows.told}
    for number in sorted({*told, *(number for number, _possible in by_rule)}):
        rule = book.by_number[number]
        verdict, why = told.get(number, (NOT_APPLICABLE, ""))
        reasons = rows.reasons.get((key, number), why)
        yield RuleVerdict(
            rule.instance,
            book.norms[number],
            verdict,
            tuple(reasons.split(", ")) if reasons else (),
            tuple(by_rule.get((number, 0), ())),
            tuple(by_rule.get((number, 1), ())),
            checklist=rule.constraint.look_at if verdict == MANUAL else "",
        )


def _finding(rule: Rule, row: Sequence[Any]) -> Finding:
    fingerprint, severity, points, at, message, suggestion, pattern, detail = row
    said = json.loads(detail)
    nearest = said.get("nearest")
    return Finding(
        *(rule.instance, message, suggestion, severity, points, fingerprint),
        places=tuple(map(_place, said.get("places", ()))),
        role=said.get("role", "agent"),
        at=at,
        pattern=pattern,
        nearest=nearest
        and Nearest(nearest["place"] and _place(nearest["place"]), tuple(nearest["found"]), tuple(nearest["missing"])),
        window=said.get("window", ""),
    )


def _place(of: Mapping[str, Any]) -> Place:
    start, end = of["span"]
    return Place(of["turn"], start, end, of["text"])


def _scorecard(book: Book, row: Sequence[Any], deductions: Sequence[Sequence[Any]]) -> Scorecard:
    handbook, score, coverage, passed = row
    lost = tuple(
        (book.by_number[rule].instance, norm, points) for of, rule, norm, points in deductions if of == handbook
    )
    return Scorecard(handbook, score, coverage, None if passed is None else bool(passed), lost)


def _counts(codes: bytes) -> list[int]:
    known = {verdict: codes.count(letter) for verdict, letter in LETTERS.items()}
    known[NOT_APPLICABLE] = len(codes) - sum(known.values()) - codes.count(ELSEWHERE)
    return [known[verdict] for verdict in VERDICTS]
