"""Takes conversations out of a store for good, and keeps what is needed to count."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from svcnorm.audit.figures.tallies import Choice, Groups, stored
from svcnorm.audit.store.opening import transaction
from svcnorm.audit.store.runs import now
from svcnorm.model.errors import StoreError

KEY = ("agent", "team", "channel")
GONE = "conversation IN (SELECT key FROM gone)"
OF_CONVERSATIONS = ("content", "words", "verdict", "finding", "score", "deduction", "change")
WITH_A_CASE = (
    "SELECT own.conversation FROM membership own JOIN membership other ON other.kind = own.kind"
    " AND other.name = own.name WHERE own.conversation IN (SELECT key FROM gone)"
    " AND other.conversation NOT IN (SELECT key FROM gone)"
)
"""Conversations that go, of whose case or customer others stay."""


class Purged(NamedTuple):
    """What was taken out. `skeletons` are conversations of which the events stay, without a word."""

    conversations: int
    findings: int
    decisions: int
    errors: int
    skeletons: int


def purge(db: sqlite3.Connection, before: str, file: Path) -> Purged:
    """Take out conversations of days before `before` (`YYYY-MM-DD`); those without a date by when they were judged.

    The counts of each day stay. Nothing that was said can be found in the file afterwards, nor in its log.
    """
    db.execute("PRAGMA secure_delete = ON")
    db.execute("CREATE TEMP TABLE gone (key INTEGER PRIMARY KEY, day TEXT)")
    db.execute(
        "INSERT INTO gone SELECT c.key, substr(c.started, 1, 10) FROM conversation c JOIN run r ON r.id = c.first_run"
        " WHERE c.id NOT GLOB 'roster:*' AND coalesce(substr(c.started, 1, 10), substr(r.began, 1, 10)) < ?"
        " AND (c.vector IS NOT NULL OR c.ruleset IS NULL OR c.pending OR EXISTS (SELECT 1 FROM content t WHERE"
        " t.conversation = c.key))",
        (before,),
    )
    with transaction(db):
        for (day,) in db.execute("SELECT DISTINCT day FROM gone WHERE day IS NOT NULL ORDER BY day").fetchall():
            _keep(db, day, stored(db, KEY, Choice(day, day)))
        found = _take_out(db, before)
        db.execute("INSERT OR REPLACE INTO setting VALUES ('purged_before', ?)", (before,))
        db.execute(
            "INSERT INTO purge (before, done, conversations, findings, decisions, errors, skeletons)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (before, now(), *found),
        )
    db.execute("DROP TABLE temp.gone")
    _scrub(db, file)
    return found


def _take_out(db: sqlite3.Connection, before: str) -> Purged:
    def count(query: str) -> int:
        return int(db.execute(query).fetchone()[0])

    total = count("SELECT count(*) FROM gone")
    findings = count(f"SELECT count(*) FROM finding WHERE {GONE}")
    db.execute(f"CREATE TEMP TABLE skeleton AS {WITH_A_CASE} GROUP BY 1")
    skeletons = count("SELECT count(*) FROM skeleton")
    decisions = db.execute(
        "DELETE FROM decision WHERE conversation IN (SELECT id FROM conversation WHERE key IN (SELECT key FROM gone))"
    ).rowcount
    for table in OF_CONVERSATIONS:
        db.execute(f"DELETE FROM {table} WHERE {GONE}")
    db.execute(
        "UPDATE conversation SET name = NULL, source = '', agent = NULL, team = NULL, vector = NULL, notes = '',"
        " hash = x'', pending = 0, moved = 0, dated = 0, turns = 0 WHERE key IN (SELECT conversation FROM skeleton)"
    )
    db.execute("UPDATE event SET fields = '' WHERE conversation IN (SELECT conversation FROM skeleton)")
    left = "key NOT IN (SELECT conversation FROM skeleton)"
    db.execute(f"DELETE FROM membership WHERE conversation IN (SELECT key FROM gone WHERE {left})")
    db.execute(f"DELETE FROM event WHERE conversation IN (SELECT key FROM gone WHERE {left})")
    db.execute(f"DELETE FROM conversation WHERE key IN (SELECT key FROM gone WHERE {left})")
    errors = db.execute(
        "DELETE FROM error WHERE run IN (SELECT id FROM run WHERE substr(began, 1, 10) < ?)", (before,)
    ).rowcount
    db.execute("DELETE FROM vector WHERE key NOT IN (SELECT vector FROM conversation WHERE vector IS NOT NULL)")
    db.execute(
        "DELETE FROM text WHERE key NOT IN (SELECT message FROM finding UNION SELECT suggestion FROM finding"
        " UNION SELECT pattern FROM finding)"
    )
    db.execute("DROP TABLE temp.skeleton")
    return Purged(total, findings, decisions, errors, skeletons)


def _keep(db: sqlite3.Connection, day: str, groups: Groups) -> None:
    """Add the counts of a day to what was kept of it before."""
    for (agent, team, channel), tally in groups.items():
        key = (day, agent, team, channel)
        counts = (tally.conversations, tally.broken, tally.critical, tally.fatal, tally.fatal_open)
        db.execute(
            "INSERT INTO kept_conversation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " conversations = conversations + excluded.conversations, broken = broken + excluded.broken,"
            " critical = critical + excluded.critical, fatal = fatal + excluded.fatal,"
            " fatal_open = fatal_open + excluded.fatal_open",
            (*key, *counts),
        )
        db.executemany(
            "INSERT INTO kept_verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " violation = violation + excluded.violation, undetermined = undetermined + excluded.undetermined,"
            " pass = pass + excluded.pass, not_applicable = not_applicable + excluded.not_applicable,"
            " manual = manual + excluded.manual",
            [(*key, kind, name, *found) for (kind, name), found in tally.verdicts.items()],
        )
        db.executemany(
            "INSERT INTO kept_reason VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
            [(*key, rule, reason, n) for (rule, reason), n in tally.reasons.items()],
        )
        db.executemany(
            "INSERT INTO kept_score VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
            [
                (*key, handbook, -1 if score is None else score, -1 if passed is None else int(passed), n)
                for (handbook, score, passed), n in tally.scores.items()
            ],
        )


def _scrub(db: sqlite3.Connection, file: Path) -> None:
    """Write the file anew, and empty its log: deleted pages of either may still hold words."""
    db.execute("VACUUM")
    busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        message = "another program reads the store, so that its log still holds what was taken out"
        raise StoreError(message, file=str(file), remedy="end it, and run the same purge again")
