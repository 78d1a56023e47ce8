"""The sheets of figures: what the audit came to, agents, rules."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping

from svcnorm.audit.figures.reviews import HOLDS, rule_reviews
from svcnorm.audit.figures.summary import summary
from svcnorm.audit.figures.tallies import DAY, NOT_ROSTER, Choice
from svcnorm.audit.site.books import Book
from svcnorm.audit.store.runs import setting
from svcnorm.i18n import _
from svcnorm.i18n.names import MISSING, SEVERITIES, VERDICTS, named
from svcnorm.model.rules import SEVERITIES as ORDER
from svcnorm.model.shares import Share
from svcnorm.model.summary import GroupLine, RuleLine
from svcnorm.report.opinions import decision
from svcnorm.report.plain import visible
from svcnorm.report.shares import share_text
from svcnorm.report.tables import Cell, Column, Table

DECIDED = ("confirmed", "false_alarm", "doubt", "disputed")


def overview(db: sqlite3.Connection, choice: Choice, titles: Mapping[str, str]) -> Table:
    """A row for each fact: what it is, what of it, and how much."""
    columns = (Column(_("fact"), 24), Column(_("of"), 60, "long"), Column(_("number"), 12, "number"))
    return Table(_("Overview"), columns, list(_facts(db, choice, titles)))


def _facts(db: sqlite3.Connection, choice: Choice, titles: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    told = summary(db, "day", choice)
    overall = told.overall
    yield _("conversations"), " – ".join(filter(None, (choice.begin, choice.end))), told.conversations
    yield _("with violations"), share_text(overall.broken), _hits(overall.broken)
    yield _("without fatal faults"), share_text(overall.critical_free), _hits(overall.critical_free)
    for scores in overall.scores:
        title = visible(titles.get(scores.handbook, scores.handbook))
        yield _("mean score"), title, scores.mean
        yield _("passed"), f"{title} {share_text(scores.passed)}", _hits(scores.passed)
        yield _("not assessable"), title, scores.open
    found = _findings(db, choice, "severity")
    for code in reversed(ORDER):
        yield _("faults"), named(SEVERITIES, code), found[code]
    yield _("verdicts undetermined"), share_text(overall.undetermined), _hits(overall.undetermined)
    for reason, n in overall.reasons:
        yield _("what is missing"), named(MISSING, reason), n
    decided = _findings(db, choice, "human")
    for code in DECIDED:
        yield _("second look"), decision(code), decided[code]
    yield _("second look"), _("not looked at"), decided[None]
    for name, version, hash_, title in db.execute("SELECT DISTINCT name, version, hash, title FROM packs ORDER BY 1"):
        yield _("pack"), visible(f"{title or name} {name} {version} {hash_}"), None
    masked = setting(db, "text", "masked") == "masked"
    words = _("Personal numbers are masked.") if masked else _("Personal numbers are not masked: keep this page safe.")
    yield _("masking"), words, None


def _findings(db: sqlite3.Connection, choice: Choice, column: str) -> Counter[str | None]:
    """Sure findings by a column of the view `reviewed`."""
    where, values = choice.where("day")
    query = f"SELECT {column}, count(*) FROM reviewed WHERE {HOLDS} AND NOT possible AND {where} GROUP BY 1"
    return Counter(dict(db.execute(query, values).fetchall()))


def _hits(of: Share) -> int:
    return round((of.value or 0) * of.n)


def agents(db: sqlite3.Connection, choice: Choice, titles: Mapping[str, str]) -> Table:
    """A row for each agent and handbook; faults are those of all handbooks."""
    columns = (
        *(Column(_("staff"), 16), Column(_("team"), 16), Column(_("handbook"), 26)),
        *(Column(_("conversations"), 10, "number"), Column(_("mean score"), 10, "score")),
        *(Column(_("passed"), 8, "number"), Column(_("failed"), 8, "number"), Column(_("not assessable"), 8, "number")),
        Column(_("pass rate"), 10, "share"),
        *(Column(named(SEVERITIES, code), 6, "number") for code in reversed(ORDER)),
    )
    return Table(_("Agents"), columns, list(_agents(db, choice, titles)))


def _agents(db: sqlite3.Connection, choice: Choice, titles: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    teams = dict(db.execute("SELECT agent, max(team) FROM conversation WHERE agent IS NOT NULL GROUP BY agent"))
    where, values = choice.where(DAY)
    faults: Counter[tuple[str, str]] = Counter()
    query = (
        "SELECT coalesce(f.agent, ''), f.severity, count(*) FROM finding f"
        " JOIN conversation c ON c.key = f.conversation"
        f" WHERE f.withdrawn_run IS NULL AND NOT f.possible AND {NOT_ROSTER} AND {where} GROUP BY 1, 2"
    )
    for agent, severity, n in db.execute(query, values):
        faults[agent, severity] = n
    for line in summary(db, "agent", choice).lines:
        assert isinstance(line, GroupLine)
        counts = [faults[line.name, code] for code in reversed(ORDER)]
        for scores in line.scores:
            handbook = titles.get(scores.handbook, scores.handbook)
            who = map(visible, (line.name or _("not named"), teams.get(line.name) or "", handbook))
            passed = _hits(scores.passed)
            fared = (scores.mean, passed, scores.passed.n - passed, scores.open, scores.passed.value)
            yield (*who, line.conversations, *fared, *counts)


def rules(db: sqlite3.Connection, choice: Choice, books: Mapping[int, Book]) -> Table:
    """A row for each rule, those first that most conversations broke; with what people made of its findings."""
    columns = (
        *(Column(_("rule"), 34, "long"), Column(_("severity"), 8, "severity")),
        *(Column(named(VERDICTS, code), 8, "number") for code in ("violation", "pass", "undetermined")),
        *(Column(named(VERDICTS, code), 8, "number") for code in ("not_applicable", "manual")),
        Column(_("share broken"), 10, "share"),
        *(Column(decision(code), 8, "number") for code in DECIDED),
        *(Column(_("missed"), 8, "number"), Column(_("precision as reviewed"), 12, "share")),
        *(Column(_("pack"), 18), Column(_("rule's id"), 28)),
    )
    return Table(_("Rules"), columns, list(_rules(db, choice, books)))


def _rules(db: sqlite3.Connection, choice: Choice, books: Mapping[int, Book]) -> Iterator[tuple[Cell, ...]]:
    reviews = {each.rule: each for each in rule_reviews(db)}
    packs = {rule.instance: rule.pack for book in books.values() for rule in book.rules}
    for line in summary(db, "rule", choice).lines:
        assert isinstance(line, RuleLine)
        severity = named(SEVERITIES, line.severity) if line.severity else ""
        counts = (line.violations, line.hits.n - line.violations, _hits(line.undetermined))
        people: tuple[Cell, ...] = (None,) * 6
        if of := reviews.get(line.name):
            people = (of.confirmed, of.false_alarm, of.doubt, of.disputed, of.missed, of.precision.value)
        told = (*counts, line.not_applicable, line.manual, line.hits.value, *people)
        name = visible(line.name)
        yield (visible(line.title) or name, severity, *told, visible(packs.get(line.name, "")), name)
