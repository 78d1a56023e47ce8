"""What was read goes into the store: new and changed conversations wait there to be judged."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.audit.rows import EventRow
from svcnorm.audit.store.opening import transaction
from svcnorm.audit.store.rulesets import Known
from svcnorm.audit.store.runs import Run, setting

NEW, CHANGED, UNCHANGED, PURGED = "new", "changed", "unchanged", "purged"

EFFORT = 6
"""How hard to deflate: level 9 takes twice the time for two per cent."""


class Entry(NamedTuple):
    """A conversation as it was read. `words` are those that may be shown, empty where there are none; `shown` is its
    id as it may be shown, where that differs; `customer` and
    `case_id` likewise are for show, `bundle` and `memberships` (kind, name) are not. `rules` are those that it
    is to be judged by, None where there are none."""

    id: str
    shown: str | None
    hash: bytes
    canonical: bytes
    words: bytes
    source: str
    channel: str | None
    started_at: int | None
    started: str | None
    customer: str | None
    case_id: str | None
    agent: str | None
    team: str | None
    turns: int
    bundle: str
    memberships: Sequence[tuple[str, str]]
    events: Sequence[EventRow]
    rules: Known | None


class Taken(NamedTuple):
    """What became of an entry: its number in the store, its state, and whether it is to be judged."""

    key: int
    state: str
    pending: bool


def enter(db: sqlite3.Connection, run: Run, entries: Sequence[Entry]) -> list[Taken]:
    """Store what is new or changed, in one transaction, and mark what has to be judged (again).

    What is older than what was purged does not come back: it was counted, and is not to be kept.
    """
    floor = setting(db, "purged_before", "")
    with transaction(db):
        return [
            Taken(0, PURGED, False) if entry.started and entry.started[:10] < floor else _enter(db, run, entry)
            for entry in entries
        ]


def _enter(db: sqlite3.Connection, run: Run, entry: Entry) -> Taken:
    known = db.execute(
        "SELECT key, hash, pending, ruleset, dated, as_of FROM conversation WHERE id = ?",
        (entry.id,),
    ).fetchone()
    if known is None:
        key = _insert(db, run, entry)
        _wait(db, key, entry)
        return Taken(key, NEW, True)
    key, hash_, pending, ruleset, dated, as_of = known
    if hash_ != entry.hash:
        _forget_fellowship(db, key)
        _update(db, key, entry)
        _wait(db, key, entry)
        return Taken(key, CHANGED, True)
    wanted = entry.rules.key if entry.rules else None
    stale = ruleset != wanted or (dated and as_of != run.as_of)
    if stale and not pending:
        db.execute("UPDATE conversation SET pending = 1, source = ? WHERE key = ?", (entry.source, key))
        _keep(db, key, entry)
    _keep_words(db, key, entry, "IGNORE")
    return Taken(key, UNCHANGED, bool(pending or stale))


FRAME = "name, hash, source, channel, started_at, started, customer, case_id, agent, team, turns, bundle"


def _frame(e: Entry) -> tuple[object, ...]:
    start = (e.shown, e.hash, e.source, e.channel, e.started_at, e.started, e.customer, e.case_id)
    return (*start, e.agent, e.team, e.turns, e.bundle)


def _insert(db: sqlite3.Connection, run: Run, entry: Entry) -> int:
    marks = ", ".join("?" * (FRAME.count(",") + 1))
    return int(
        db.execute(
            f"INSERT INTO conversation (id, first_run, pending, moved, {FRAME}) VALUES (?, ?, 1, 1, {marks})",
            (entry.id, run.id, *_frame(entry)),
        ).lastrowid
        or 0
    )


def _update(db: sqlite3.Connection, key: int, entry: Entry) -> None:
    columns = ", ".join(f"{name} = ?" for name in FRAME.split(", "))
    db.execute(f"UPDATE conversation SET pending = 1, moved = 1, {columns} WHERE key = ?", (*_frame(entry), key))


def _wait(db: sqlite3.Connection, key: int, entry: Entry) -> None:
    """All that judging it and its fellows needs."""
    db.executemany(
        "INSERT INTO membership VALUES (?, ?, ?, ?)",
        [(kind, name, key, position) for position, (kind, name) in enumerate(entry.memberships)],
    )
    if entry.memberships:
        db.executemany(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(key, position, *event) for position, event in enumerate(entry.events)],
        )
    _keep(db, key, entry)
    _keep_words(db, key, entry, "REPLACE")


def _keep(db: sqlite3.Connection, key: int, entry: Entry) -> None:
    body = zlib.compress(entry.canonical, EFFORT)
    db.execute("INSERT OR REPLACE INTO content VALUES (?, ?)", (key, body))


def _keep_words(db: sqlite3.Connection, key: int, entry: Entry, known: str) -> None:
    """Keep what pages show, for as long as the conversation is in the store; `known` says what becomes of what was
    kept before: a store may be from a time when nothing was."""
    if entry.words:
        body = zlib.compress(entry.words, EFFORT)
        db.execute(f"INSERT OR {known} INTO words VALUES (?, ?)", (key, body))


def _forget_fellowship(db: sqlite3.Connection, key: int) -> None:
    """A conversation that changed may leave its cases: those that stay there have to be judged without it."""
    db.execute(
        "UPDATE conversation SET pending = 1 WHERE pending = 0 AND key IN (SELECT conversation FROM content)"
        " AND key IN (SELECT other.conversation FROM membership own JOIN membership other"
        " ON other.kind = own.kind AND other.name = own.name WHERE own.conversation = ?)",
        (key,),
    )
    db.execute("DELETE FROM membership WHERE conversation = ?", (key,))
    db.execute("DELETE FROM event WHERE conversation = ?", (key,))
