"""The page of a rule: the clause, what is checked, how often it is broken, and the sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svcnorm.i18n.names import MISSING, SEVERITIES, named
from svcnorm.model.decisions import Opinion
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.rules import Rule
from svcnorm.model.summary import RuleLine
from svcnorm.model.verdicts import RuleVerdict
from svcnorm.report.cards import Card, cards
from svcnorm.report.faults import SIGNS, norm_title
from svcnorm.report.html.frame import environment, frame
from svcnorm.report.html.review import with_opinions
from svcnorm.report.html.site.listing import Row
from svcnorm.report.html.site.overview import STYLES
from svcnorm.report.masking import PLAIN
from svcnorm.report.plain import visible
from svcnorm.report.rule_words import checked, where
from svcnorm.report.shares import FEW, share_text
from svcnorm.report.view import View


class RuleCall(NamedTuple):
    """A conversation with the findings of the rule alone, and what reviewers say of them."""

    row: Row
    head: Report
    of: ConversationReport
    opinions: Mapping[str, Sequence[Opinion]] = {}


class Shown(NamedTuple):
    """A conversation on the page, under its number."""

    id: str
    row: Row
    card: Card


def rule_page(rule: Rule, head: Report, line: RuleLine, calls: Sequence[RuleCall], more: int) -> str:
    """The page. `calls` are some conversations in which it was broken, `more` is how many others there are."""
    view = View(head, PLAIN, verbose=True)
    bindings = view.bindings(RuleVerdict(rule.instance, (), ""))
    return (
        environment()
        .get_template("site/rule.html")
        .render(
            **frame(STYLES),
            name=visible(rule.instance),
            title=visible(rule.title or rule.instance),
            severity=line.severity,
            severity_word=named(SEVERITIES, line.severity) if line.severity else "",
            sign=SIGNS.get(line.severity, ""),
            norms=[(norm_title(view, binding, norm), visible(book)) for binding, norm, book in bindings],
            checked=_checked(rule),
            better=visible(rule.suggest),
            line=line,
            reasons=[(named(MISSING, reason), n) for reason, n in line.reasons],
            calls=[shown for call in calls for shown in _shown(call)],
            more=more,
            text=share_text,
            few=FEW,
        )
    )


def _checked(rule: Rule) -> str:
    """What is checked and where; empty for a rule of which no more than its title is known."""
    constraint = rule.constraint
    if constraint.kind in ("require", "forbid") and constraint.selector is None:
        return ""
    place = where(rule) if constraint.kind != "manual" else ""
    return visible(" · ".join(filter(None, (checked(rule), place))))


def _shown(call: RuleCall) -> list[Shown]:
    view = View(call.head, PLAIN, verbose=True)
    found = with_opinions(view, cards(view, call.of), call.opinions)
    return [Shown(view.name(call.of.conversation.id), call.row, card) for card in found]
