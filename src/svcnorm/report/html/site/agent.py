"""The page for an agent: her calls and what was found in them, to be handed out alone. It holds nobody else's data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.decisions import Opinion
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.summary import GroupLine
from svcnorm.report.cards import Card, cards
from svcnorm.report.html.frame import environment, frame
from svcnorm.report.html.review import with_opinions
from svcnorm.report.html.site.listing import Row
from svcnorm.report.html.site.overview import STYLES
from svcnorm.report.masking import PLAIN
from svcnorm.report.plain import visible
from svcnorm.report.shares import FEW, share_text
from svcnorm.report.view import View

STAFF = ("agent", "colleague")


class AgentCall(NamedTuple):
    """A conversation of hers with her findings alone; `alone`: no other employee took part, so that its score is
    hers."""

    row: Row
    head: Report
    of: ConversationReport
    alone: bool
    opinions: Mapping[str, Sequence[Opinion]] = {}


class Shown(NamedTuple):
    """A conversation on the page: `id` is what findings are quoted by."""

    id: str
    row: Row
    alone: bool
    cards: list[Card]


def agent_page(
    agent: str,
    line: GroupLine | None,
    calls: Sequence[AgentCall],
    left_out: int,
    titles: dict[str, str],
    period: tuple[str, str],
    masked: bool,
) -> str:
    """The page. `calls` are the worst first; `left_out` says how many more there are."""
    shown = [_shown(call) for call in calls]
    return (
        environment()
        .get_template("site/agent.html")
        .render(
            **frame(STYLES),
            agent=visible(agent),
            line=line,
            faulty=[each for each in shown if each.cards],
            calls=shown,
            left_out=left_out,
            titles=titles,
            period=period,
            masked=masked,
            text=share_text,
            few=FEW,
        )
    )


def _shown(call: AgentCall) -> Shown:
    view = View(call.head, PLAIN, verbose=True)
    found = [card for card in cards(view, call.of) if card.kind == "sure"]
    found = with_opinions(view, found, call.opinions, named=False)
    return Shown(view.name(call.of.conversation.id), call.row, call.alone, found)


def others_among(talk: Conversation, agent: str) -> set[str]:
    """The ids of the parties who are employees, but not she."""
    return {party.id for party in talk.parties if party.role in STAFF and party.agent != agent and party.agent}
