"""The first page: what the audit came to, drawn, and where to go on from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.i18n import _
from svcnorm.i18n.names import MISSING, SEVERITIES, SUPPLY, named
from svcnorm.model.report import Report
from svcnorm.model.rules import Handbook
from svcnorm.model.shares import Share, share
from svcnorm.model.summary import GroupLine, RuleLine, Summary
from svcnorm.report.faults import SIGNS
from svcnorm.report.html.frame import environment, frame
from svcnorm.report.html.page import made
from svcnorm.report.html.site.charts import Trend, spread, trend
from svcnorm.report.html.site.listing import Row
from svcnorm.report.html.site.names import agent_file, rule_file
from svcnorm.report.masking import PLAIN
from svcnorm.report.plain import visible
from svcnorm.report.shares import FEW, share_text
from svcnorm.report.view import View

SHOWN = 10
STYLES = ("style.css", "site/site.css")


class Found(NamedTuple):
    """What the pages of figures tell: `days` are the periods of the trend, `rows` the conversations, the worst first.
    `period` is what was asked for, as (from, until); `errors` counts inputs of the last run that could not be read.
    `paged` are the agents who have a page: those of whom only counts are left have none."""

    summary: Summary
    days: Sequence[GroupLine]
    agents: Sequence[GroupLine]
    teams: Sequence[GroupLine]
    rules: Sequence[RuleLine]
    rows: Sequence[Row]
    handbooks: Mapping[str, Handbook]
    head: Report
    paged: Sequence[str]
    period: tuple[str, str]
    errors: int
    masked: bool

    def title(self, handbook: str) -> str:
        """What a handbook is called."""
        known = self.handbooks.get(handbook)
        return visible((known.title if known else "") or handbook)


def overview_page(of: Found) -> str:
    """`index.html`."""
    overall = of.summary.overall
    pass_lines = {name: book.scoring.pass_line / 10 for name, book in of.handbooks.items()}
    scored = [scores for scores in overall.scores if scores.n]
    reasons = [
        (
            named(MISSING, reason),
            named(SUPPLY, reason) if reason in SUPPLY else "",
            share(n, sum(n for _r, n in overall.reasons)),
            n,
        )
        for reason, n in overall.reasons
    ]
    return _page(
        "site/overview.html",
        of,
        overall=overall,
        scored=scored,
        spreads=[spread(of.title(scores.handbook), scores, pass_lines.get(scores.handbook, 0.0)) for scores in scored],
        trends=list(filter(None, _trends(of))),
        reasons=reasons,
        rules=[line for line in of.rules if line.violations][:SHOWN],
        agents=of.agents[:SHOWN],
        teams=of.teams,
        worst=[row for row in of.rows[:SHOWN] if row.rules],
        made=made(View(of.head, PLAIN, verbose=True), of.masked),
    )


def agents_page(of: Found) -> str:
    """`agents.html`: everybody, and every team."""
    known = {line.name for line in of.agents}
    others = [agent for agent in of.paged if agent not in known]
    return _page("site/agents.html", of, agents=of.agents, teams=of.teams, others=others)


def rules_page(of: Found) -> str:
    """`rules.html`: every rule that was judged."""
    return _page("site/rules.html", of, rules=of.rules)


def _page(template: str, of: Found, **values: Any) -> str:
    page = environment().get_template(template)
    helpers = {
        "text": share_text,
        "visible": visible,
        "few": FEW,
        "agent_file": agent_file,
        "rule_file": rule_file,
        "severity": lambda code: named(SEVERITIES, code) if code else "—",
        "sign": lambda code: SIGNS.get(code, ""),
        "missing": lambda found: _(", ").join(f"{named(MISSING, reason)} {n}" for reason, n in found[:2]),
    }
    return page.render(**frame(STYLES), of=of, **helpers, **values)


def _trends(of: Found) -> list[Trend | None]:
    broken = [(line.name, line.broken) for line in of.days if line.name]
    found = [trend(_("with violations"), broken)]
    for scores in of.summary.overall.scores:
        passed = [(line.name, _passed(line, scores.handbook)) for line in of.days if line.name]
        found.append(trend(_("passed: {handbook}", handbook=of.title(scores.handbook)), passed))
    return found


def _passed(line: GroupLine, handbook: str) -> Share:
    return next((scores.passed for scores in line.scores if scores.handbook == handbook), share(0, 0))
