"""What is counted of each rule set of a store."""

from __future__ import annotations

import sqlite3

from svcnorm.audit.figures.tally import Shape
from svcnorm.model.rules import SEVERITIES


def shapes(db: sqlite3.Connection) -> dict[int, Shape]:
    """By the number of the rule set."""
    return {ruleset: _shape(db, ruleset) for (ruleset,) in db.execute("SELECT key FROM ruleset").fetchall()}


def _shape(db: sqlite3.Connection, ruleset: int) -> Shape:
    query = "SELECT key, instance, severity FROM rule WHERE ruleset = ? ORDER BY position"
    rules = db.execute(query, (ruleset,)).fetchall()
    position = {key: at for at, (key, _instance, _severity) in enumerate(rules)}
    norms: dict[str, dict[int, None]] = {}
    bound: dict[int, str] = {}
    query = (
        "SELECT b.rule, b.handbook, b.norm, b.severity, b.polarity FROM binding b JOIN rule r ON r.key = b.rule"
        " WHERE r.ruleset = ? AND NOT b.supports ORDER BY r.position, b.handbook, b.norm"
    )
    for key, handbook, norm, severity, polarity in db.execute(query, (ruleset,)):
        at = position[key]
        if norm:
            norms.setdefault(f"{handbook}/{norm}", {})[at] = None
        grave = severity if polarity == "must" else "info"
        bound[at] = max(bound.get(at, "info"), grave, key=SEVERITIES.index)
    fatal = [at for at, (_key, _instance, severity) in enumerate(rules) if bound.get(at, severity) == "fatal"]
    return Shape([instance for _key, instance, _ in rules], fatal, [(name, list(ats)) for name, ats in norms.items()])
