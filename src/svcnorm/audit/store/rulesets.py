"""Rule sets in the store: every rule has a number there, by which verdicts and findings name it."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.audit.store.opening import transaction
from svcnorm.judging import Rules
from svcnorm.packs.encode import FORMAT, encode

LEVELS = ("case", "customer")


class Known(NamedTuple):
    """A rule set of the store: its number, the numbers of its rules by position, and the `levels` beyond one
    conversation that its rules look at."""

    key: int
    rules: Sequence[int]
    instances: Sequence[str]
    levels: tuple[str, ...]


def levels_of(rules: Rules) -> tuple[str, ...]:
    """The levels beyond one conversation that rules look at."""
    over = {rule.over for rule in rules.rules}
    return tuple(level for level in LEVELS if level in over)


def register(db: sqlite3.Connection, rules: Rules) -> Known:
    """The rule set as the store knows it. One that differs in words only takes the place of the one before."""
    levels = levels_of(rules)
    tool = {name: value for name, value in rules.tool.items() if not name.endswith("_hash")}
    hashes = [rules.tool[name] for name in ("judging_hash", "scoring_hash", "ruleset_hash")]
    with transaction(db):
        db.execute(
            "INSERT INTO ruleset (judging_hash, scoring_hash, ruleset_hash, levels, tool) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (judging_hash, scoring_hash) DO UPDATE SET ruleset_hash = excluded.ruleset_hash",
            (*hashes, " ".join(levels), json.dumps(tool, sort_keys=True)),
        )
        key = db.execute("SELECT key FROM ruleset WHERE judging_hash = ? AND scoring_hash = ?", hashes[:2]).fetchone()[
            0
        ]
        _describe(db, key, rules)
    numbers = [row[0] for row in db.execute("SELECT key FROM rule WHERE ruleset = ? ORDER BY position", (key,))]
    return Known(key, numbers, [rule.instance for rule in rules.rules], levels)


def _describe(db: sqlite3.Connection, key: int, rules: Rules) -> None:
    db.execute("DELETE FROM pack WHERE ruleset = ?", (key,))
    db.executemany(
        "INSERT INTO pack VALUES (?, ?, ?, ?, ?)", [(key, p.name, p.version, p.hash, p.title) for p in rules.packs]
    )
    db.executemany(
        "INSERT INTO rule (ruleset, position, instance, id, title, pack, severity, points, status, over, look_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (ruleset, position) DO UPDATE SET title = excluded.title, look_at = excluded.look_at",
        [
            (key, n, r.instance, r.id, r.title, r.pack, r.severity, r.points, r.status, r.over, r.constraint.look_at)
            for n, r in enumerate(rules.rules)
        ],
    )
    db.execute("DELETE FROM norm WHERE ruleset = ?", (key,))
    db.executemany(
        "INSERT INTO norm VALUES (?, ?, ?, ?, ?, ?)",
        [(key, book.name, n.id, n.title, n.clause, n.status) for book in rules.handbooks for n in book.norms],
    )
    body = json.dumps(encode((rules.rules, rules.handbooks)), ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(body.encode("utf-8", "surrogatepass"))
    db.execute("INSERT OR REPLACE INTO rulebook VALUES (?, ?, ?)", (key, FORMAT, packed))
    numbers = dict(db.execute("SELECT position, key FROM rule WHERE ruleset = ?", (key,)))
    db.executemany(
        "INSERT OR IGNORE INTO binding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(numbers[position], *b) for position, rule in enumerate(rules.rules) for b in rule.bindings],
    )
