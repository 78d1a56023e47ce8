"""The rule sets of a store as rules and handbooks again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.report import Report
from svcnorm.model.rules import Binding, Constraint, Handbook, Norm, PackInfo, Rule
from svcnorm.packs.encode import FORMAT, decode


class Book(NamedTuple):
    """A rule set: the numbers of its rules in the store, in their order; rules and their norms by these; and all of
    it as the head of a report."""

    numbers: Sequence[int]
    by_number: Mapping[int, Rule]
    norms: Mapping[int, tuple[str, ...]]
    report: Report

    @property
    def rules(self) -> Sequence[Rule]:
        """Its rules, in their order."""
        return tuple(self.by_number.values())

    @property
    def handbooks(self) -> Sequence[Handbook]:
        """Its handbooks."""
        return self.report.handbooks


def books(db: sqlite3.Connection) -> dict[int, Book]:
    """By the number of the rule set."""
    rows = db.execute("SELECT key, ruleset_hash, judging_hash, tool FROM ruleset ORDER BY key").fetchall()
    return {
        key: _book(db, key, {**json.loads(tool), "ruleset_hash": of, "judging_hash": by}) for key, of, by, tool in rows
    }


def _book(db: sqlite3.Connection, key: int, tool: dict[str, str]) -> Book:
    kept = db.execute("SELECT body FROM rulebook WHERE ruleset = ? AND format = ?", (key, FORMAT)).fetchone()
    rules: Sequence[Rule]
    handbooks: tuple[Handbook, ...]
    if kept is not None:
        rules, handbooks = decode(json.loads(zlib.decompress(kept[0]).decode("utf-8", "surrogatepass")))
    else:
        rules, handbooks = _rules(db, key), _handbooks(db, key)
    numbers = [row[0] for row in db.execute("SELECT key FROM rule WHERE ruleset = ? ORDER BY position", (key,))]
    packs = tuple(
        PackInfo(*row)
        for row in db.execute("SELECT name, version, hash, title FROM pack WHERE ruleset = ? ORDER BY name", (key,))
    )
    report = Report(tool, packs, handbooks, {rule.instance: rule for rule in rules}, ())
    norms = (tuple(dict.fromkeys(binding.norm for binding in rule.bindings if binding.norm)) for rule in rules)
    return Book(numbers, dict(zip(numbers, rules)), dict(zip(numbers, norms)), report)


def _rules(db: sqlite3.Connection, ruleset: int) -> list[Rule]:
    """What the tables tell of rules that were stored before they were kept in full."""
    bindings: dict[int, list[Binding]] = {}
    query = (
        "SELECT b.rule, b.handbook, b.norm, b.severity, b.points, b.polarity, b.supports, b.valid_from, b.valid_to"
        " FROM binding b JOIN rule r ON r.key = b.rule WHERE r.ruleset = ?"
    )
    for rule, *binding in db.execute(query, (ruleset,)):
        bindings.setdefault(rule, []).append(Binding(*binding))
    query = (
        "SELECT key, id, instance, title, pack, severity, points, over, look_at FROM rule WHERE ruleset = ?"
        " ORDER BY position"
    )
    return [
        Rule(
            *(id_, instance, title, pack, Constraint("manual" if look_at else "require", look_at=look_at)),
            severity=severity,
            points=points,
            over=over,
            bindings=tuple(bindings.get(key, ())),
        )
        for key, id_, instance, title, pack, severity, points, over, look_at in db.execute(query, (ruleset,))
    ]


def _handbooks(db: sqlite3.Connection, ruleset: int) -> tuple[Handbook, ...]:
    norms: dict[str, list[Norm]] = {}
    query = "SELECT handbook, id, title, status, clause FROM norm WHERE ruleset = ? ORDER BY handbook, id"
    for handbook, *norm in db.execute(query, (ruleset,)):
        norms.setdefault(handbook, []).append(Norm(*norm))
    return tuple(Handbook(name, name, tuple(of)) for name, of in norms.items())
