"""What a store tells the authors of rules: how often each rule hits, by which of its patterns, and which never do."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from svcnorm.audit.figures.summary import named_rules
from svcnorm.audit.figures.tallies import ALL, Choice, tallies
from svcnorm.audit.figures.tally import RULE, Tally
from svcnorm.model.shares import share
from svcnorm.model.summary import RuleStats


def rule_stats(db: sqlite3.Connection, choice: Choice = ALL) -> list[RuleStats]:
    """Every rule of the store, those that hit most first; findings and patterns are of what the store still holds."""
    tally = tallies(db, choice=choice).get((), Tally())
    names = named_rules(db)
    found = _findings(db, choice)
    decided = {
        rule: share(confirmed, confirmed + false)
        for rule, confirmed, false in db.execute("SELECT rule, confirmed, false_alarm FROM reviewed_rules")
    }
    lines = []
    for (kind, rule), (violations, undetermined, passes, *_others) in tally.verdicts.items():
        if kind != RULE:
            continue
        sure, possible = found.get((rule, 0), {}), found.get((rule, 1), {})
        patterns = sorted(((p, n) for p, n in sure.items() if p), key=lambda each: (-each[1], each[0]))
        counts = (violations, undetermined, sum(sure.values()), sum(possible.values()))
        precision = decided.get(rule, share(0, 0))
        title = names[rule].title if rule in names else ""
        lines.append(RuleStats(rule, title, share(violations, violations + passes), *counts, precision, patterns))
    return sorted(lines, key=lambda line: (-line.violations, -line.findings, line.rule))


def _findings(db: sqlite3.Connection, choice: Choice) -> Mapping[tuple[str, int], dict[str, int]]:
    """How many findings stand, by rule and whether they are only possible, and by pattern."""
    where, values = choice.where("a.day")
    rows = db.execute(
        "SELECT a.rule, a.possible, a.pattern, count(*) FROM all_findings a"
        f" WHERE a.withdrawn_run IS NULL AND {where} GROUP BY 1, 2, 3",
        values,
    )
    found: dict[tuple[str, int], dict[str, int]] = {}
    for rule, possible, pattern, n in rows:
        found.setdefault((rule, possible), {})[pattern] = n
    return found
