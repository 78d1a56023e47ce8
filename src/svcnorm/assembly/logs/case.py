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
    own = index.entries("customer", conversation.customer or "")
    cases = conversation.cases or _cases(mentioned)
    if not cases and len(_cases(own)) > 1:
        conversation = noted(conversation, f"several_cases:{len(_cases(own))}")
    elif not cases:
        cases = _cases(own)
    entries = [entry for case in cases for entry in index.entries("case", case)]
    entries += [entry for entry in mentioned if not entry.case]
    customer = conversation.customer or _only({entry.customer for entry in entries if entry.customer})
    entries += [entry for entry in index.entries("customer", customer or "") if not entry.case]
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
    event = happened(conversation, entry.event, entry.at, entry.source)
    ref = entry.ref or (entry.case if several else "")
    return replace(event, by=entry.by or None, due=entry.due, ref=ref or None, id=entry.id or None)
