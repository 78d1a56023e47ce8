"""The transcript as the page shows it: sentences with their marks, and events and silences between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.i18n.names import ROLES, event, named
from svcnorm.model.conversation import Conversation, Event
from svcnorm.report.cards import Card
from svcnorm.report.facts import moment, speaker, to_the_minute
from svcnorm.report.html.strip import Span
from svcnorm.report.marks import Mark, Piece, pieces
from svcnorm.report.view import View, clock


class Turn(NamedTuple):
    """A sentence. `again`: its speaker spoke the one before, too. `slip`: the words are evidently the other side's."""

    turn: int
    role: str
    speaker: str
    clock: str
    again: bool
    slip: bool
    hit: bool
    words: list[Piece]


class Between(NamedTuple):
    """What happened between sentences: an event, or a silence (`kind`)."""

    kind: str
    clock: str
    text: str


def rows(view: View, talk: Conversation, found: Sequence[Card], silences: Sequence[Span]) -> list[Turn | Between]:
    """The transcript in the order of the record, with what happened in between at its time."""
    marks: dict[int, list[Mark]] = {}
    for card in found:
        for item in card.items:
            for turn, mark in item.marks:
                marks.setdefault(turn, []).append(mark)
    between = _between(view, talk, silences)
    result: list[Turn | Between] = []
    for number, said in enumerate(talk.utterances):
        while between and said.start is not None and between[0][0] <= said.start:
            result.append(between.pop(0)[1])
        before = result[-1] if result else None
        again = isinstance(before, Turn) and talk.utterances[number - 1].party == said.party
        words = pieces(view.lines(talk, number), marks.get(number, []))
        hit = any(mark.kind != "near" for mark in marks.get(number, []))
        time = "" if said.start is None else clock(said.start)
        result.append(Turn(number, said.role, speaker(view, talk, number), time, again, said.slip, hit, words))
    return result + [row for _at, row in between]


def _between(view: View, talk: Conversation, silences: Sequence[Span]) -> list[tuple[int, Between]]:
    if not _in_time(talk):
        return []
    found = [
        (each.at, Between("event", _when(talk, each), view.text(event_words(each))))
        for each in talk.events
        if each.at is not None
    ]
    for start, end in silences:
        seconds = f"{(end - start) / 1000:.0f}"
        found.append((start, Between("silence", clock(start), _("silence of {n} s", n=seconds))))
    return sorted(found, key=lambda each: each[0])


def _in_time(talk: Conversation) -> bool:
    return any(said.start is not None for said in talk.utterances)


def apart(view: View, talk: Conversation) -> list[str]:
    """The events that cannot be placed among the sentences, in words."""
    return [
        " ".join(filter(None, (_when(talk, each), view.text(event_words(each)))))
        for each in talk.events
        if each.at is None or not _in_time(talk)
    ]


def _when(talk: Conversation, each: Event) -> str:
    """As a time of the conversation, or as a date where it lies far from it or nothing else is known."""
    if each.at is None and each.instant is not None:
        return to_the_minute(each.instant, talk)
    return "" if each.at is None else moment(talk, each.at)


def event_words(each: Event) -> str:
    """An event with who caused it, and when it is due."""
    by = _(" by {who}", who=named(ROLES, each.by)) if each.by else ""
    return event(each.type) + by
