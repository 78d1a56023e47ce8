"""What workers found goes into the store; what no longer holds is withdrawn, and what changed is noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from svcnorm.audit.rows import FindingRow, Judged
from svcnorm.audit.store.rulesets import Known
from svcnorm.audit.store.runs import Run

GONE = ""
"""What stands in a change for a verdict that there was not, or is no more."""


def write(db: sqlite3.Connection, run: Run, rules: Known | None, judged: Iterable[Judged]) -> None:
    """Store the rows of some conversations, inside a transaction of the caller's. Those on which judging failed
    go on waiting."""
    for one in judged:
        if one.fault:
            continue
        _note_changes(db, run, rules, one)
        _verdicts(db, rules, one)
        _findings(db, run, rules, one)
        _scores(db, rules, one)
        db.execute(
            "UPDATE conversation SET pending = 0, run = ?, ruleset = ?, as_of = ?, dated = ?, vector = ?, notes = ?"
            " WHERE key = ?",
            (
                run.id,
                rules.key if rules else None,
                run.as_of,
                one.dated,
                _vector(db, one),
                "\n".join(one.notes),
                one.key,
            ),
        )
        if not one.dated and not _has_fellows(db, rules, one.key):
            db.execute("DELETE FROM content WHERE conversation = ?", (one.key,))


def _has_fellows(db: sqlite3.Connection, rules: Known | None, key: int) -> bool:
    """Whether events of other conversations can count for this one, now or later."""
    kinds = db.execute("SELECT DISTINCT kind FROM membership WHERE conversation = ?", (key,))
    return rules is not None and any(kind in rules.levels for (kind,) in kinds)


def _vector(db: sqlite3.Connection, one: Judged) -> int | None:
    if not one.codes:
        return None
    db.execute("INSERT OR IGNORE INTO vector (codes) VALUES (?)", (one.codes,))
    return int(db.execute("SELECT key FROM vector WHERE codes = ?", (one.codes,)).fetchone()[0])


def _verdicts(db: sqlite3.Connection, rules: Known | None, one: Judged) -> None:
    db.execute("DELETE FROM verdict WHERE conversation = ?", (one.key,))
    if rules is not None:
        db.executemany(
            "INSERT INTO verdict VALUES (?, ?, ?, ?)",
            [(one.key, rules.rules[row.position], bytes([row.code]), row.reasons) for row in one.verdicts],
        )


def _findings(db: sqlite3.Connection, run: Run, rules: Known | None, one: Judged) -> None:
    now = {row.fingerprint for row in one.findings}
    before = db.execute(
        "SELECT fingerprint FROM finding WHERE conversation = ? AND withdrawn_run IS NULL", (one.key,)
    ).fetchall()
    db.executemany(
        "UPDATE finding SET withdrawn_run = ? WHERE conversation = ? AND fingerprint = ?",
        [(run.id, one.key, fingerprint) for (fingerprint,) in before if fingerprint not in now],
    )
    for row in one.findings:
        assert rules is not None
        db.execute(
            "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"
            " ON CONFLICT (conversation, fingerprint) DO UPDATE SET rule = excluded.rule, possible = excluded.possible,"
            " severity = excluded.severity, points = excluded.points, turn = excluded.turn, start = excluded.start,"
            ' "end" = excluded."end", at_ms = excluded.at_ms, agent = excluded.agent, text = excluded.text,'
            " message = excluded.message, suggestion = excluded.suggestion, pattern = excluded.pattern,"
            " detail = excluded.detail,"
            " withdrawn_run = NULL",
            (one.key, *_finding(db, rules, row), run.id),
        )


def _finding(db: sqlite3.Connection, rules: Known, row: FindingRow) -> tuple[object, ...]:
    told = (_text(db, row.message), _text(db, row.suggestion), _text(db, row.pattern), row.detail)
    place = (row.turn, row.start, row.end, row.at_ms, row.agent, row.text)
    return (row.fingerprint, rules.rules[row.position], row.possible, row.severity, row.points, *place, *told)


def _text(db: sqlite3.Connection, value: str) -> int:
    """The number of a text: most messages are said a thousand times."""
    found = db.execute("SELECT key FROM text WHERE value = ?", (value,)).fetchone()
    if found is None:
        return int(db.execute("INSERT INTO text (value) VALUES (?)", (value,)).lastrowid or 0)
    return int(found[0])


def _scores(db: sqlite3.Connection, rules: Known | None, one: Judged) -> None:
    db.execute("DELETE FROM score WHERE conversation = ?", (one.key,))
    db.execute("DELETE FROM deduction WHERE conversation = ?", (one.key,))
    if rules is None:
        return
    numbers = dict(zip(rules.instances, rules.rules))
    for row in one.scores:
        db.execute(
            "INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (one.key, row.handbook, row.score, row.coverage, row.passed, *row.counts),
        )
        db.executemany(
            "INSERT INTO deduction VALUES (?, ?, ?, ?, ?)",
            [(one.key, row.handbook, numbers[rule], norm, points) for rule, norm, points in row.deductions],
        )


def _note_changes(db: sqlite3.Connection, run: Run, rules: Known | None, one: Judged) -> None:
    """Write down which verdicts of a conversation that had been judged before are others now."""
    known = db.execute(
        "SELECT c.ruleset, w.codes FROM conversation c LEFT JOIN vector w ON w.key = c.vector"
        " WHERE c.key = ? AND c.run IS NOT NULL",
        (one.key,),
    ).fetchone()
    if known is None:
        return
    ruleset, codes = known
    after = _by_instance(rules.instances if rules else (), one.codes)
    if rules is not None and ruleset == rules.key:
        instances = rules.instances
    else:
        query = "SELECT instance FROM rule WHERE ruleset = ? ORDER BY position"
        instances = [row[0] for row in db.execute(query, (ruleset,))]
    before = _by_instance(instances, codes or b"")
    if before == after:
        return
    names = dict(db.execute("SELECT code, verdict FROM outcome"))
    rows = []
    for rule in dict.fromkeys((*before, *after)):
        old, new = (names.get(of.get(rule, b""), GONE) for of in (before, after))
        if old != new:
            rows.append((run.id, one.key, rule, old, new))
    db.executemany("INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?, ?)", rows)


def _by_instance(instances: Iterable[str], codes: bytes) -> Mapping[str, bytes]:
    return {instance: codes[at : at + 1] for at, instance in enumerate(instances)} if codes else {}
