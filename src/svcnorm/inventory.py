"""What a source holds: counted while it is read, with a few conversations kept to be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError

KEPT_ERRORS = 5


@dataclass
class Inventory:
    """Counts over the conversations of one source.

    `roles` counts utterances by role; `role_sources`, `channels` (channel, where it comes from), `events` by type,
    `attributes` and `known` (`started_at`, `customer`, `cases`, `agent`) count conversations that have them.
    `earliest` and `latest` are epoch ms, `utc_offset` the zone of the first that has one. `notes` counts the codes of
    what reading did. `sample` are the first conversations, at most as many as were asked for.
    """

    sample_size: int
    conversations: int = 0
    utterances: int = 0
    with_start: int = 0
    with_end: int = 0
    errors: int = 0
    earliest: int | None = None
    latest: int | None = None
    utc_offset: int | None = None
    roles: Counter[str] = field(default_factory=Counter)
    role_sources: Counter[str] = field(default_factory=Counter)
    channels: Counter[tuple[str, str]] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    first_errors: list[InputError] = field(default_factory=list)
    sample: list[Conversation] = field(default_factory=list)

    def add(self, item: Conversation | InputError) -> None:
        """Count one."""
        if isinstance(item, InputError):
            self.errors += 1
            if len(self.first_errors) < KEPT_ERRORS:
                self.first_errors.append(item)
            return
        self.conversations += 1
        if len(self.sample) < self.sample_size:
            self.sample.append(item)
        self._said(item)
        self._told(item)
        self._when(item)

    def _said(self, talk: Conversation) -> None:
        self.utterances += len(talk.utterances)
        self.with_start += sum(u.start is not None for u in talk.utterances)
        self.with_end += sum(u.end is not None for u in talk.utterances)
        self.roles.update(u.role for u in talk.utterances)

    def _told(self, talk: Conversation) -> None:
        self.role_sources[talk.role_source] += 1
        self.channels[talk.channel or "", talk.channel_source] += 1
        self.events.update({event.type for event in talk.events})
        self.attributes.update(talk.attributes.keys())
        told = {
            "started_at": talk.started_at,
            "customer": talk.customer,
            "cases": talk.cases,
            "agent": any(p.agent for p in talk.parties),
        }
        self.known.update(key for key, value in told.items() if value)
        if len(self.notes) < 100:
            self.notes.extend(talk.notes)

    def _when(self, talk: Conversation) -> None:
        if talk.started_at is None:
            return
        self.utc_offset = talk.utc_offset if self.utc_offset is None else self.utc_offset
        ends = (talk.started_at, talk.ended_at or talk.started_at)
        self.earliest = min(ends[0], ends[0] if self.earliest is None else self.earliest)
        self.latest = max(ends[1], ends[1] if self.latest is None else self.latest)


def inventory(items: Iterable[Conversation | InputError], sample_size: int) -> Inventory:
    """Count everything; keep the first `sample_size` conversations."""
    found = Inventory(sample_size)
    for item in items:
        found.add(item)
    return found
