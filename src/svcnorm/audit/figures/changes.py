"""What became of verdicts between two runs of a store, by its log of changes."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from svcnorm.model.differences import VANISHED, Change, Differences
from svcnorm.model.errors import ConfigError
from svcnorm.model.verdicts import VIOLATION


class Logged(NamedTuple):
    """A change with whom its verdict is about: a case, a customer, else the conversation itself."""

    key: int
    subject: str
    change: Change


def differences(db: sqlite3.Connection, first: int, last: int) -> Differences:
    """What runs after `first` changed, up to and with `last`. Raises ConfigError for a run that there is not."""
    known = {number for (number,) in db.execute("SELECT id FROM run")}
    for number in (first, last):
        if number not in known:
            remedy = "svcnorm query lists the runs: SELECT run, began, state FROM runs"
            raise ConfigError(f"the store has no run {number}", remedy=remedy)
    if first >= last:
        raise ConfigError(f"run {first} is not before run {last}", remedy="name the earlier run first")
    between = (first, last)
    judged = "SELECT count(*) FROM conversation WHERE run IS NOT NULL AND first_run <= ?"
    fresh = "SELECT count(*) FROM conversation WHERE first_run > ? AND first_run <= ?"
    return Differences(
        str(first),
        str(last),
        db.execute(judged, (first,)).fetchone()[0],
        [one.change._replace(**_said(db, one, between)) for one in _joined(list(_logged(db, between)))],
        db.execute(fresh, between).fetchone()[0],
        _violations(db, between),
        findings=_findings(db, between),
    )


def _logged(db: sqlite3.Connection, between: tuple[int, int]) -> Iterator[Logged]:
    """Of each verdict that changed, what it was at first and what it is at last."""
    rows = db.execute(
        "SELECT g.conversation, g.rule, g.before, g.after, coalesce(c.name, c.id), r.title,"
        " CASE r.over WHEN 'case' THEN 'case:' || c.case_id WHEN 'customer' THEN 'customer:' || c.customer END"
        " FROM change g JOIN conversation c ON c.key = g.conversation"
        " LEFT JOIN (SELECT instance, title, over, max(key) FROM rule GROUP BY instance) r ON r.instance = g.rule"
        " WHERE g.run > ? AND g.run <= ? AND c.first_run <= ? ORDER BY g.rule, c.id, g.run",
        (*between, between[0]),
    )
    for (rule, key), group in groupby(rows, lambda row: (row[1], row[0])):
        steps = list(group)
        before, after = steps[0][2], steps[-1][3]
        if before != after:
            name, title, subject = steps[0][4:]
            yield Logged(key, subject or f"conversation:{name}", Change(rule, title or "", name, before, after))


def _joined(logged: list[Logged]) -> Iterator[Logged]:
    """A verdict over a case or a customer that left one conversation and came to another is one change."""
    left = {(one.change.rule, one.subject): one for one in logged if not one.change.after}
    taken = set()
    out = []
    for one in logged:
        change = one.change
        other = left.get((change.rule, one.subject)) if not change.before else None
        if other is not None and other.key != one.key:
            taken.add((change.rule, other.key))
            one = one._replace(change=change._replace(before=other.change.before, elsewhere=other.change.conversation))
        out.append(one)
    return (one for one in out if (one.change.rule, one.key) not in taken or one.change.after)


def _said(db: sqlite3.Connection, one: Logged, between: tuple[int, int]) -> dict[str, str]:
    """What is, or was, found."""
    gone = one.change.kind == VANISHED
    held = "f.withdrawn_run > ? AND f.withdrawn_run <= ?" if gone else "coalesce(f.withdrawn_run > ?, 1)"
    row = db.execute(
        "SELECT m.value, f.text FROM finding f JOIN rule r ON r.key = f.rule JOIN text m ON m.key = f.message"
        f" WHERE f.conversation = ? AND r.instance = ? AND {held}"
        " ORDER BY f.possible, f.turn, f.start, f.fingerprint LIMIT 1",
        (one.key, one.change.rule, *(between if gone else between[1:])),
    ).fetchone()
    return {} if row is None else {"message": row[0], "text": row[1]}


def _violations(db: sqlite3.Connection, between: tuple[int, int]) -> dict[str, int]:
    """Violations of the conversations that are new, by rule, as they stood after the last run."""
    new = "c.first_run > ?1 AND c.first_run <= ?2"
    later = "SELECT g.conversation, g.rule, g.before, min(g.run) FROM change g WHERE g.run > ?2 GROUP BY 1, 2"
    now = db.execute(
        "SELECT r.instance, count(*) FROM verdict v JOIN conversation c ON c.key = v.conversation"
        f" JOIN rule r ON r.key = v.rule LEFT JOIN ({later}) g ON g.conversation = c.key AND g.rule = r.instance"
        f" WHERE v.code = CAST('V' AS BLOB) AND g.rule IS NULL AND {new} GROUP BY 1",
        between,
    )
    then = db.execute(
        f"SELECT g.rule, count(*) FROM ({later}) g JOIN conversation c ON c.key = g.conversation"
        f" WHERE g.before = '{VIOLATION}' AND {new} GROUP BY 1",
        between,
    )
    return dict(_sum(now, then).most_common())


def _sum(*counts: Iterable[tuple[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(dict(each))
    return total


def _findings(db: sqlite3.Connection, between: tuple[int, int]) -> tuple[int, int]:
    """Findings that came and that were withdrawn."""
    came, gone = db.execute(
        "SELECT coalesce(sum(first_run > ?1 AND first_run <= ?2 AND (withdrawn_run IS NULL OR withdrawn_run > ?2)), 0),"
        " coalesce(sum(first_run <= ?1 AND withdrawn_run > ?1 AND withdrawn_run <= ?2), 0) FROM finding",
        between,
    ).fetchone()
    return came, gone
