"""What a page shows of a conversation, as the store keeps it: masked, without what only judging needs."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from svcnorm.audit.batch import safe
from svcnorm.model.conversation import ROSTER_ENTRY, Conversation, Event, Party, Utterance
from svcnorm.report.masking import Shown

ALONE = ("channel_source", "role_source", "started_at", "utc_offset", "complete_start", "complete_end")
"""Fields that hold nothing personal."""


class Frame(NamedTuple):
    """What the rows of the store tell of a conversation; `id` and `source` as they may be shown."""

    id: str
    source: str
    channel: str | None
    notes: tuple[str, ...]


def to_words(talk: Conversation, show: Shown) -> bytes:
    """A conversation as UTF-8 JSON; empty for an entry of a roster, in which nobody spoke. Masked text keeps its
    length, so that places stay valid."""
    if ROSTER_ENTRY in talk.notes:
        return b""
    number = {party.id: at for at, party in enumerate(talk.parties)}
    said: dict[str, Any] = {name: getattr(talk, name) for name in ALONE}
    said["title"] = talk.title and show.text(talk.title)
    said["customer"] = talk.customer and show.text(talk.customer)
    said["cases"] = [show.name(case) for case in talk.cases]
    said["attributes"] = show.value(dict(talk.attributes))
    said["parties"] = [
        (party.role, party.agent and show.name(party.agent), party.team, party.name and show.text(party.name))
        for party in talk.parties
    ]
    said["turns"] = [
        (number.get(each.party, -1), each.role, show.text(each.text), each.start, each.end, each.slip)
        for each in talk.utterances
    ]
    said["events"] = [(show.text(each.type), each.at, each.instant, each.by) for each in talk.events]
    return safe(json.dumps(said, ensure_ascii=False, separators=(",", ":"))).encode()


def from_words(words: bytes, frame: Frame) -> Conversation:
    """The conversation to show; without words (of a store from before they were kept), its frame alone."""
    if not words:
        return Conversation(frame.id, frame.source, frame.channel, notes=frame.notes)
    said = json.loads(words)
    return Conversation(
        *frame[:3],
        notes=frame.notes,
        title=said["title"],
        customer=said["customer"],
        cases=tuple(said["cases"]),
        attributes=said["attributes"],
        parties=tuple(
            Party(str(at), role, agent, team, name) for at, (role, agent, team, name) in enumerate(said["parties"])
        ),
        utterances=tuple(
            Utterance(str(party), role, text, start, end, slip=slip)
            for party, role, text, start, end, slip in said["turns"]
        ),
        events=tuple(Event(*event) for event in said["events"]),
        **{name: said[name] for name in ALONE},
    )
