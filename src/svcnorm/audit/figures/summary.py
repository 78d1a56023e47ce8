"""The summary of a store: overall, by what was asked for, what is worst, what comes again, and how it goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from svcnorm.audit.figures.lines import Named, group_line, rule_lines, score_lines
from svcnorm.audit.figures.reviews import precisions
from svcnorm.audit.figures.tallies import ALL, DAY, KEYS, NOT_ROSTER, Choice, tallies
from svcnorm.audit.figures.tally import NORM, RULE, Tally
from svcnorm.model.rules import SEVERITIES
from svcnorm.model.shares import share
from svcnorm.model.summary import GroupLine, Repeated, Summary, Worst

BY = (RULE, NORM, "handbook", *KEYS)
SHOWN = 10
"""How many rules, conversations and agents are named where not all are asked for."""
AGAIN = 3
"""Conversations in which an agent must have broken a rule to be named for it."""
CANDIDATES = 200
"""Agents and rules with most violations, among whom those are chosen who stand out by rate."""
DAYS, WEEKS = 21, 120
"""Up to so many days a trend is shown by day, by week; beyond, by month."""


def summary(db: sqlite3.Connection, by: str = "", choice: Choice = ALL) -> Summary:
    """What the store comes to; `by` is one of BY, or empty for the overview."""
    tally = tallies(db, choice=choice).get((), Tally())
    names = named_rules(db)
    bound = choice.where(DAY)
    undated, waiting = db.execute(
        "SELECT coalesce(sum(started IS NULL AND vector IS NOT NULL), 0), coalesce(sum(pending), 0) FROM conversation c"
        f" WHERE {NOT_ROSTER}"
    ).fetchone()
    purged = db.execute("SELECT coalesce(sum(conversations), 0) FROM purge").fetchone()[0]
    overall = group_line("", tally)
    told = Summary(tally.conversations, undated, waiting, purged, overall, by, ())
    if by == RULE:
        reviewed = precisions(db, choice)
        lines = rule_lines(by, tally, names)
        return told._replace(lines=[line._replace(precision=reviewed.get(line.name, line.precision)) for line in lines])
    if by == NORM:
        return told._replace(lines=rule_lines(by, tally, names))
    if by == "handbook":
        return told._replace(lines=score_lines(tally))
    if by:
        return told._replace(lines=_groups(db, by, choice))
    period = _period(db, bound)
    broken = [line for line in rule_lines(RULE, tally, names) if line.violations]
    return told._replace(
        rules=broken[:SHOWN],
        worst=_worst(db, bound),
        repeated=_repeated(db, choice, names),
        period=period,
        trend=_groups(db, period, choice),
    )


def _groups(db: sqlite3.Connection, by: str, choice: Choice) -> list[GroupLine]:
    """Periods in their order; others by the least that their rate of violations can be, the greatest first."""
    lines = [group_line(name, tally) for (name,), tally in tallies(db, (by,), choice, each=False).items()]
    if by in ("day", "week", "month"):
        return lines
    return sorted(lines, key=lambda line: (-line.broken.low if line.broken.n else 0, line.name))


def named_rules(db: sqlite3.Connection) -> dict[str, Named]:
    """Rules by instance and norms by `handbook/norm`, as the latest rule set has them; a norm is as grave
    as the gravest of its rules."""
    rows = db.execute("SELECT instance, title, severity FROM rule ORDER BY key").fetchall()
    found = {instance: Named(title, severity) for instance, title, severity in rows}
    query = (
        "SELECT r.ruleset, b.handbook || '/' || b.norm, coalesce(n.title, ''), b.severity, b.supports FROM binding b"
        " JOIN rule r ON r.key = b.rule LEFT JOIN norm n ON n.ruleset = r.ruleset AND n.handbook = b.handbook"
        " AND n.id = b.norm ORDER BY r.ruleset, b.supports, r.key"
    )
    norms: dict[str, tuple[int, Named]] = {}
    for ruleset, name, title, severity, supports in db.execute(query):
        known = norms.get(name)
        if known is not None and known[0] == ruleset:
            severity = known[1].severity if supports else max(severity, known[1].severity, key=SEVERITIES.index)
        norms[name] = (ruleset, Named(title, severity))
    found.update((name, named) for name, (_ruleset, named) in norms.items())
    return found


def _worst(db: sqlite3.Connection, bound: tuple[str, Sequence[str]]) -> list[Worst]:
    """The conversations with the lowest scores, of these the ones with the most lost points first."""
    where, values = bound
    rows = db.execute(
        f"SELECT c.key, coalesce(c.name, c.id), s.handbook, s.score, coalesce(c.agent, ''), coalesce({DAY}, '')"
        f" FROM score s JOIN conversation c ON c.key = s.conversation WHERE {NOT_ROSTER} AND {where}"
        " AND s.score IS NOT NULL AND s.violation > 0"
        " ORDER BY s.score, (SELECT -sum(points) FROM deduction d WHERE d.conversation = c.key"
        " AND d.handbook = s.handbook), c.id LIMIT ?",
        (*values, SHOWN),
    ).fetchall()
    found = []
    for key, name, handbook, score, agent, day in rows:
        rules = db.execute(
            "SELECT r.instance, sum(d.points) FROM deduction d JOIN rule r ON r.key = d.rule"
            " WHERE d.conversation = ? AND d.handbook = ? GROUP BY r.instance ORDER BY 2 DESC, 1",
            (key, handbook),
        )
        found.append(Worst(name, handbook, score, agent, day, [rule for rule, _ in rules]))
    return found


def _repeated(db: sqlite3.Connection, choice: Choice, names: Mapping[str, Named]) -> list[Repeated]:
    """Agents who broke one rule again and again, by the least that their rate can be."""
    where, values = choice.where(DAY)
    rows = db.execute(
        "SELECT c.agent, r.instance FROM verdict v JOIN conversation c ON c.key = v.conversation"
        " JOIN rule r ON r.key = v.rule"
        f" WHERE v.code = CAST('V' AS BLOB) AND c.agent IS NOT NULL AND {NOT_ROSTER} AND {where}"
        " GROUP BY c.agent, r.instance HAVING count(*) >= ? ORDER BY count(*) DESC, 1, 2 LIMIT ?",
        (*values, AGAIN, CANDIDATES),
    ).fetchall()
    agents = tuple(sorted({agent for agent, _rule in rows}))
    of_agents = tallies(db, ("agent",), choice._replace(agents=agents)) if agents else {}
    found = []
    for agent, rule in rows:
        violations, _, passes, *_ = of_agents[(agent,)].verdicts[RULE, rule]
        title = names[rule].title if rule in names else ""
        found.append(Repeated(agent, rule, title, share(violations, violations + passes), violations))
    return sorted(found, key=lambda each: (-each.hits.low, each.agent, each.rule))[:SHOWN]


def _period(db: sqlite3.Connection, bound: tuple[str, Sequence[str]]) -> str:
    """Days, weeks or months, as the time spanned asks for."""
    where, values = bound
    first, last = db.execute(
        f"SELECT min({DAY}), max({DAY}) FROM conversation c WHERE {NOT_ROSTER} AND {where}", values
    ).fetchone()
    kept = db.execute(f"SELECT min(c.day) FROM kept_conversation c WHERE {where.replace(DAY, 'c.day')}", values)
    first = min(filter(None, (first, kept.fetchone()[0])), default=None)
    if first is None or last is None:
        return "day"
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return "day" if days <= DAYS else "week" if days <= WEEKS else "month"
