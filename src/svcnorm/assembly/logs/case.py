"""Joins a conversation with what case logs tell of its cases and its customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from svcnorm.assembly.logs.common import happened, noted
from svcnorm.assembly.logs.met import names
from svcnorm.model.conversation import Conversation, Event
from svcnorm.model.records import CaseEntry
from svcnorm.readers.records.index import RecordIndex


def with_cases(conversation: Conversation, index: RecordIndex) -> Conversation:
    """The conversation with what the case logs tell of its cases, and of its customer.

    Without a case of its own it has that which the log ties to the call, else the only one of its customer; of
    several cases of a customer none is taken.
    """
    mentioned = tuple(entry for name in names(conversation) for entry in index.entries("mentioned", name))
    cases = conversation.cases or _cases(mentioned)
    entries = [entry for case in cases for entry in index.entries("case", case)]
    entries += [entry for entry in mentioned if not entry.case]
    customer = conversation.customer or _only({entry.customer for entry in entries if entry.customer})
    of_customer = index.entries("customer", customer or "")
    if not cases and len(_cases(of_customer)) > 1:
        conversation = noted(conversation, f"several_cases:{len(_cases(of_customer))}")
    elif not cases:
        cases = _cases(of_customer)
        entries += [entry for case in cases for entry in index.entries("case", case)]
    entries += [entry for entry in of_customer if not entry.case]
    if not entries:
        return conversation
    known = {(event.type, source) for event in conversation.events for source in event.source.split(", ")}
    new = [entry for entry in _once_begun(entries) if (entry.event, entry.source) not in known]
    conversation = replace(
        conversation,
        cases=cases,
        customer=customer,
        events=(*conversation.events, *(_case_event(conversation, entry, len(cases) > 1) for entry in new)),
        records=conversation.records | index.case_types,
    )
    joined_with = [f"case_log:{case}" for case in _cases(entries)] or ["case_log_of_customer"]
    return noted(conversation, *joined_with, *(note for entry in new for note in entry.notes))


def _only(words: set[str]) -> str | None:
    return words.pop() if len(words) == 1 else None


def _once_begun(entries: Iterable[CaseEntry]) -> Iterator[CaseEntry]:
    """Each entry once, in the order of time, and of those that only say that a case began, the first."""
    begun: set[tuple[str, str, str]] = set()
    for entry in sorted(set(entries), key=lambda entry: (entry.at, entry.source, entry.event)):
        beginning = (entry.case, "" if entry.case else entry.customer, entry.event)
        if not entry.begins or beginning not in begun:
            yield entry
        if entry.begins:
            begun.add(beginning)


def _cases(entries: Iterable[CaseEntry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.case for entry in entries if entry.case))


def _case_event(conversation: Conversation, entry: CaseEntry, several: bool) -> Event:
    """An entry as an event; with several cases in one conversation it refers to its own."""
    event = happened(conversation, entry.event, entry.at, entry.source)
    ref = entry.ref or (entry.case if several else "")
    return replace(event, by=entry.by or None, due=entry.due, ref=ref or None, id=entry.id or None)
