"""By what means people met, where the record does not say: from its events, then from how they open."""

from __future__ import annotations

from dataclasses import replace

from svcnorm.assembly import cues
from svcnorm.assembly.options import AssemblyOptions
from svcnorm.model.conversation import Conversation

CALL_EVENTS = frozenset(("ring", "answer", "hangup", "dropped", "hold_start", "hold_end", "mute_start", "mute_end"))
VISIT_EVENTS = frozenset(("visit_started", "visit_ended", "arrived"))
OPENING = 4
"""How many utterances of each side tell how a conversation opens."""


def with_channel(conversation: Conversation, options: AssemblyOptions) -> Conversation:
    """The conversation with the channel that the user, the record, or the evidence names."""
    if options.channel:
        return replace(conversation, channel=options.channel, channel_source=options.channel_source)
    if conversation.channel:
        return conversation
    channel = infer(conversation)
    if channel is None:
        return replace(conversation, channel_source="unknown")
    notes = (*conversation.notes, f"channel_inferred:{channel}")
    return replace(conversation, channel=channel, channel_source="inferred", notes=notes)


def infer(conversation: Conversation) -> str | None:
    """The most likely channel, or None where nothing speaks for any."""
    types = {event.type for event in conversation.events}
    if types & CALL_EVENTS:
        return direction(conversation)
    if "visitor_arrived" in types:
        return "reception"
    if not conversation.utterances:
        return None
    own = [text for role, text in _opening(conversation) if role != "customer"]
    met = types & VISIT_EVENTS
    if cues.count(cues.ONSITE, own):
        return "onsite_service"
    if met or cues.count(cues.VISITING, own[:3]):
        return "visit"
    if cues.count(cues.RECEIVING, own[:3]):
        return "reception"
    if _both_speak(conversation) or cues.count(cues.TELEPHONE, [u.text for u in conversation.utterances]):
        return direction(conversation)
    return None


def _opening(conversation: Conversation) -> list[tuple[str, str]]:
    """(role, text) of the first utterances of each side."""
    seen: dict[str, int] = {}
    out = []
    for utterance in conversation.utterances:
        seen[utterance.party] = seen.get(utterance.party, 0) + 1
        if seen[utterance.party] <= OPENING:
            out.append((utterance.role, utterance.text))
    return out


def direction(conversation: Conversation) -> str:
    """Who rang whom in a call: an agent who says that she rings up, against one who asks what she can do."""
    opening = _opening(conversation)
    own = [text for role, text in opening if role != "customer"]
    others = [text for role, text in opening if role != "agent"]
    outbound = cues.count(cues.OUTBOUND, own) + cues.count(cues.ASKED_WHO, others)
    return "outbound_call" if outbound > cues.count(cues.INBOUND, own) else "inbound_call"


def _both_speak(conversation: Conversation) -> bool:
    """An agent and a customer, or two unnamed speakers; lines without any speaker do not count as one."""
    spoken = {u.party: u.role for u in conversation.utterances if u.role != "bot" and u.party != "unknown"}
    return len(spoken) == 2 or {"agent", "customer"} <= set(spoken.values())
