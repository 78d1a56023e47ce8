"""Call logs: which format a log has, and the call records in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.model.records import CallRecord
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.records import asterisk, cel, clouds, freeswitch, plain
from svcnorm.readers.records.aliases import CALLS
from svcnorm.readers.records.fields import Fields, Layout, Names
from svcnorm.readers.records.rows import REMEDY, Log, checked_columns, first, logs
from svcnorm.readers.tables import Row
from svcnorm.readers.tables.header import Headed, headed
from svcnorm.readers.tables.header import plain as plain_name

LAYOUTS: tuple[Layout, ...] = (
    cel.LAYOUT,
    asterisk.LAYOUT,
    freeswitch.LAYOUT,
    clouds.HUAWEI_LAYOUT,
    clouds.ALIYUN_LAYOUT,
    plain.LAYOUT,
)
"""All formats of call logs, in the order in which they are asked; the last takes the rest."""


class Columns(NamedTuple):
    """The columns of a log: its format, their names in that, the units that headings state, and the headings."""

    layout: Layout
    names: Names
    units: Mapping[str, str] = {}
    headings: Mapping[str, str] = {}


def call_records(document: Document, suffix: str, notes: list[str]) -> Iterator[CallRecord | InputError]:
    """The records of a call log; an InputError in place of each row that cannot be read. May raise InputError."""
    checked_columns(document, CALLS)
    of_keys: dict[Names, Columns] = {}
    for log in logs(document, suffix, notes):
        if isinstance(log, InputError):
            yield log
        elif log.header is None:
            yield from _read(*_of_table(log, document), document)
        else:
            keys = log.header.cells
            try:
                columns = of_keys[keys] = of_keys.get(keys) or _of_header(log.header, document)
            except InputError as error:
                yield error
                continue
            yield from _read(columns, log.rows, document)


def _read(columns: Columns, rows: Iterator[Row | InputError], document: Document) -> Iterator[CallRecord | InputError]:
    document.recognised(columns.layout.name)
    for row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        try:
            cells = dict(zip(columns.names, row.cells))
            fields = Fields(cells, row.place, document.options, columns.units, columns.headings)
            record = columns.layout.read(fields)
        except InputError as error:
            yield error
            continue
        if record is not None:
            yield record


def _of_table(log: Log, document: Document) -> tuple[Columns, Iterator[Row | InputError]]:
    row, log = first(log)
    if row is not None:
        cells = tuple(cell.strip() for cell in row.cells)
        for layout in LAYOUTS:
            placed = layout.placed(cells)
            if placed:
                return Columns(layout, placed), log.rows
        native = _native(cells)
        if native is not None:
            return native, _below(log.rows)
    found = headed(log.rows, CALLS, document.options.columns)
    return _plain(found, document), found.rows


def _of_header(header: Row, document: Document) -> Columns:
    return _native(header.cells) or _plain(headed(iter((header,)), CALLS, document.options.columns), document)


def _native(cells: Sequence[str]) -> Columns | None:
    """The format of a system of its own that has columns of these names."""
    names = tuple(plain_name(cell) for cell in cells)
    known = frozenset(names)
    layout = next((layout for layout in LAYOUTS if layout.named(known)), None)
    return None if layout is None else Columns(layout, names)


def _plain(found: Headed, document: Document) -> Columns:
    """Columns by what they are called. Raises InputError where that is not enough."""
    if not found.columns.keys() & {"id", "whole_call"} or not found.columns.keys() & plain.NEEDED:
        shown = ", ".join(found.headings[:12]) or "nothing"
        message = f"this is no call log: no columns name a call and what happened in it, but {shown}"
        raise (found.header.place if found.header else Place(document.label)).error(message, REMEDY)
    names = {index: name for name, index in found.columns.items()}
    in_order = tuple(names.get(index, f"column{index}") for index in range(max(names) + 1))
    headings = {name: found.header.cell(index) for name, index in found.columns.items()} if found.header else {}
    return Columns(plain.LAYOUT, in_order, found.units, headings)


def _below(rows: Iterator[Row | InputError]) -> Iterator[Row | InputError]:
    """The rows below the first that can be read."""
    for row in rows:
        if isinstance(row, Row):
            break
        yield row
    yield from rows
