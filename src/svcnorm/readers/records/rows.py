"""The rows of a log, whatever file it is: a table with or without a header, JSON, JSON lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.readers import checks, jsonl
from svcnorm.readers.checks import Place, kind
from svcnorm.readers.document import Document
from svcnorm.readers.json import loads
from svcnorm.readers.records.values import source
from svcnorm.readers.tables import Row, tables
from svcnorm.readers.tables.aliases import COLUMNS, FOOTERS

REMEDY = "see docs/formats.md, Call records and case logs; name the columns under columns in svcnorm.yaml"
"""What to do where the columns of a log are not understood."""
LISTS = ("records", "data", "rows", "items", "list", "calls", "cases", "results", "cdrs")
"""Under which of these keys an object keeps a list of records, in lower case."""
INNER = ("variables", "call")
"""Objects inside a record whose keys stand for keys of the record itself: `variables` is of FreeSWITCH."""
EVENT_KEYS = {
    "ring": "ring_start",
    "answer": "answered_at",
    "hangup": "ended_at",
    "hold_start": "hold_start",
    "hold_end": "hold_end",
    "transfer": "transfers",
}
"""Events of a canonical object, and what the same is called in a record."""


class Log(NamedTuple):
    """Rows that have the same columns. `header` holds their names where they are known: those of an object of JSON."""

    header: Row | None
    rows: Iterator[Row | InputError]


def checked_columns(document: Document, names: Iterable[str]) -> None:
    """Refuse columns named by the user that are none of ours. Raises InputError."""
    for name in document.options.columns:
        checks.one_of(name, (*names, *COLUMNS), Place(document.label), "column")


def without_footers(rows: Iterator[Row | InputError], notes: list[str]) -> Iterator[Row | InputError]:
    """The rows but for those that only count the others or say who made the table, which are noted."""
    for row in rows:
        filled = [cell.strip() for cell in row.cells if cell.strip()] if isinstance(row, Row) else []
        if isinstance(row, Row) and 0 < len(filled) <= 2 and filled[0].lower().startswith(FOOTERS):
            notes.append(f"row_passed_over:{source(row.place)}")
        else:
            yield row


def logs(document: Document, suffix: str, notes: list[str]) -> Iterator[Log | InputError]:
    """The tables of a document, or its objects, to be read one after the other; an InputError in place of what is none.

    Sheets that are hidden are not read and noted. Raises InputError where the document cannot be opened."""
    head = document.head()
    if head.lstrip()[:1] in ("{", "["):
        yield from _objects(document, jsonl.claims(head, suffix))
        return
    with tables(document) as found:
        notes.extend(f"hidden_sheet:{document.label}:{name}" for name in found.hidden)
        for table in found.tables:
            yield Log(None, without_footers(table.rows, notes))


def first(log: Log) -> tuple[Row | None, Log]:
    """The first row that can be read, and the log as it was."""
    passed: list[Row | InputError] = []
    for row in log.rows:
        passed.append(row)
        if isinstance(row, Row):
            return row, log._replace(rows=chain(passed, log.rows))
    return None, log._replace(rows=iter(passed))


def _objects(document: Document, by_line: bool) -> Iterator[Log | InputError]:
    """Objects one after the other, each a log of one row: others may have other keys."""
    label = document.label
    found = _lines(document) if by_line else _members(loads(document.text(), Place(label)), Place(label))
    for item in found:
        if isinstance(item, InputError):
            yield item
            continue
        data, place = item
        try:
            names, cells = zip(*_flat(data, place))
        except InputError as error:
            yield error
            continue
        number = place.line or 0
        yield Log(Row(number, tuple(names), place), iter((Row(number, tuple(cells), place),)))


def _lines(document: Document) -> Iterator[tuple[Mapping[str, Any], Place] | InputError]:
    for number, line in document.lines():
        if isinstance(line, InputError):
            yield line
            continue
        place = Place(document.label, line=number)
        try:
            yield from _members(loads(line, place), place)
        except InputError as error:
            yield error


def _members(data: Any, place: Place) -> Iterator[tuple[Mapping[str, Any], Place] | InputError]:
    """The records in data: itself, the members of a list, or of a list that it holds."""
    if isinstance(data, Mapping):
        key = next((key for key in data if key.lower() in LISTS and isinstance(data[key], list)), None)
        if key is None:
            yield data, place
            return
        data, place = data[key], place.at(key)
    if not isinstance(data, list):
        yield place.error(f"a record must be an object, not {kind(data)}")
        return
    for index, member in enumerate(data):
        spot = place.at(index)
        yield (
            (member, spot)
            if isinstance(member, Mapping)
            else spot.error(f"a record must be an object, not {kind(member)}")
        )


def _flat(data: Mapping[str, Any], place: Place) -> Sequence[tuple[str, str]]:
    """An object as cells with names."""
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        if key in INNER and isinstance(value, Mapping):
            found += _flat(value, place.at(key))
        elif key in ("hold", "holds") and isinstance(value, list):
            found += _holds(value)
        elif key == "transfers" and isinstance(value, list):
            found.append((key, ";".join(_text(each) for each in value)))
        elif key == "events" and isinstance(value, list):
            found += _events(value, place.at(key))
        elif not isinstance(value, (Mapping, list)):
            found.append((key, _text(value)))
    return found or [("", "")]


def _holds(holds: list[Any]) -> Sequence[tuple[str, str]]:
    """Holds as `{"start": …, "end": …}` or `[start, end]`."""
    pairs = [
        (each.get("start"), each.get("end")) if isinstance(each, Mapping) else tuple(each)
        for each in holds
        if isinstance(each, Mapping) or isinstance(each, list) and len(each) == 2
    ]
    return [(name, ";".join(_text(pair[at]) for pair in pairs)) for at, name in enumerate(("hold_start", "hold_end"))]


def _events(events: list[Any], place: Place) -> Sequence[tuple[str, str]]:
    """Events as cells. Raises InputError for one that a record of a call cannot hold."""
    found: dict[str, list[str]] = {}
    for index, event in enumerate(events):
        kind_of = event.get("type") if isinstance(event, Mapping) else None
        if not isinstance(kind_of, str) or kind_of not in EVENT_KEYS:
            remedy = f"known: {', '.join(EVENT_KEYS)}."
            raise place.at(index).error("an event of a call record needs a type that a call has", remedy)
        found.setdefault(EVENT_KEYS[kind_of], []).append(_text(event.get("at")))
        if kind_of == "hangup" and event.get("by"):
            found["released_by"] = [_text(event["by"])]
    once = ("ring_start", "answered_at", "ended_at", "released_by")
    return [(name, cells[0] if name in once else ";".join(cells)) for name, cells in found.items()]


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (bool, Mapping, list)) else str(value)
