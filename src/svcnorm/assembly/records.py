"""Joins conversations with call logs and case logs: what these tell becomes events, each with its place as source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from svcnorm.assembly.channel import direction
from svcnorm.assembly.duplicates import joined
from svcnorm.assembly.options import AssemblyOptions
from svcnorm.model.conversation import CALL_CHANNELS, Conversation, Event, Party
from svcnorm.model.records import CallRecord, CaseEntry
from svcnorm.readers.records.index import RecordIndex

APART = 3_600_000
"""Milliseconds: a call that begins further than this from the call of its record is another call."""
LONGER = 60_000
"""Milliseconds by which the words may go on after the end of the call: clocks differ."""
EXAMPLES = 3
"""How many ids a note about many shows."""
ONCE = ("ring", "answer", "hangup")
"""Events of which a call has one, so that a record and a conversation speak of the same."""


def with_records(conversation: Conversation, options: AssemblyOptions) -> Conversation:
    """The conversation with what the logs tell of it. What it says itself stands; assembling again changes nothing."""
    index = options.records
    if index is None:
        return conversation
    if index.has_calls:
        conversation = _with_call(conversation, index, options)
    return _with_cases(conversation, index) if index.has_cases else conversation


class Met(NamedTuple):
    """What the logs have of a conversation: its call, whether it `fits` the conversation's own times, and its cases."""

    call: CallRecord | None = None
    fits: bool = True
    cases: tuple[str, ...] = ()


def met(conversation: Conversation, index: RecordIndex) -> Met:
    """What the logs have of a conversation, before or after it was joined with them."""
    call = index.call(_names(conversation)) if index.has_calls else None
    fits = (
        call is None or not call.instants or (_same_time(conversation, call) and _zero(conversation, call) is not None)
    )
    cases = tuple(case for case in conversation.cases if index.entries("case", case)) if index.has_cases else ()
    return Met(call, fits, cases)


def _names(conversation: Conversation) -> tuple[str, ...]:
    """Under which a log may have the call: the id, or, where a file has none, the name of the file: recorders call it
    by the call."""
    own = conversation.id
    return (own,) if own != conversation.source else (own, PurePosixPath(own).stem)


def left_over(conversations: Iterable[Conversation], index: RecordIndex) -> tuple[str, ...]:
    """Notes on the whole run: records that met no conversation, and conversations that met no record.

    `conversations` are assembled ones. Calls that nobody answered have no transcript, and are counted on their own.
    """
    calls, cases, alone = set[str](), set[str](), list[str]()
    for each in conversations:
        found = met(each, index)
        if found.call is not None and found.fits:
            calls.update(found.call.calls)
        elif index.has_calls and each.channel in (None, *CALL_CHANNELS):
            alone.append(each.id)
        cases.update(found.cases)
    unmet = [(call, answered) for call, answered in index.calls() if call not in calls]
    told = {
        "transcripts_without_call_record": alone,
        "call_records_without_transcript": [call for call, answered in unmet if answered],
        "unanswered_calls_without_transcript": [call for call, answered in unmet if not answered],
        "cases_without_transcript": [case for case in index.cases() if case not in cases],
    }
    return tuple(f"{code}:{_examples(found)}" for code, found in told.items() if found)


def _examples(found: Sequence[str]) -> str:
    """`12 (C-1, C-2, C-3 …)`."""
    shown = ", ".join(found[:EXAMPLES])
    return f"{len(found)} ({shown}{' …' if len(found) > EXAMPLES else ''})"


def _with_call(conversation: Conversation, index: RecordIndex, options: AssemblyOptions) -> Conversation:
    found = met(conversation, index)
    call = found.call
    if call is None:
        is_call = conversation.channel in (None, *CALL_CHANNELS)
        return _noted(conversation, "no_call_record") if is_call else conversation
    if not found.fits:
        return _noted(conversation, f"call_record_does_not_fit:{call.source}")
    note = f"call_record:{call.source}"
    if note in conversation.notes:
        return conversation
    conversation = _noted(conversation, note, *call.notes)
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


def _same_time(conversation: Conversation, call: CallRecord) -> bool:
    """Whether the call of the record can be the conversation, by when both began."""
    started = conversation.started_at
    return started is None or min(call.instants) - APART <= started <= max(call.instants) + APART


def _zero(conversation: Conversation, call: CallRecord) -> int | None:
    """When the recording began: at the answer, or earlier where it is longer than what came after. None: too long for
    the call."""
    if conversation.started_at is not None:
        return conversation.started_at
    own = [event.at for event in conversation.events if event.type == "answer" and event.at is not None]
    if own and call.answered is not None:
        return call.answered - own[0]
    begins = [at for at in (call.answered, call.rang, call.started) if at is not None]
    last = max((u.end or u.start or 0 for u in conversation.utterances), default=0)
    if call.ended is None or not begins:
        return begins[0] if begins else call.ended
    return next((at for at in begins if at + last <= call.ended + LONGER), None)


