"""The party history of a vCon: who joined, waited, was muted, left; read, and written for a conversation of ours.

https://datatracker.ietf.org/doc/draft-ietf-vcon-vcon-core/, section 4.3.13.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.readers import checks
from svcnorm.readers.foreign.vcon.dialogs import Dialog, instant, party
from svcnorm.readers.options import ReadOptions

HELD = {"hold": "hold_start", "unhold": "hold_end"}
MUTED = {"mute": "mute_start", "unmute": "mute_end"}
OUR_EVENTS = {event: word for words in (HELD, MUTED) for word, event in words.items()} | {"hangup": "drop"}
"""The words for those of our events that a history can tell."""

_WORDS = {
    "unheld": "unhold",
    "resume": "unhold",
    "retrieve": "unhold",
    "leave": "drop",
    "left": "drop",
    "hangup": "drop",
    "hang-up": "drop",
    "disconnect": "drop",
    "disconnected": "drop",
    "answered": "answer",
    "connected": "answer",
    "ringing": "ring",
    "alerting": "ring",
    "transferred": "transfer",
    "refer": "transfer",
}
"""Words that tools write in place of the draft's, or of ours where the draft has none."""


class Entry(NamedTuple):
    """An entry of a history: when (epoch ms), which party, what."""

    at: int
    party: int | None
    word: str


def entries(dialogs: Sequence[Dialog], parties: int, options: ReadOptions) -> list[Entry]:
    """All entries of all histories in the order of time, each once. Raises InputError."""
    found: dict[Entry, None] = {}
    for dialog in dialogs:
        spot = dialog.place.at("party_history")
        for index, value in enumerate(checks.sequence(dialog.item.get("party_history") or [], spot, "party_history")):
            here = spot.at(index)
            item = checks.mapping(value, here, "an entry of a party history")
            when = instant(item.get("time"), here.at("time"), options)
            word = checks.text(item.get("event") or "", here.at("event"), "event").strip().lower()
            who = party(item.get("party"), here.at("party"), parties)
            if when and when.instant is not None and word:
                found[Entry(when.instant, who, _WORDS.get(word, word))] = None
    return sorted(found, key=lambda entry: entry.at)


def history_of(conversation: Conversation) -> Iterator[Entry]:
    """The entries that tell of holding, muting and hanging up in a conversation of ours."""
    first: dict[str, int] = {}
    for index, each in enumerate(conversation.parties):
        first.setdefault(each.role, index)
    for event in conversation.events:
        word = OUR_EVENTS.get(event.type)
        if word is None or event.instant is None or event.kind == "scheduled":
            continue
        by = event.by
        if word in HELD:
            # The party of the entry is the one that is made to wait.
            by = "agent" if by == "customer" else "customer"
        elif word in MUTED:
            by = by or "agent"
        if by in first:
            yield Entry(event.instant, first[by], word)
