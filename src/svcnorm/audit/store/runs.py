"""Runs: begun, taken up again after they were cut off, ended; and the inputs that they set aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timezone
from typing import NamedTuple

from svcnorm.audit.faults import told
from svcnorm.audit.store.opening import transaction
from svcnorm.model.errors import StoreError, SvcnormError
from svcnorm.report.masking import Shown
from svcnorm.version import __version__


class Run(NamedTuple):
    """A run: its number, until when records are complete, and whether it had been cut off and is taken up again."""

    id: int
    as_of: int | None
    taken_up: bool


class Tally(NamedTuple):
    """What a run came to, in conversations and inputs."""

    read: int = 0
    judged: int = 0
    unchanged: int = 0
    errors: int = 0


def begin(db: sqlite3.Connection, request: str, as_of: int | None) -> Run:
    """A new run, or the last one if it was cut off and asked for the same."""
    with transaction(db):
        last = db.execute("SELECT id, request, state FROM run ORDER BY id DESC LIMIT 1").fetchone()
        taken_up = last is not None and last[1] == request and last[2] == "running"
        if taken_up:
            number = last[0]
            db.execute("DELETE FROM error WHERE run = ?", (number,))
        else:
            db.execute("UPDATE run SET state = 'interrupted' WHERE state = 'running'")
            number = db.execute(
                "INSERT INTO run (state, request, as_of, version, began) VALUES ('running', ?, ?, ?, ?)",
                (request, as_of, __version__, now()),
            ).lastrowid
    return Run(number, as_of, taken_up)


def end(db: sqlite3.Connection, run: Run, tally: Tally) -> None:
    """The run is done."""
    with transaction(db):
        db.execute(
            "UPDATE run SET state = 'done', ended = ?, read = ?, judged = ?, unchanged = ?, errors = ? WHERE id = ?",
            (now(), *tally, run.id),
        )


def setting(db: sqlite3.Connection, name: str, default: str) -> str:
    """A value that the store as a whole has."""
    row = db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return default if row is None else str(row[0])


def keep_masking(db: sqlite3.Connection, mask: bool, file: str) -> None:
    """A store holds masked text or plain text, not both. Raises StoreError where it was begun otherwise."""
    wanted = "masked" if mask else "plain"
    with transaction(db):
        db.execute("INSERT OR IGNORE INTO setting VALUES ('text', ?)", (wanted,))
    if setting(db, "text", wanted) != wanted:
        message = "the store was begun with masked text" if not mask else "the store was begun with --no-mask"
        raise StoreError(message, file=file, remedy="go on as it was begun, or name another store")


def add_errors(db: sqlite3.Connection, run: Run, errors: Iterable[SvcnormError], show: Shown) -> None:
    """Note inputs that were set aside."""
    last = db.execute("SELECT coalesce(max(number), 0) FROM error WHERE run = ?", (run.id,)).fetchone()[0]
    rows = [(run.id, number, *told(error, show)) for number, error in enumerate(errors, last + 1)]
    db.executemany("INSERT INTO error VALUES (?, ?, ?, ?, ?, ?)", rows)


def now() -> str:
    """This instant, UTC, ISO 8601."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