def _started(conversation: Conversation, call: CallRecord) -> Conversation:
    """The conversation with a start, and its own events placed by it."""
    zero = _zero(conversation, call)
    if conversation.started_at is not None or zero is None:
        return conversation
    events = tuple(_placed(event, zero) for event in conversation.events)
    return _noted(replace(conversation, started_at=zero, events=events), "started_at_from_record")


def _placed(event: Event, zero: int) -> Event:
    if event.at is not None:
        return replace(event, instant=zero + event.at)
    return event if event.instant is None else replace(event, at=event.instant - zero)


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
            conversation = _noted(conversation, f"call_record_disagrees:{told.type}")
    return replace(conversation, events=tuple(events))


def _call_events(conversation: Conversation, call: CallRecord, by: str | None) -> Iterator[Event]:
    """What the record tells, as events."""
    told: list[tuple[str, int | None]] = [("ring", call.rang), ("answer", call.answered)]
    told += [("hold_start", at) for at in call.held] + [("hold_end", at) for at in call.resumed]
    told += [("transfer", at) for at in call.transfers]
    for kind, at in told:
        if at is not None:
            yield _event(conversation, kind, at, call.source)
    if call.ended is not None or by:
        yield replace(_event(conversation, "hangup", call.ended, call.source), by=by)


def _event(conversation: Conversation, kind: str, instant: int | None, source: str) -> Event:
    event = Event(kind, instant=instant, source=source)
    return event if conversation.started_at is None else _placed(event, conversation.started_at)


def _released_by(conversation: Conversation, call: CallRecord, options: AssemblyOptions) -> str | None:
    """The role of who hung up. Which of them called is told by the channel, inferred if need be."""
    if call.released_by not in ("caller", "callee"):
        return call.released_by or None
    channel = options.channel or conversation.channel or direction(conversation)
    sides = {"inbound_call": ("customer", "agent"), "outbound_call": ("agent", "customer")}.get(channel)
    return sides[call.released_by == "callee"] if sides else None


def _with_cases(conversation: Conversation, index: RecordIndex) -> Conversation:
    """The conversation with what the case logs tell of its cases, and of its customer.

    Without a case of its own it has that which the log ties to the call, else the only one of its customer; of
    several cases of a customer none is taken.
    """
    mentioned = tuple(entry for name in _names(conversation) for entry in index.entries("mentioned", name))
    of_customer = index.entries("customer", conversation.customer or "")
    cases = conversation.cases or _cases(mentioned)
    if not cases and len(_cases(of_customer)) > 1:
        conversation = _noted(conversation, f"several_cases:{len(_cases(of_customer))}")
    elif not cases:
        cases = _cases(of_customer)
    entries = [entry for case in cases for entry in index.entries("case", case)]
    entries += [entry for entry in (*mentioned, *of_customer) if not entry.case]
    if not entries:
        return conversation
    known = {(event.type, source) for event in conversation.events for source in event.source.split(", ")}
    new = [entry for entry in _once_begun(entries) if (entry.event, entry.source) not in known]
    customers = {entry.customer for entry in entries if entry.customer}
    conversation = replace(
        conversation,
        cases=cases,
        customer=conversation.customer or (customers.pop() if len(customers) == 1 else None),
        events=(*conversation.events, *(_case_event(conversation, entry, len(cases) > 1) for entry in new)),
        records=conversation.records | index.case_types,
    )
    joined_with = [f"case_log:{case}" for case in _cases(entries)] or ["case_log_of_customer"]
    return _noted(conversation, *joined_with, *(note for entry in new for note in entry.notes))


def _once_begun(entries: Iterable[CaseEntry]) -> Iterator[CaseEntry]:
    """Each entry once, and of those that only say that a case began, the earliest."""
    each = tuple(dict.fromkeys(entries))
    first: dict[tuple[str, str], CaseEntry] = {}
    for entry in sorted((entry for entry in each if entry.begins), key=lambda entry: entry.at):
        first.setdefault((entry.case or entry.customer, entry.event), entry)
    return (entry for entry in each if not entry.begins or entry in first.values())


def _cases(entries: Iterable[CaseEntry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.case for entry in entries if entry.case))


def _case_event(conversation: Conversation, entry: CaseEntry, several: bool) -> Event:
    """An entry as an event; with several cases in one conversation it refers to its own."""
    event = _event(conversation, entry.event, entry.at, entry.source)
    ref = entry.ref or (entry.case if several else "")
    return replace(event, by=entry.by or None, due=entry.due, ref=ref or None, id=entry.id or None)


def _noted(conversation: Conversation, *notes: str) -> Conversation:
    new = tuple(note for note in dict.fromkeys(notes) if note not in conversation.notes)
    return replace(conversation, notes=(*conversation.notes, *new)) if new else conversation
