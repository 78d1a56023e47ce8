"""What is known of a conversation beside its words: channel, time, people, where it was read."""

from __future__ import annotations

from collections.abc import Iterable

from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import CHANNELS, ROLES, VERDICTS, named
from svcnorm.model.conversation import Conversation
from svcnorm.model.verdicts import VERDICTS as ORDER
from svcnorm.model.verdicts import RuleVerdict
from svcnorm.report.data import local_time
from svcnorm.report.view import View, clock, person

FAR = 6 * 3_600_000
"""Milliseconds from the start after which a date says more than the distance."""

ROLE_SOURCES = {
    "inferred": N_("speakers inferred"),
    "option": N_("speakers as told by option"),
    "config": N_("speakers as told by the configuration"),
}
"""Who said which speaker is the agent, where it was not the record."""


def channel(talk: Conversation) -> str:
    """The channel in words, marked where it was inferred."""
    known = named(CHANNELS, talk.channel) if talk.channel else _("channel not known")
    return known + _(" (inferred)") if talk.channel and talk.channel_source == "inferred" else known


def started(talk: Conversation) -> str:
    """Date and time of the beginning to the minute, in the record's own zone; empty where it is not known."""
    return "" if talk.started_at is None else to_the_minute(talk.started_at, talk)


def moment(talk: Conversation, at: int) -> str:
    """A time of the conversation (ms from its start); the date where it lies far from it, as events of a case do."""
    if talk.started_at is None or abs(at) <= FAR:
        return clock(at)
    return to_the_minute(talk.started_at + at, talk)


def to_the_minute(instant: int, talk: Conversation) -> str:
    """Date and time in the record's own zone."""
    return local_time(instant, talk.utc_offset)[:16].replace("T", " ")


def staff(view: View, talk: Conversation) -> list[str]:
    """Who of the company took part, with their roles."""
    return [
        f"{named(ROLES, party.role)} {view.text(person(party, view.show))}"
        for party in talk.parties
        if party.role in ("agent", "colleague") and (party.agent or party.name)
    ]


def facts(view: View, talk: Conversation) -> list[str]:
    """All of it in short, in the order in which it is shown."""
    found = [started(talk), *staff(view, talk)]
    found.append(ngettext("{n} sentence", "{n} sentences", len(talk.utterances)))
    if talk.role_source in ROLE_SOURCES:
        found.append(named(ROLE_SOURCES, talk.role_source))
    if not (talk.complete_start and talk.complete_end):
        found.append(_("recording incomplete"))
    found.append(view.text(view.show.source(talk.source)))
    return list(filter(None, found))


def by_verdict(verdicts: Iterable[RuleVerdict]) -> list[tuple[str, int]]:
    """How many rules ended in each verdict, with `possible` among them; those of which there are none left out,
    but for violations."""
    states = [(verdict.verdict, bool(verdict.possible)) for verdict in verdicts]
    counts = [(code, sum(state == code for state, _open in states)) for code in ORDER]
    counts.insert(1, ("possible", sum(open_ for _state, open_ in states)))
    return [(code, n) for code, n in counts if n or code == "violation"]


def counts(verdicts: Iterable[RuleVerdict]) -> list[tuple[str, str, int]]:
    """How many rules ended in each verdict: code, word, number."""
    return count_words(by_verdict(verdicts))


def count_words(found: Iterable[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """Numbers of verdicts with their words."""
    return [(code, _("possible") if code == "possible" else named(VERDICTS, code), n) for code, n in found]


def speaker(view: View, talk: Conversation, turn: int) -> str:
    """Who spoke: the role, and the person where the record names one."""
    said = talk.utterances[turn]
    party = next((each for each in talk.parties if each.id == said.party), None)
    name = view.text(person(party, view.show)) if party is not None else ""
    return f"{named(ROLES, said.role)} {name}".rstrip()
