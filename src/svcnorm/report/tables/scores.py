"""Scores: a row for each conversation and handbook, and a row for each agent and handbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.i18n.names import SEVERITIES, named
from svcnorm.model.report import ConversationReport, Scorecard
from svcnorm.model.rules import SEVERITIES as ORDER
from svcnorm.model.verdicts import UNDETERMINED
from svcnorm.report import scores as words
from svcnorm.report.tables.table import Cell, Column, Table, about, about_columns
from svcnorm.report.view import View, person


def scores(view: View) -> Table:
    """What each conversation scored; one without any scorecard has a row, too."""
    columns = (
        *about_columns(),
        Column(_("handbook"), 24),
        Column(_("score"), 8, "score"),
        Column(_("pass line"), 8, "number"),
        Column(_("result"), 12, "state"),
        Column(_("judged"), 8, "share"),
        *_severity_columns(),
        Column(_("possible"), 8, "number"),
        Column(_("not judged"), 8, "number"),
        Column(_("deductions"), 60, "long"),
    )
    rows = [row for of in view.report.conversations for row in _of_conversation(view, of)]
    return Table(_("Scores"), columns, rows)


def _severity_columns() -> Iterator[Column]:
    return (Column(named(SEVERITIES, code), 6, "number") for code in reversed(ORDER))


def _of_conversation(view: View, of: ConversationReport) -> Iterator[tuple[Cell, ...]]:
    found = Counter(finding.severity for verdict in of.verdicts for finding in verdict.counted)
    counts = (
        *(found[code] for code in reversed(ORDER)),
        sum(len(verdict.possible) for verdict in of.verdicts),
        sum(verdict.verdict == UNDETERMINED for verdict in of.verdicts),
    )
    for card in of.scorecards:
        line = words.score_line(view, of, card, {})
        lost = "\n".join(f"{norm} {points}" for norm, points, _item in line.deductions)
        scored = (line.title, card.score, line.line, line.outcome, card.coverage / 1000)
        yield (*about(view, of.conversation), *scored, *counts, lost)
    if not of.scorecards:
        nothing = ("", None, None, _("Nothing was judged.") if not of.verdicts else "", None)
        yield (*about(view, of.conversation), *nothing, *counts, "")


class _Agent(NamedTuple):
    name: str
    team: str
    handbook: str


def agents(view: View) -> Table:
    """What each agent's conversations scored. A rate counts those that could be assessed."""
    columns = (
        Column(_("staff"), 16),
        Column(_("team"), 16),
        Column(_("handbook"), 26),
        Column(_("conversations"), 10, "number"),
        Column(_("mean score"), 10, "score"),
        Column(_("passed"), 8, "number"),
        Column(_("failed"), 8, "number"),
        Column(_("not assessable"), 8, "number"),
        Column(_("pass rate"), 10, "share"),
        *_severity_columns(),
    )
    groups: dict[_Agent, list[tuple[Scorecard, Counter[str]]]] = {}
    for of in view.report.conversations:
        for name, team, found in _people(view, of):
            for card in of.scorecards:
                groups.setdefault(_Agent(name, team, card.handbook), []).append((card, found))
    rows = [_of_agent(view, agent, groups[agent]) for agent in sorted(groups)]
    return Table(_("Agents"), columns, rows)


def _people(view: View, of: ConversationReport) -> Iterator[tuple[str, str, Counter[str]]]:
    """The agents of a conversation with the faults of each; one that no record names has an empty name."""
    parties = [party for party in of.conversation.parties if party.role == "agent" and (party.agent or party.name)]
    findings = [finding for verdict in of.verdicts for finding in verdict.counted]
    for party in parties:
        own = Counter(each.severity for each in findings if len(parties) == 1 or each.party in ("", party.id))
        yield view.text(person(party, view.show)), view.text(party.team or ""), own
    if not parties:
        yield "", "", Counter(each.severity for each in findings)


def _of_agent(view: View, agent: _Agent, found: Iterable[tuple[Scorecard, Counter[str]]]) -> tuple[Cell, ...]:
    cards = [card for card, _faults in found]
    faults: Counter[str] = sum((each for _card, each in found), Counter())
    states = Counter(map(words.state, cards))
    scored = [card.score for card in cards if card.score is not None]
    assessed = states[words.PASSED] + states[words.FAILED]
    return (
        agent.name or _("not named"),
        agent.team,
        view.handbook_title(agent.handbook),
        len(cards),
        round(sum(scored) / len(scored), 1) if scored else None,
        states[words.PASSED],
        states[words.FAILED],
        states[words.OPEN],
        states[words.PASSED] / assessed if assessed else None,
        *(faults[code] for code in reversed(ORDER)),
    )
