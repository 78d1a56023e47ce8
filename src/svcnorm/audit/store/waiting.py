"""What waits to be judged: those whose fellows came or went, those that time has moved on, in bundles."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence

from svcnorm.audit.rows import Fellow, Task
from svcnorm.audit.store.opening import transaction
from svcnorm.audit.store.runs import Run

IN_A_QUERY = 500
"""Numbers that one query names; SQLite takes 999 at least."""


def wake(db: sqlite3.Connection, run: Run) -> None:
    """Let those wait whose fellows are new or changed, and those whose verdicts another `as_of` may change.

    Only those of which the words are still here can be judged again: all whose rules look at fellows.
    """
    with transaction(db):
        db.execute(
            "UPDATE conversation SET pending = 1 WHERE pending = 0 AND key IN (SELECT conversation FROM content)"
            " AND key IN (SELECT other.conversation FROM conversation c"
            " JOIN membership own ON own.conversation = c.key"
            " JOIN membership other ON other.kind = own.kind AND other.name = own.name"
            " JOIN conversation mate ON mate.key = other.conversation"
            " JOIN ruleset r ON r.key = mate.ruleset AND instr(r.levels, own.kind)"
            " WHERE c.moved = 1)"
        )
        db.execute("UPDATE conversation SET moved = 0 WHERE moved = 1")
        db.execute(
            "UPDATE conversation SET pending = 1 WHERE pending = 0 AND dated = 1 AND as_of IS NOT ?"
            " AND key IN (SELECT conversation FROM content)",
            (run.as_of,),
        )


def count(db: sqlite3.Connection) -> int:
    """How many wait."""
    return int(db.execute("SELECT count(*) FROM conversation WHERE pending = 1").fetchone()[0])


WAITING, DATED = "c.pending = 1", "c.dated = 1"
"""Those that are to be judged; those that another `as_of` may change."""


def waiting(db: sqlite3.Connection, size: int, which: str = WAITING) -> Iterator[list[tuple[Task, str | None]]]:
    """All that wait, `size` at a time, those of one customer or case together, with their channels."""
    bundle, key = "", 0
    while True:
        rows = db.execute(
            "SELECT c.bundle, c.key, c.source, c.channel, t.body FROM conversation c"
            " JOIN content t ON t.conversation = c.key"
            f" WHERE {which} AND (c.bundle, c.key) > (?, ?) ORDER BY c.bundle, c.key LIMIT ?",
            (bundle, key, size),
        ).fetchall()
        if not rows:
            return
        bundle, key = rows[-1][:2]
        yield [(Task(number, zlib.decompress(body), source), channel) for _, number, source, channel, body in rows]


def fellows(db: sqlite3.Connection, keys: Sequence[int]) -> tuple[Fellow, ...]:
    """The frames and events of all conversations that share a case or a customer with one of `keys`."""
    found: set[int] = set()
    for part in parts(keys):
        found.update(
            row[0]
            for row in db.execute(
                "SELECT DISTINCT other.conversation FROM membership own JOIN membership other"
                f" ON other.kind = own.kind AND other.name = own.name WHERE own.conversation IN ({marks(part)})",
                part,
            )
        )
    return tuple(fellow for part in parts(sorted(found)) for fellow in _fellows(db, part))


def _fellows(db: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Fellow]:
    among = f"IN ({marks(keys)})"
    customers: dict[int, str] = {}
    cases: dict[int, list[str]] = {}
    events: dict[int, list[tuple[object, ...]]] = {}
    query = (
        f"SELECT conversation, kind, name FROM membership WHERE conversation {among} ORDER BY conversation, position"
    )
    for key, kind, name in db.execute(query, keys):
        if kind == "customer":
            customers[key] = name
        else:
            cases.setdefault(key, []).append(name)
    query = (
        "SELECT conversation, type, at, instant, by, due, ref, id, kind, fields FROM event"
        f" WHERE conversation {among} ORDER BY conversation, position"
    )
    for key, *event in db.execute(query, keys):
        events.setdefault(key, []).append(tuple(event))
    query = f"SELECT key, id, started_at FROM conversation WHERE key {among} ORDER BY key"
    for key, name, started_at in db.execute(query, keys):
        own = tuple(events.get(key, ()))
        # Rows of SQLite are as long as their query says, which mypy does not know.
        yield Fellow(name, started_at, customers.get(key), tuple(cases.get(key, ())), own)  # type: ignore[arg-type]


def parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), IN_A_QUERY):
        yield keys[start : start + IN_A_QUERY]


def marks(keys: Sequence[int]) -> str:
    return ", ".join("?" * len(keys))
