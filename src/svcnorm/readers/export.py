"""A conversation as canonical data, for writing it out again."""

from __future__ import annotations

from typing import Any

from svcnorm.model.conversation import Conversation, Event, Utterance
from svcnorm.readers import times


def to_canonical(conversation: Conversation) -> dict[str, Any]:
    """The canonical object; reading it gives an equal conversation, but for the places in the old file.

    Times are seconds from the start where the record has them so, else ISO 8601 in its own zone.
    What is at its default is left out.
    """
    c = conversation
    data: dict[str, Any] = {"id": c.id, "title": c.title, "channel": c.channel}
    data["channel_source"] = c.channel_source if c.channel_source != ("given" if c.channel else "unknown") else None
    data["role_source"] = c.role_source if c.role_source != "given" else None
    data["zone_source"] = c.zone_source if c.zone_source != "given" else None
    data["started_at"] = _iso(c, c.started_at)
    data["ended_at"] = _iso(c, c.ended_at)
    data["customer"] = c.customer
    data["cases"] = list(c.cases)
    data["language"] = c.language
    data["attributes"] = dict(c.attributes)
    data["parties"] = [_filled(id=p.id, role=p.role, agent=p.agent, team=p.team, name=p.name) for p in c.parties]
    data["turns"] = [_turn(c, utterance) for utterance in c.utterances]
    data["events"] = [_event(c, event) for event in c.events]
    data["complete"] = {
        key: False for key, whole in (("start", c.complete_start), ("end", c.complete_end)) if not whole
    }
    data["records"] = sorted(c.records)
    data["records_until"] = _iso(c, c.records_until)
    data["notes"] = list(c.notes)
    return {key: value for key, value in data.items() if key == "turns" or value not in (None, [], {})}


def _turn(conversation: Conversation, utterance: Utterance) -> dict[str, Any]:
    start, end = (_when(conversation, t) for t in (utterance.start, utterance.end))
    return _filled(speaker=utterance.party, text=utterance.text, start=start, end=end)


def _event(conversation: Conversation, event: Event) -> dict[str, Any]:
    data = _filled(
        type=event.type,
        at=_when(conversation, event.at, event.instant),
        by=event.by,
        due=_iso(conversation, event.due),
        ref=event.ref,
        id=event.id,
        kind=event.kind,
    )
    return {**data, "fields": dict(event.fields)} if event.fields else data


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _when(conversation: Conversation, since: int | None, instant: int | None = None) -> int | float | str | None:
    """Seconds from the start; a date and time where they are too many to be read as such."""
    if since is not None and abs(since) <= times.FARTHEST:
        return since / 1000 if since % 1000 else since // 1000
    if instant is None and since is not None and conversation.started_at is not None:
        instant = conversation.started_at + since
    return _iso(conversation, instant)


def _iso(conversation: Conversation, instant: int | None) -> str | None:
    return None if instant is None else times.iso(instant, conversation.utc_offset or 0)
