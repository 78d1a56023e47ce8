"""Case logs: a row for each thing that happened, or a row for each case with a column for the time of each event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.model.records import CaseEntry
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.labels import role_of
from svcnorm.readers.records import events, values
from svcnorm.readers.records.aliases import CASES
from svcnorm.readers.records.fields import Fields
from svcnorm.readers.records.rows import REMEDY, checked_columns, logs
from svcnorm.readers.tables import Row, Rows
from svcnorm.readers.tables.header import Headed, headed
from svcnorm.readers.times import DAY, Moment

Read = Iterator[CaseEntry | InputError]


class Columns(NamedTuple):
    """Which column is which: `names` by index, what the file calls them, and, where each row is a case, `timed`: the
    word for an event and the heading, by index."""

    names: Mapping[int, str]
    headings: Mapping[str, str]
    timed: Mapping[int, tuple[str, str]]


def case_entries(document: Document, suffix: str, notes: list[str]) -> Read:
    """What a case log tells; an InputError in place of each row that cannot be read. May raise InputError.

    Columns that speak of a time and are not understood, and events without a time, are noted.
    """
    checked_columns(document, (*CASES, *events.types()))
    of_keys: dict[tuple[str, ...], Columns] = {}
    document.recognised("cases")
    for log in logs(document, suffix, notes):
        if isinstance(log, InputError):
            yield log
        elif log.header is None:
            found = _headed(log.rows, document)
            yield from _read(_columns(found, document, notes), found.rows, document, notes)
        else:
            keys = log.header.cells
            try:
                columns = of_keys[keys] = of_keys.get(keys) or _of_header(log.header, document, notes)
            except InputError as error:
                yield error
                continue
            yield from _read(columns, log.rows, document, notes)


def _of_header(header: Row, document: Document, notes: list[str]) -> Columns:
    return _columns(_headed(iter((header,)), document), document, notes)


def _headed(rows: Rows, document: Document) -> Headed:
    return headed(rows, {**CASES, **events.headings()}, document.options.columns)


def _columns(found: Headed, document: Document, notes: list[str]) -> Columns:
    """What the columns are. Raises InputError where they make no case log."""
    header = found.header.cells if found.header else ()
    known = {name: index for name, index in found.columns.items() if name not in events.headings()}
    timed = {index: (name, header[index]) for name, index in known.items() if name in events.types()}
    timed.update({index: (word, cell) for index, cell in enumerate(header) if (word := events.timed_event(cell))})
    long = {"event", "at"} <= known.keys() and len(timed) < 2
    keyed = known.keys() & {"case", "customer", "call"} or (not long and "event_id" in known)
    if not keyed or not (long or timed):
        shown = ", ".join(found.headings[:12]) or "nothing"
        message = f"this is no case log: no columns name a case and what happened when, but {shown}"
        raise (found.header.place if found.header else Place(document.label)).error(message, REMEDY)
    timed = {} if long else timed
    names = {index: name for name, index in known.items() if index not in timed}
    if not long:
        other = [cell.strip() for index, cell in enumerate(header) if index not in names and index not in timed]
        notes.extend(f"column_not_understood:{document.label}:{cell}" for cell in other if events.looks_timed(cell))
    return Columns(names, {name: header[index].strip() for index, name in names.items()}, timed)


def _read(columns: Columns, rows: Iterator[Row | InputError], document: Document, notes: list[str]) -> Read:
    for row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        cells = {name: row.cell(index) for index, name in columns.names.items()}
        fields = Fields(cells, row.place, document.options, {}, columns.headings)
        try:
            entries = _of_case(fields, columns.timed, row) if columns.timed else _of_event(fields)
        except InputError as error:
            yield error
            continue
        if not entries and not columns.timed:
            notes.append(f"entry_without_time:{fields.source}")
        yield from entries


def _of_event(row: Fields) -> list[CaseEntry]:
    """A row for one event; none where it has no time: systems list the steps that are still to come."""
    word = row.text("event")
    if not word:
        raise row.place.error("the row names no event", "give it, or leave the row out")
    entry = _entry(row, word, row.moment("at"), row.ident("case"))
    return [entry._replace(id=row.ident("event_id"), due=_due(row))] if entry else []


def _of_case(row: Fields, timed: Mapping[int, tuple[str, str]], cells: Row) -> list[CaseEntry]:
    """A row for one case: an event for each time that is given, the earliest where several columns tell one. A
    deadline is that of the beginning."""
    found: dict[str, CaseEntry] = {}
    for index, (word, heading) in timed.items():
        when = values.moment(cells.cell(index), row.place, heading, row.options.utc_offset)
        entry = _entry(row, word, when, row.ident("case", "event_id"))
        if entry and (entry.event not in found or entry.at < found[entry.event].at):
            found[entry.event] = entry._replace(due=_due(row)) if entry.event in events.OPENING else entry
    return list(found.values())


def _entry(row: Fields, word: str, when: Moment | None, case: str) -> CaseEntry | None:
    customer, call = row.ident("customer"), row.ident("call")
    if not (case or customer or call):
        raise row.place.error("the row names no case, no customer and no call", "give one, or leave the row out")
    if when is None or when.instant is None:
        return None
    return CaseEntry(
        source=row.source,
        event=events.event_type(word, row.text("about")),
        at=when.instant,
        case=case,
        customer=customer,
        call=call,
        by=role_of(row.text("by")) or "",
        ref=row.ident("ref"),
        begins=events.begins(word),
        notes=(f"date_without_time:{row.source}",) if when.day_only else (),
    )


def _due(row: Fields) -> int | None:
    """A deadline; a date without a time means the end of that day."""
    when = row.moment("due")
    if when is None or when.instant is None:
        return None
    return when.instant + (DAY if when.day_only else 0)
