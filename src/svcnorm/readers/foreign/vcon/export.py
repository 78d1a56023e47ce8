"""Writes a conversation as a vCon that other tools can read, and that reads back as the same conversation.

https://datatracker.ietf.org/doc/draft-ietf-vcon-vcon-core/ (version 04)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from svcnorm.model.conversation import Conversation, Party, Utterance
from svcnorm.readers import times
from svcnorm.readers.export import to_canonical
from svcnorm.readers.foreign.vcon.history import history_of
from svcnorm.readers.foreign.vcon.ours import PURPOSE, VERSION
from svcnorm.readers.foreign.vcon.people import usual_id

SYNTAX = "0.4.0"
_UNKNOWN_TIME = "1970-01-01T00:00:00Z"


def to_vcon(conversation: Conversation) -> dict[str, Any]:
    """The vCon. Its uuid follows from its content; `created_at`, which must be there, is when the conversation ended,
    or began, or 1970, and never the time of writing: the same conversation is always the same vCon."""
    c = conversation
    canonical = to_canonical(c)
    turns, title = canonical.pop("turns"), canonical.pop("title", None)
    canonical.pop("parties", None)
    index_of = {party.id: index for index, party in enumerate(c.parties)}
    created = _created(c)
    since = [{key: turn[key] for key in ("start", "end") if key in turn} for turn in turns]
    body = {
        "version": VERSION,
        "dialogs": len(turns),
        "parties": [None if party.id == usual_id(party, n) else party.id for n, party in enumerate(c.parties)],
        "conversation": canonical,
        **({"turns": since} if c.started_at is None and any(since) else {}),
    }
    attachment = {
        "purpose": PURPOSE,
        "start": created,
        "party": len(c.parties),
        "dialog": 0,
        "mediatype": "application/json",
        "encoding": "json",
        "body": body,
    }
    roles = any(party.role != "unknown" for party in c.parties)
    vcon = {
        "vcon": SYNTAX,
        **({"extensions": ["CC"]} if roles else {}),
        "created_at": created,
        **({"subject": title} if title is not None else {}),
        # Whoever adds an attachment should be a party (section 4.4.3).
        "parties": [*map(_party, c.parties), {"type": "organization", "org": PURPOSE}],
        # An attachment belongs to a dialog: where nothing is said, to a placeholder.
        "dialog": _with_history(c, [_dialog(c, u, index_of[u.party]) for u in c.utterances] or [{"type": "text"}]),
        "attachments": [attachment],
    }
    return {"vcon": SYNTAX, "uuid": _uuid(vcon), **vcon}


def _party(party: Party) -> dict[str, Any]:
    """`role` is of the contact centre extension, in which other words than its own may be used."""
    kind = {"bot": "bot", "unknown": None}.get(party.role, "person")
    found = {
        "name": party.name,
        # A name should say how it was proved (section 4.2.7).
        "validation": None if party.name is None else "none",
        "uuid": party.agent,
        "type": kind,
        "dept": party.team,
        "role": None if party.role == "unknown" else party.role,
    }
    return {key: value for key, value in found.items() if value is not None}


def _dialog(c: Conversation, utterance: Utterance, party: int) -> dict[str, Any]:
    start, end = utterance.start, utterance.end
    dialog: dict[str, Any] = {"type": "text"}
    if start is not None and c.started_at is not None:
        dialog["start"] = _iso(c, c.started_at + start)
    if start is not None and end is not None:
        length = end - start
        dialog["duration"] = length / 1000 if length % 1000 else length // 1000
    return {**dialog, "parties": [party], "mediatype": "text/plain", "body": utterance.text, "encoding": "none"}


def _with_history(c: Conversation, dialogs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The dialogs, each with the history from its start to that of the next."""
    starts = [c.started_at + (u.start or 0) for u in c.utterances] if c.started_at is not None else []
    histories: list[list[dict[str, Any]]] = [[] for _ in dialogs]
    for entry in history_of(c):
        index = max(0, bisect_right(starts, entry.at) - 1)
        histories[index].append({"party": entry.party, "time": _iso(c, entry.at), "event": entry.word})
    return [{**dialog, "party_history": history} if history else dialog for dialog, history in zip(dialogs, histories)]


def _created(c: Conversation) -> str:
    instant = c.ended_at if c.ended_at is not None else c.started_at
    return _UNKNOWN_TIME if instant is None else _iso(c, instant)


def _iso(c: Conversation, instant: int) -> str:
    return times.iso(instant, c.utc_offset or 0)


def _uuid(vcon: dict[str, Any]) -> str:
    """A UUID of version 8 (RFC 9562, section 5.8) from the hash of the content."""
    import json
    from hashlib import sha256
    from uuid import UUID

    digest = sha256(json.dumps(vcon, sort_keys=True, separators=(",", ":")).encode("ascii")).digest()
    number = int.from_bytes(digest[:16], "big")
    number = number & ~(0xF << 76) | 0x8 << 76
    return str(UUID(int=number & ~(0x3 << 62) | 0x2 << 62))
