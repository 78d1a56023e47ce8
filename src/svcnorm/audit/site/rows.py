"""The conversations of a store as rows of the list."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from svcnorm.audit.figures.tallies import DAY, NOT_ROSTER, Choice
from svcnorm.audit.site.recall import grouped
from svcnorm.model.rules import SEVERITIES
from svcnorm.report.html.site.listing import Row, badness

SCOPE = f"c.vector IS NOT NULL AND {NOT_ROSTER}"


def rows(db: sqlite3.Connection, choice: Choice) -> dict[int, Row]:
    """Conversations that were judged, by their numbers, the worst first."""
    where, values = choice.where(DAY)
    scope = f"conversation c WHERE {SCOPE} AND {where}"
    among = f"JOIN (SELECT c.key FROM {scope}) c ON c.key = x.conversation"
    scores = grouped(
        db.execute(f"SELECT x.conversation, x.handbook, x.score, x.passed FROM score x {among} ORDER BY 1, 2", values)
    )
    faults: dict[int, list[int]] = {}
    possible: dict[int, int] = {}
    query = (
        f"SELECT x.conversation, x.possible, x.severity, count(*) FROM finding x {among}"
        " WHERE x.withdrawn_run IS NULL GROUP BY 1, 2, 3"
    )
    for key, maybe, severity, n in db.execute(query, values):
        if maybe:
            possible[key] = possible.get(key, 0) + n
        else:
            faults.setdefault(key, [0] * len(SEVERITIES))[SEVERITIES.index(severity)] += n
    broken: dict[int, list[str]] = {}
    query = (
        f"SELECT x.conversation, r.instance FROM verdict x {among} JOIN rule r ON r.key = x.rule"
        " WHERE x.code = CAST('V' AS BLOB) ORDER BY 1, r.position"
    )
    for key, rule in db.execute(query, values):
        broken.setdefault(key, []).append(rule)
    query = f"SELECT x.conversation, count(*) FROM verdict x {among} WHERE x.code = CAST('U' AS BLOB) GROUP BY 1"
    undetermined: Mapping[int, int] = dict(db.execute(query, values).fetchall())
    query = (
        f"SELECT c.key, coalesce(c.name, c.id), c.name IS NOT NULL, coalesce({DAY}, ''), coalesce(c.channel, ''),"
        f" coalesce(c.agent, ''), coalesce(c.team, '') FROM {scope}"
    )
    found = {
        key: Row(
            *(name, str(key) if masked else "", day, channel, agent, team),
            scores=[
                (handbook, score, None if passed is None else bool(passed))
                for handbook, score, passed in scores.get(key, ())
            ],
            faults=faults.get(key, [0] * len(SEVERITIES)),
            possible=possible.get(key, 0),
            open=undetermined.get(key, 0),
            rules=broken.get(key, ()),
        )
        for key, name, masked, day, channel, agent, team in db.execute(query, values)
    }
    return dict(sorted(found.items(), key=lambda each: badness(each[1])))
