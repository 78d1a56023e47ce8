"""Who is who where labels do not say: by the user's word, by elimination, by what agents typically say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from svcnorm.assembly import cues
from svcnorm.assembly.options import AssemblyOptions
from svcnorm.model.conversation import Conversation, Party

MARGIN = 3
"""How many cues more must speak for one speaker as the agent than for the other.

A cue is one kind of saying (see `cues`), counted once however often it is said; a customer-typical one
counts against. With 3 no single odd sentence turns the reading (an agent who rings another hotline, a
customer who reads a greeting aloud); below it, judging tries both assignments.
"""
LEAST_AGENT_CUES = 2
"""And how many agent-typical ones the agent must have at least."""


BY_USER = ("option", "config")
"""Sources of roles that are somebody's word: whoever is named by elimination is named by that word too."""


def with_roles(conversation: Conversation, options: AssemblyOptions) -> Conversation:
    """The conversation with roles from `options`, and inferred ones where the evidence is strong enough."""
    told = {p.id: options.roles[p.id] for p in conversation.parties if p.id in options.roles}
    if told:
        conversation = _assigned(conversation, told, "option")
    unknown = [p.id for p in conversation.parties if p.role == "unknown"]
    if not unknown:
        return conversation
    found = _inferred(conversation, unknown) if options.infer_roles else {}
    by_user = conversation.role_source in BY_USER
    if not found:
        return conversation if by_user else replace(conversation, role_source="unknown")
    notes = tuple(f"role_inferred:{party}={role}" for party, role in found.items())
    by_elimination = len(found) == 1
    assigned = _assigned(conversation, found, conversation.role_source if by_user and by_elimination else "inferred")
    return replace(assigned, notes=(*assigned.notes, *notes))


def _inferred(conversation: Conversation, unknown: list[str]) -> dict[str, str]:
    """Roles for the unnamed of two speakers; nothing where lines lack a speaker altogether."""
    silent = _silent_agent(conversation)
    people = [p for p in conversation.parties if p.role != "bot" and p is not silent]
    if len(people) != 2 or "unknown" in unknown:
        return {}
    if len(unknown) == 1:
        known = next(p.role for p in people if p.id not in unknown)
        other = {"agent": "customer", "customer": "agent"}.get(known)
        return {unknown[0]: other} if other else {}
    said = {p.id: [u.text for u in conversation.utterances if u.party == p.id] for p in people}
    weights = {party: cues.weigh(texts) for party, texts in said.items()}
    first, second = sorted(weights, key=lambda party: -weights[party].balance)
    if weights[first].agent < LEAST_AGENT_CUES or weights[first].balance - weights[second].balance < MARGIN:
        return {}
    return {first: "agent", second: "customer"}


def _assigned(conversation: Conversation, roles: Mapping[str, str], source: str) -> Conversation:
    parties = tuple(replace(p, role=roles.get(p.id, p.role)) for p in conversation.parties)
    spoken = tuple(replace(u, role=roles.get(u.party, u.role)) for u in conversation.utterances)
    parties = _named(parties, _silent_agent(conversation), [party for party, role in roles.items() if role == "agent"])
    return replace(conversation, parties=parties, utterances=spoken, role_source=source)


def _silent_agent(conversation: Conversation) -> Party | None:
    """The agent whom a record names without saying which of the speakers she is."""
    speaking = {u.party for u in conversation.utterances}
    silent = [p for p in conversation.parties if p.role == "agent" and p.id not in speaking]
    return silent[0] if len(silent) == 1 and speaking else None


def _named(parties: tuple[Party, ...], agent: Party | None, found: list[str]) -> tuple[Party, ...]:
    """The parties where the speaker who turned out to be the agent is the one whom the record names."""
    if agent is None or len(found) != 1:
        return parties
    named = (replace(agent, id=p.id) if p.id == found[0] else p for p in parties if p.id != agent.id)
    return tuple(named)
