"""What a mapping file says: where another system's JSON keeps its conversations, in which fields, units and words.

A shipped format and a user's own are described in the same way (docs/formats.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Paths = tuple[str, ...]
"""Paths in the order in which they are tried."""

TURN_FIELDS = ("text", "start", "end", "duration", "at", "role", "speaker", "channel", "detail")
CALL_FIELDS = ("id", "title", "started_at", "ended_at", "customer", "case", "channel", "agent", "language")
PEOPLE_FIELDS = ("id", "role", "detail")
NEEDED = ("format", "known_by", "turns", "turn")
KEYS = (
    *NEEDED,
    *("title", "conversations", "whole", "unit", "roles", "channels", "call", "people", "attributes", "events"),
    *("skip", "keep", "strip"),
)


class People(NamedTuple):
    """Where a list says who the speakers are: its path, and the paths in its members."""

    at: str
    fields: Mapping[str, Paths]


class MappingFile(NamedTuple):
    """A mapping file understood.

    `conversations` leads to each conversation; of several paths the first counts that leads to one which `known_by`
    fits: at least one of the paths in each member of it leads somewhere. `turns` (the first that leads anywhere)
    leads from a conversation to each sentence, `turn` from there to its fields, `call` from the conversation to facts
    about it; each field may have several paths, of which the first that leads anywhere counts. `text` at several
    places is joined. `whole` leads to the text of a conversation without sentences. `roles` and `channels` give
    ours for words of the source, `events` leads to the times of events of the conversation. `skip` gives values of
    fields that mark rows without words, `keep` values without which a field marks such; `strip` patterns (RE2) to be
    cut out of texts.
    """

    name: str
    title: str
    known_by: tuple[Paths, ...]
    conversations: Paths
    turns: Paths
    turn: Mapping[str, Paths]
    whole: Paths = ()
    unit: str = "ms"
    roles: Mapping[str, str] = {}
    channels: Mapping[str, str] = {}
    call: Mapping[str, Paths] = {}
    people: People | None = None
    attributes: Mapping[str, Paths] = {}
    events: Mapping[str, Paths] = {}
    skip: Mapping[str, Paths] = {}
    keep: Mapping[str, Paths] = {}
    strip: Paths = ()
