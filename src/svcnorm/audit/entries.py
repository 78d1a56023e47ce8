"""From conversations to entries: each in its canonical form, with what the store tells of it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

from svcnorm import readers
from svcnorm.audit.batch import event_row, safe, to_canonical_bytes
from svcnorm.audit.store.arrivals import Entry
from svcnorm.audit.store.rulesets import Known
from svcnorm.audit.words import to_words
from svcnorm.model.conversation import Conversation, Party
from svcnorm.report.data import local_time
from svcnorm.report.masking import Shown

HASH_BYTES = 16
KnownFor = Callable[[str | None], Known | None]


def entry(talk: Conversation, known_for: KnownFor, show: Shown) -> Entry:
    """A conversation as the store takes it."""
    canonical = to_canonical_bytes(readers.to_canonical(talk))
    memberships = [("customer", talk.customer)] if talk.customer is not None else []
    memberships += [("case", case) for case in dict.fromkeys(talk.cases)]
    shown = safe(show.name(talk.id))
    agent = _agent(talk)
    return Entry(
        id=safe(talk.id),
        shown=None if shown == talk.id else shown,
        hash=blake2b(canonical, digest_size=HASH_BYTES).digest(),
        canonical=canonical,
        words=to_words(talk, show),
        source=safe(show.source(talk.source)),
        channel=talk.channel,
        started_at=talk.started_at,
        started=None if talk.started_at is None else local_time(talk.started_at, talk.utc_offset),
        customer=None if talk.customer is None else safe(show.text(talk.customer)),
        case_id=safe(show.name(talk.cases[0])) if talk.cases else None,
        agent=safe(show.name(agent.agent)) if agent and agent.agent else None,
        team=safe(agent.team) if agent and agent.team else None,
        turns=len(talk.utterances),
        bundle=safe(memberships[0][1]) if memberships else "",
        memberships=[(kind, safe(name)) for kind, name in memberships],
        events=[event_row(event) for event in talk.events],
        rules=known_for(talk.channel),
    )


def has_fellows(one: Entry) -> bool:
    """Whether rules may look at other conversations of its cases or its customer."""
    return one.rules is not None and any(kind in one.rules.levels for kind, _ in one.memberships)


def _agent(talk: Conversation) -> Party | None:
    """The first agent of a conversation whose number is known."""
    return next((party for party in talk.parties if party.role in ("agent", "colleague") and party.agent), None)
