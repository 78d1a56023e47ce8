"""Joins conversations with call logs and case logs: what these tell becomes events, each with its place as source."""

from __future__ import annotations

from collections.abc import Iterable

from svcnorm.assembly.logs.call import with_call
from svcnorm.assembly.logs.case import with_cases
from svcnorm.assembly.logs.met import met
from svcnorm.assembly.options import AssemblyOptions
from svcnorm.model.conversation import CALL_CHANNELS, Conversation
from svcnorm.readers.records.index import RecordIndex

CODES = (
    "transcripts_without_call_record",
    "transcripts_of_one_call",
    "call_records_without_transcript",
    "unanswered_calls_without_transcript",
    "cases_without_transcript",
)
"""Notes on a whole run, in their order."""
EXAMPLES = 3
"""How many ids a note about many shows."""


def with_records(conversation: Conversation, options: AssemblyOptions) -> Conversation:
    """The conversation with what the logs tell of it. What it says itself stands; assembling again changes nothing."""
    index = options.records
    if index is None:
        return conversation
    if index.has_calls:
        conversation = with_call(conversation, index, options)
    return with_cases(conversation, index) if index.has_cases else conversation


def left_over(conversations: Iterable[Conversation], index: RecordIndex) -> tuple[str, ...]:
    """Notes on the whole run: records that met no conversation, and conversations that met no record.

    `conversations` are assembled ones. Calls that nobody answered have no transcript, and are counted on their own.
    """
    told: dict[str, _Many] = {}
    calls, cases = set[str](), set[str]()
    for each in conversations:
        found = met(each, index)
        if found.call is not None and found.fits:
            if found.call.calls[0] in calls:
                _add(told, "transcripts_of_one_call", each.id)
            calls.update(found.call.calls)
        elif index.has_calls and each.channel in (None, *CALL_CHANNELS):
            _add(told, "transcripts_without_call_record", each.id)
        cases.update(found.cases)
    for call, answered in index.calls():
        if call not in calls:
            _add(told, "call_records_without_transcript" if answered else "unanswered_calls_without_transcript", call)
    for case in index.cases():
        if case not in cases:
            _add(told, "cases_without_transcript", case)
    return tuple(f"{code}:{told[code].shown()}" for code in CODES if code in told)


class _Many:
    """How many ids there are, and the first of them."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[str] = []

    def shown(self) -> str:
        """`12 (C-1, C-2, C-3 …)`."""
        return f"{self.count} ({', '.join(self.first)}{' …' if self.count > len(self.first) else ''})"


def _add(told: dict[str, _Many], code: str, ident: str) -> None:
    many = told.setdefault(code, _Many())
    many.count += 1
    if len(many.first) < EXAMPLES:
        many.first.append(ident)
