"""Joins a conversation with the record of its call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from svcnorm.assembly.channel import direction
from svcnorm.assembly.duplicates import joined
from svcnorm.assembly.logs.common import happened, noted, placed
from svcnorm.assembly.logs.met import met, zero
from svcnorm.assembly.options import AssemblyOptions
from svcnorm.model.conversation import CALL_CHANNELS, Conversation, Event, Party
from svcnorm.model.records import CallRecord
from svcnorm.readers.records.index import RecordIndex

ONCE = ("ring", "answer", "hangup")
"""Events of which a call has one, so that a record and a conversation speak of the same."""


def with_call(conversation: Conversation, index: RecordIndex, options: AssemblyOptions) -> Conversation:
    """The conversation with what its call record tells, if the log has one that fits it."""
    found = met(conversation, index)
    call = found.call
    if call is None:
        is_call = conversation.channel in (None, *CALL_CHANNELS)
        return noted(conversation, "no_call_record") if is_call else conversation
    if not found.fits:
        return noted(conversation, f"call_record_does_not_fit:{call.source}")
    note = f"call_record:{call.source}"
    if note in conversation.notes:
        return conversation
    conversation = noted(conversation, note, *call.notes)
    conversation = _with_facts(conversation, call)
    return _with_call_events(_started(conversation, call), call, options)


def _with_facts(conversation: Conversation, call: CallRecord) -> Conversation:
    """Channel, customer, case, agent, count of rings and families of events, where the conversation has none."""
    c = conversation
    families = {"call"} if None not in (call.rang, call.answered, call.ended) else set()
    families |= {"hold"} if call.holds_told else set()
    return replace(
        c,
        channel=c.channel or call.channel or None,
        channel_source="given" if call.channel and not c.channel else c.channel_source,
        customer=c.customer or call.customer or None,
        cases=c.cases or ((call.case,) if call.case else ()),
        attributes={**({"rings": call.rings} if call.rings is not None else {}), **c.attributes},
        parties=_with_agent(c, call),
        records=c.records | families,
    )


def _with_agent(conversation: Conversation, call: CallRecord) -> tuple[Party, ...]:
    """The agent's employee id and team, where one party is the agent and has none."""
    agents = [party for party in conversation.parties if party.role == "agent"]
    if len(agents) != 1 or agents[0].agent not in (None, call.agent) or not (call.agent or call.team):
        return conversation.parties
    known = replace(agents[0], agent=agents[0].agent or call.agent or None, team=agents[0].team or call.team or None)
    return tuple(known if party is agents[0] else party for party in conversation.parties)


def _started(conversation: Conversation, call: CallRecord) -> Conversation:
    """The conversation with a start, and its own events placed by it."""
    began = zero(conversation, call)
    if conversation.started_at is not None or began is None:
        return conversation
    events = tuple(placed(event, began) for event in conversation.events)
    return noted(replace(conversation, started_at=began, events=events), "started_at_from_record")


def _with_call_events(conversation: Conversation, call: CallRecord, options: AssemblyOptions) -> Conversation:
    events, by = list(conversation.events), _released_by(conversation, call, options)
    for told in _call_events(conversation, call, by):
        own = next((event for event in events if event.type == told.type), None) if told.type in ONCE else None
        if own is None:
            events.append(told)
        elif own.instant is None or told.instant is None:
            events[events.index(own)] = joined(own, told)
        elif abs(own.instant - told.instant) <= options.merge_window:
            events.append(told)
        else:
            conversation = noted(conversation, f"call_record_disagrees:{told.type}")
    return replace(conversation, events=tuple(events))


def _call_events(conversation: Conversation, call: CallRecord, by: str | None) -> Iterator[Event]:
    """What the record tells, as events."""
    told: list[tuple[str, int | None]] = [("ring", call.rang), ("answer", call.answered)]
    told += [("hold_start", at) for at in call.held] + [("hold_end", at) for at in call.resumed]
    told += [("transfer", at) for at in call.transfers]
    for kind, at in told:
        if at is not None:
            yield happened(conversation, kind, at, call.source)
    if call.ended is not None or by:
        yield replace(happened(conversation, "hangup", call.ended, call.source), by=by)


def _released_by(conversation: Conversation, call: CallRecord, options: AssemblyOptions) -> str | None:
    """The role of who hung up. Which of them called is told by the channel, inferred if need be."""
    if call.released_by not in ("caller", "callee"):
        return call.released_by or None
    channel = options.channel or conversation.channel or direction(conversation)
    sides = {"inbound_call": ("customer", "agent"), "outbound_call": ("agent", "customer")}.get(channel)
    return sides[call.released_by == "callee"] if sides else None
