"""What happened: a conversation of utterances and events, as readers and assembly hand it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

CHANNELS = (
    "inbound_call",
    "outbound_call",
    "visit",
    "reception",
    "onsite_service",
    "counter",
    "chat",
    "email",
    "letter",
)
CALL_CHANNELS = ("inbound_call", "outbound_call")
ROSTER_ENTRY = "roster_entry"
"""The note of a conversation that is none: a customer of a roster, to whom perhaps nothing happened."""
ROLES = ("agent", "customer", "colleague", "bot", "unknown")


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a conversation. `agent` is a stable employee id, `team` her group, `name` what she
    is called in the record."""

    id: str
    role: str
    agent: str | None = None
    team: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One entry of a record's `turns`: what one party said in one go.

    `text` is the original, character for character; `start` and `end` are integer milliseconds
    from the start of the conversation, or None where the record has no times. `party` is the id
    of a Party. `source` is where it was read: a line number or a JSON pointer. `slip`: the words are
    evidently the other side's, whatever the label says. `lines` is where each line of `text` begins in a file
    of plain text, as (line, column) from 1, the column in code points and 0 where it is not known; empty
    for what was read from anything else.
    """

    party: str
    role: str
    text: str
    start: int | None = None
    end: int | None = None
    source: str = ""
    slip: bool = False
    lines: tuple[tuple[int, int], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened beside the words.

    `at` is milliseconds from the start of the conversation, `instant` milliseconds since the
    epoch (UTC); each is None where it cannot be known, both are set when `started_at` is known.
    `due` (epoch ms) is a deadline stored on the event; `ref` links answers to what they answer.
    `kind` is `scheduled` for a plan, which proves nothing about what has happened.
    """

    type: str
    at: int | None = None
    instant: int | None = None
    by: str | None = None
    due: int | None = None
    ref: str | None = None
    id: str | None = None
    kind: str | None = None
    source: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One call, visit, chat or exchange of letters.

    `started_at`, `ended_at`, `records_until` are epoch milliseconds (UTC); `utc_offset` is the
    offset of the record's own zone in minutes. `channel_source` and `role_source` say where each
    came from: `given`, `inferred`, `option`, `config`, `unknown`. `complete_start` and
    `complete_end` are False where the recording is known to be cut. `records` names the families
    of events, or single types, that a joined log is known to carry. `notes` are codes of what reading and assembly
    did; `title` is the user's own heading. `is_script`: nobody has said it yet, it is to be said.
    """

    id: str
    source: str
    channel: str | None = None
    channel_source: str = "unknown"
    role_source: str = "given"
    started_at: int | None = None
    ended_at: int | None = None
    utc_offset: int | None = None
    zone_source: str = "given"
    customer: str | None = None
    cases: tuple[str, ...] = ()
    language: str | None = None
    attributes: Mapping[str, Value] = field(default_factory=dict)
    parties: tuple[Party, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    events: tuple[Event, ...] = ()
    complete_start: bool = True
    complete_end: bool = True
    records: frozenset[str] = frozenset()
    records_until: int | None = None
    notes: tuple[str, ...] = ()
    title: str | None = None
    is_script: bool = False
