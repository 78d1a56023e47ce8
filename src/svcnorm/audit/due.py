"""What is due: duties of all cases and customers of a store that nobody has met, judged as of an instant."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.audit.batch import fellow_conversation, from_canonical
from svcnorm.audit.choice import Choice
from svcnorm.audit.rows import Task
from svcnorm.audit.store import waiting
from svcnorm.judging import Duty, Rules, Shared, duties
from svcnorm.model.conversation import Conversation
from svcnorm.report.data import local_time
from svcnorm.report.masking import Shown

AT_A_TIME = 50
"""Conversations that are judged together; more would only take memory."""


class Due(NamedTuple):
    """A duty for people: texts are masked; `triggered` and `due` are local times (ISO 8601), `hours` from now until
    then, negative where it is overdue. `case` and `customer` are empty where there is none."""

    state: str
    due: str
    hours: float
    rule: str
    title: str
    case: str
    customer: str
    trigger: str
    triggered: str
    missing: str
    conversation: str
    agent: str
    certain: bool


def packs_of(db: sqlite3.Connection) -> tuple[str, ...]:
    """The packs that the last run was asked to judge by; none where each channel has its own."""
    row = db.execute("SELECT request FROM run ORDER BY id DESC LIMIT 1").fetchone()
    return tuple(json.loads(row[0])["packs"]) if row else ()


def due(db: sqlite3.Connection, choice: Choice, as_of: int, within: int | None, show: Shown) -> list[Due]:
    """All that is overdue, and what is due within so many ms (None: ever), the earliest first."""
    found: list[tuple[int, Due]] = []
    for group in waiting.waiting(db, AT_A_TIME, waiting.DATED):
        fellows = waiting.fellows(db, [task.key for task, _channel in group])
        shared = Shared(fellow_conversation(fellow) for fellow in fellows)
        for talk, rules in _chosen(group, choice):
            for duty in duties(talk, rules, as_of, shared):
                if within is None or duty.due <= as_of + within:
                    found.append((duty.due, _told(duty, talk, rules, as_of, show)))
    return [each for _at, each in sorted(found)]


def _chosen(group: Sequence[tuple[Task, str | None]], choice: Choice) -> Iterator[tuple[Conversation, Rules]]:
    for task, channel in group:
        rules = choice.rules(choice.names(channel))
        if rules is not None:
            yield from_canonical(task), rules


def _told(duty: Duty, talk: Conversation, rules: Rules, as_of: int, show: Shown) -> Due:
    offset = rules.vocabulary.settings.utc_offset
    title = next(rule.title for rule in rules.rules if rule.instance == duty.rule)
    of_case = duty.subject.startswith("case:")
    return Due(
        duty.state,
        local_time(duty.due, offset),
        round((duty.due - as_of) / 3_600_000, 1),
        duty.rule,
        title,
        show.name(duty.subject.removeprefix("case:")) if of_case else "",
        "" if talk.customer is None else show.text(talk.customer),
        duty.trigger,
        "" if duty.triggered is None else local_time(duty.triggered, offset),
        ", ".join(duty.missing),
        show.name(talk.id),
        next((show.name(party.agent) for party in talk.parties if party.agent), ""),
        duty.certain,
    )
