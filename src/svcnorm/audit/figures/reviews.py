"""What people decided about findings, and what waits for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svcnorm.audit.figures.tallies import ALL, Choice
from svcnorm.model.decisions import DISPUTED, DOUBT, Opinion
from svcnorm.model.rules import SEVERITIES
from svcnorm.model.shares import Share, share

OPEN = "open"
HOLDS = "withdrawn_run IS NULL"


class Waiting(NamedTuple):
    """A finding that nobody decided about (`open`), that is in doubt, or about which reviewers differ. `said` is what
    each of them says; `turn` counts from 0; `possible`: only a person can confirm it."""

    state: str
    conversation: str
    rule: str
    title: str
    severity: str
    points: float
    possible: bool
    turn: int | None
    text: str
    message: str
    said: Sequence[Opinion]
    agent: str
    day: str
    fingerprint: str


class Overturned(NamedTuple):
    """A finding that people judged false."""

    conversation: str
    turn: int | None
    text: str
    message: str
    said: Sequence[Opinion]


class RuleReview(NamedTuple):
    """A rule as people see it. Counts are of findings, `missed` of faults that people found and it did not.
    `precision` is the share of confirmed ones among those that were confirmed or judged false."""

    rule: str
    title: str
    findings: int
    reviewed: int
    confirmed: int
    false_alarm: int
    doubt: int
    disputed: int
    missed: int
    precision: Share
    overturned: Sequence[Overturned]


def waiting(db: sqlite3.Connection) -> list[Waiting]:
    """What waits for a person: disputes first, then doubts, then what nobody looked at, the gravest first."""
    rank = " ".join(f"WHEN '{name}' THEN {n}" for n, name in enumerate(reversed(SEVERITIES)))
    rows = db.execute(
        "SELECT coalesce(human, ?), conversation, rule, title, severity, points, possible, turn, text, message,"
        " key, coalesce(agent, ''), coalesce(day, ''), fingerprint FROM reviewed"
        f" WHERE {HOLDS} AND (human IS NULL OR human IN (?, ?)) ORDER BY CASE human WHEN ? THEN 0 WHEN ? THEN 1"
        f" ELSE 2 END, CASE severity {rank} END, day, conversation, turn, rule, fingerprint",
        (OPEN, DOUBT, DISPUTED, DISPUTED, DOUBT),
    )
    said = opinions(db)
    return [Waiting(*row)._replace(possible=bool(row[6]), said=said.get((row[10], row[13]), ())) for row in rows]


def opinions(db: sqlite3.Connection) -> dict[tuple[int, str], list[Opinion]]:
    """What reviewers say now, by the number of the conversation and the fingerprint of the finding."""
    found: dict[tuple[int, str], list[Opinion]] = {}
    query = (
        "SELECT key, fingerprint, reviewer, decision, remark FROM decisions WHERE kind = 'finding' AND current"
        " ORDER BY reviewer"
    )
    for key, fingerprint, *opinion in db.execute(query):
        found.setdefault((key, fingerprint), []).append(Opinion(*opinion))
    return found


def rule_reviews(db: sqlite3.Connection) -> list[RuleReview]:
    """Every rule of which a finding was reviewed or a fault missed, those first that people overturned most."""
    missed = dict(db.execute("SELECT rule, count(DISTINCT conversation || char(10) || turn) FROM missed GROUP BY rule"))
    rows = db.execute(
        "SELECT rule, title, findings, reviewed, confirmed, false_alarm, doubt, disputed FROM reviewed_rules"
    ).fetchall()
    titles = dict(db.execute("SELECT instance, title FROM rule ORDER BY key"))
    known = {row[0] for row in rows}
    rows += [(rule, titles.get(rule, ""), 0, 0, 0, 0, 0, 0) for rule in missed if rule and rule not in known]
    said = opinions(db)
    found = []
    for row in rows:
        rule, confirmed, false = row[0], row[4], row[5]
        if row[3] or missed.get(rule):
            more = (
                missed.get(rule, 0),
                share(confirmed, confirmed + false),
                _overturned(db, rule, said) if false else (),
            )
            found.append(RuleReview(*(*row, *more)))
    return sorted(found, key=lambda each: (-each.false_alarm, each.precision.high, each.rule))


def _overturned(
    db: sqlite3.Connection, rule: str, said: Mapping[tuple[int, str], Sequence[Opinion]]
) -> list[Overturned]:
    query = (
        "SELECT conversation, turn, text, message, key, fingerprint FROM reviewed"
        f" WHERE {HOLDS} AND NOT possible AND human = 'false_alarm' AND rule = ? ORDER BY conversation, turn"
    )
    return [Overturned(*(*told, said.get((key, name), ()))) for *told, key, name in db.execute(query, (rule,))]


def precisions(db: sqlite3.Connection, choice: Choice = ALL) -> dict[str, Share]:
    """The precision of each rule as reviewed, of conversations that count."""
    where, values = choice.where("day")
    rows = db.execute(
        "SELECT rule, sum(human = 'confirmed'), sum(human IN ('confirmed', 'false_alarm')) FROM reviewed"
        f" WHERE human IS NOT NULL AND NOT possible AND {HOLDS} AND {where} GROUP BY rule",
        values,
    )
    return {rule: share(right, n) for rule, right, n in rows}
