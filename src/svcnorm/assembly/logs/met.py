"""What the logs have of a conversation: its call, if it fits, and its cases."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.records import CallRecord
from svcnorm.readers.records.index import RecordIndex

APART = 3_600_000
"""Milliseconds: a call that begins further than this from the call of its record is another call."""
LONGER = 60_000
"""Milliseconds by which the words may go on after the end of the call: clocks differ."""


class Met(NamedTuple):
    """What the logs have of a conversation: its call, whether it `fits` the conversation's own times, and its cases."""

    call: CallRecord | None = None
    fits: bool = True
    cases: tuple[str, ...] = ()


def met(conversation: Conversation, index: RecordIndex) -> Met:
    """What the logs have of a conversation, before or after it was joined with them."""
    call = index.call(names(conversation)) if index.has_calls else None
    fits = (
        call is None or not call.instants or (_same_time(conversation, call) and zero(conversation, call) is not None)
    )
    cases = tuple(case for case in conversation.cases if index.entries("case", case)) if index.has_cases else ()
    return Met(call, fits, cases)


def names(conversation: Conversation) -> tuple[str, ...]:
    """Under which a log may have the call: the id, or, where a file has none, the name of the file: recorders call it
    by the call."""
    own = conversation.id
    return (own,) if own != conversation.source else (own, PurePosixPath(own).stem)


def _same_time(conversation: Conversation, call: CallRecord) -> bool:
    """Whether the call of the record can be the conversation, by when both began."""
    started = conversation.started_at
    return started is None or min(call.instants) - APART <= started <= max(call.instants) + APART


def zero(conversation: Conversation, call: CallRecord) -> int | None:
    """When the recording began: at the answer, or earlier where it is longer than what came after. None: too long for
    the call."""
    if conversation.started_at is not None:
        return conversation.started_at
    own = [event.at for event in conversation.events if event.type == "answer" and event.at is not None]
    if own and call.answered is not None:
        return call.answered - own[0]
    begins = [at for at in (call.answered, call.rang, call.started) if at is not None]
    last = max((u.end or u.start or 0 for u in conversation.utterances), default=0)
    if call.ended is None or not begins:
        return begins[0] if begins else call.ended
    return next((at for at in begins if at + last <= call.ended + LONGER), None)
