"""What joining with either log needs: events in their place, notes once."""

from __future__ import annotations

from dataclasses import replace

from svcnorm.model.conversation import Conversation, Event


def happened(conversation: Conversation, kind: str, instant: int | None, source: str) -> Event:
    """Something that a log tells, placed in the conversation as far as its start is known."""
    event = Event(kind, instant=instant, source=source)
    return event if conversation.started_at is None else placed(event, conversation.started_at)


def placed(event: Event, zero: int) -> Event:
    """An event with both times, once it is known when the conversation began."""
    if event.at is not None:
        return replace(event, instant=zero + event.at)
    return event if event.instant is None else replace(event, at=event.instant - zero)


def noted(conversation: Conversation, *notes: str) -> Conversation:
    """The conversation with notes that it does not have yet."""
    new = tuple(note for note in dict.fromkeys(notes) if note not in conversation.notes)
    return replace(conversation, notes=(*conversation.notes, *new)) if new else conversation
