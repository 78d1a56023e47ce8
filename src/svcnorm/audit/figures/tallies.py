"""Tallies of a store: of what it holds and of what was kept when conversations were purged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from svcnorm.audit.figures.shapes import shapes
from svcnorm.audit.figures.tally import NORM, Shape, Tally

KEYS: Mapping[str, str] = {
    "agent": "coalesce(c.agent, '')",
    "team": "coalesce(c.team, '')",
    "channel": "coalesce(c.channel, '')",
    "day": "coalesce({day}, '')",
    "week": "coalesce(date({day}, 'weekday 0', '-6 days'), '')",
    "month": "coalesce(substr({day}, 1, 7), '')",
}
"""By what is counted; a week is named by its Monday."""
DAY = "substr(c.started, 1, 10)"
KEPT_DAY = "c.day"
NOT_ROSTER = "c.id NOT GLOB 'roster:*'"
CHUNK = 4_000
"""Conversations that are counted at a time."""

Key = tuple[str, ...]
Groups = dict[Key, Tally]


class Choice(NamedTuple):
    """Which conversations count: of days from `begin` to `end` (both included; empty: no bound), of these agents
    where any are named."""

    begin: str = ""
    end: str = ""
    agents: Sequence[str] = ()

    def where(self, day: str) -> tuple[str, list[str]]:
        """The condition, with what stands for its marks."""
        parts = [(f"{day} >= ?", self.begin), (f"{day} <= ?", self.end)]
        asked = [(text, value) for text, value in parts if value]
        values = [value for _, value in asked]
        texts = [text for text, _ in asked]
        if self.agents:
            texts.append(f"c.agent IN ({', '.join('?' * len(self.agents))})")
            values += self.agents
        return " AND ".join(texts) or "1", values


ALL = Choice()


def tallies(db: sqlite3.Connection, by: Sequence[str] = (), choice: Choice = ALL, each: bool = True) -> Groups:
    """Tallies by the values of `by` (of KEYS), those of the time before the last purge included.

    Counts of single rules and norms are left out unless `each`; with them a tally takes some memory.
    """
    found = stored(db, by, choice, each)
    _kept(db, by, choice, each, found)
    return dict(sorted(found.items()))


def stored(db: sqlite3.Connection, by: Sequence[str], choice: Choice, each: bool = True) -> Groups:
    """Tallies of the conversations that the store holds."""
    groups: Groups = {}
    for key, shape, talks, codes in _codes(db, by, choice):
        groups.setdefault(key, Tally()).count(shape, codes, each, talks)
    keys, (where, values) = _keys(by, DAY), choice.where(DAY)
    numbers = ", ".join(str(n + 1) for n in range(len(by)))
    query = (
        f"SELECT {keys}s.handbook, s.score, s.passed, count(*) FROM score s"
        f" JOIN conversation c ON c.key = s.conversation WHERE {NOT_ROSTER} AND {where}"
        f" GROUP BY {numbers + ', ' if by else ''}s.handbook, s.score, s.passed"
    )
    for *key, handbook, score, passed, n in db.execute(query, values):
        groups[tuple(key)].scores[handbook, score, None if passed is None else bool(passed)] += n
    query = (
        f"SELECT {keys}r.instance, v.reasons, count(*) FROM verdict v JOIN conversation c ON c.key = v.conversation"
        f" JOIN rule r ON r.key = v.rule WHERE v.code = CAST('U' AS BLOB) AND {where}"
        f" GROUP BY {numbers + ', ' if by else ''}r.instance, v.reasons"
    )
    for *key, rule, reasons, n in db.execute(query, values):
        for reason in reasons.split(", "):
            groups[tuple(key)].reasons[rule if each else "", reason] += n
    return groups


def _codes(db: sqlite3.Connection, by: Sequence[str], choice: Choice) -> Iterator[tuple[Key, Shape, bool, list[bytes]]]:
    """The verdicts of conversations, those of one key and one rule set together, entries of a roster apart."""
    known = shapes(db)
    where, values = choice.where(DAY)
    numbers = ", ".join(str(n + 1) for n in range(len(by) + 2))
    query = (
        f"SELECT g.*, (SELECT codes FROM vector WHERE key = g.vector) FROM (SELECT {_keys(by, DAY)}c.ruleset,"
        f" {NOT_ROSTER}, c.vector, count(*) FROM conversation c WHERE c.vector IS NOT NULL AND {where}"
        f" GROUP BY {numbers}, c.vector) g ORDER BY {numbers}"
    )
    last: tuple[Key, int, int] | None = None
    chunk: list[bytes] = []
    for *key, ruleset, talks, _, n, codes in db.execute(query, values):
        now = (tuple(key), ruleset, talks)
        if last is not None and (now != last or len(chunk) >= CHUNK):
            yield last[0], known[last[1]], bool(last[2]), chunk
            chunk = []
        last = now
        chunk += [codes] * n
    if last is not None:
        yield last[0], known[last[1]], bool(last[2]), chunk


def _keys(by: Sequence[str], day: str) -> str:
    return "".join(f"{KEYS[name].format(day=day)}, " for name in by)


def _kept(db: sqlite3.Connection, by: Sequence[str], choice: Choice, each: bool, groups: Groups) -> None:
    """Add what purges kept."""
    keys, (where, values) = _keys(by, KEPT_DAY), choice.where(KEPT_DAY)
    for *key, conversations, broken, critical, fatal, fatal_open in db.execute(
        f"SELECT {keys}conversations, broken, critical, fatal, fatal_open FROM kept_conversation c WHERE {where}",
        values,
    ):
        group = groups.setdefault(tuple(key), Tally())
        group.conversations += conversations
        group.broken += broken
        group.critical += critical
        group.fatal += fatal
        group.fatal_open += fatal_open
    for *key, kind, name, a, b, c, d, e in db.execute(
        f"SELECT {keys}kind, name, violation, undetermined, pass, not_applicable, manual FROM kept_verdict c"
        f" WHERE {where}",
        values,
    ):
        if each or kind != NORM:
            groups[tuple(key)].add_verdicts(kind, name, (a, b, c, d, e), each)
    for *key, rule, reason, n in db.execute(f"SELECT {keys}rule, reason, n FROM kept_reason c WHERE {where}", values):
        groups[tuple(key)].reasons[rule if each else "", reason] += n
    for *key, handbook, score, passed, n in db.execute(
        f"SELECT {keys}handbook, score, passed, n FROM kept_score c WHERE {where}", values
    ):
        told = (handbook, None if score < 0 else score, None if passed < 0 else bool(passed))
        groups[tuple(key)].scores[told] += n
