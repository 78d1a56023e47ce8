"""Reads call logs and case logs: rows of any file as records, to be looked up by call, case and customer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.model.records import CallRecord, CaseEntry
from svcnorm.readers.document import Document
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.sources import Source, find_sources, guarded

if TYPE_CHECKING:
    from svcnorm.readers.records.index import RecordIndex

__all__ = ["Records", "read_records", "told"]

Told = CallRecord | CaseEntry


class Records(NamedTuple):
    """What the logs tell, the rows of them that could not be read, and `notes` on what was not understood."""

    records: RecordIndex
    errors: tuple[InputError, ...]
    notes: tuple[str, ...] = ()


def read_records(
    calls: Sequence[str], cases: Sequence[str], options: Callable[[Source], ReadOptions] = lambda _: ReadOptions()
) -> Records:
    """All call logs and case logs in files, directories and globs; `options` says how each of them is read.

    Raises InputError where a path holds nothing.
    """
    from svcnorm.readers.records.index import RecordIndex

    found = RecordIndex()
    errors: list[InputError] = []
    notes: list[str] = []
    for paths, kind in ((calls, "calls"), (cases, "cases")):
        for source in find_sources(paths):
            for item in told(source, options(source), kind, notes):
                if isinstance(item, InputError):
                    errors.append(item)
                else:
                    found.add(item)
    return Records(found, tuple(errors), tuple(dict.fromkeys(notes)))


def told(source: Source, options: ReadOptions, kind: str, notes: list[str]) -> Iterator[Told | InputError]:
    """What one log (`calls` or `cases`) tells, in its order; an InputError in place of what cannot be read.

    What was not understood and is no error goes to `notes`.
    """
    return guarded(source, _told(source, options, kind, notes))


def _told(source: Source, options: ReadOptions, kind: str, notes: list[str]) -> Iterator[Told | InputError]:
    with source.open() as stream:
        document = Document(source.label, stream, options)
        if kind == "calls":
            from svcnorm.readers.records.calls import call_records

            yield from call_records(document, source.suffix, notes)
        else:
            from svcnorm.readers.records.cases import case_entries

            yield from case_entries(document, source.suffix, notes)
