"""A row that holds a whole conversation in one cell."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers.canonical import build, read_object
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.draft import Draft
from svcnorm.readers.foreign import own_shapes, shape_of
from svcnorm.readers.format import Read
from svcnorm.readers.objects import conversations as held
from svcnorm.readers.objects import is_canonical
from svcnorm.readers.tables.header import Headed
from svcnorm.readers.tables.layout import Layout, understood
from svcnorm.readers.tables.row import Row, Table
from svcnorm.readers.tables.sentences import Spoken, conversation
from svcnorm.readers.tables.timing import Timing
from svcnorm.readers.tables.wholecell import EXCEL_LIMIT, is_json, lines_of


def conversations(row: Row, layout: Layout, draft: Draft, document: Document) -> Read:
    """The conversation in the cell of the words (JSON may hold several), with what the row says of it.

    Raises InputError.
    """
    text = row.cells[layout.columns[layout.words]] if layout.cell(row, layout.words) else ""
    record = {**draft.record, "notes": [*draft.record.get("notes", ()), *draft.notes]}
    if len(text) == EXCEL_LIMIT:
        record["complete"] = {"end": False}
        record["notes"].append("cell_cut_off")
    if is_json(text):
        yield from _from_json(text, record, layout.at(row, layout.words), draft, document)
        return
    if not text:
        record["notes"].append("no_words")
    yield _from_lines(text, record, row, layout, draft, document)


def _from_lines(
    text: str, record: Mapping[str, Any], row: Row, layout: Layout, draft: Draft, document: Document
) -> Conversation:
    from svcnorm.readers.textlines import written_turns

    index = layout.columns[layout.words]
    first = row.number + sum(cell.count("\n") for cell in row.cells[:index])
    spot = layout.at(row, layout.words)
    on_lines = bool(layout.separator) and "\n" in text
    placed = [
        (line, Place(row.place.file, line=first + at) if on_lines else spot.at(at))
        for at, line in enumerate(lines_of(text))
    ]
    return build(
        record, draft.place, draft.name, document.options, lambda clock, who: written_turns(placed, clock, who)
    )


def _from_json(text: str, record: dict[str, Any], place: Place, draft: Draft, document: Document) -> Read:
    """What JSON in a cell holds, in whatever form; the row adds what is not said there."""
    from svcnorm.readers.export import to_canonical
    from svcnorm.readers.json import loads

    data = loads(text, place)
    if isinstance(data, list) and isinstance(data[0], str):
        data = {"turns": data}
    spoken = _sentences(data, place, document)
    if spoken:
        yield conversation(spoken, draft._replace(record=record, notes=()), None, document.options)
        return
    for found in held(data, place, draft.name, document):
        if isinstance(found, InputError):
            yield found
            continue
        told = to_canonical(found)
        told = {key: value for key, value in told.items() if key != "id" or value != draft.name}
        joined = {**told, **{key: value for key, value in record.items() if key == "id" or key not in told}}
        joined["parties"] = _with_agent(told.get("parties", ()), record.get("parties", ()))
        joined["notes"] = [*told.get("notes", ()), *record["notes"]]
        yield read_object(joined, place, draft.name, document.options)


def _with_agent(parties: Sequence[dict[str, str]], agent: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The parties that JSON tells, and what the row says of the agent."""
    agents = [party for party in parties if party["role"] == "agent"]
    if len(agents) != 1:
        return [*parties, *(agent if not agents else ())]
    filled = {**{key: value for each in agent for key, value in each.items()}, **agents[0]}
    return [filled if party is agents[0] else party for party in parties]


def _sentences(data: Any, place: Place, document: Document) -> list[Spoken]:
    """A list of sentences as a table whose headings are the keys; empty where data is something else."""
    if not isinstance(data, list) or not data or not all(isinstance(item, dict) for item in data):
        return []
    if (
        any(map(is_canonical, data))
        or shape_of(data)
        or any(shape.claims(data) for shape in own_shapes(document.options.mappings))
    ):
        return []
    keys = tuple(dict.fromkeys(key for item in data for key in item))
    rows = [Row(0, keys, place)]
    rows += [Row(at, tuple(_shown(item.get(key)) for key in keys), place.at(at)) for at, item in enumerate(data)]
    found = understood(Table("", iter(rows)), document.options.columns)
    if isinstance(found, Headed):
        return []
    layout, entries = found[0], [row for row in found[1] if isinstance(row, Row)]
    timing = Timing(layout)
    for row in entries:
        timing.add("", row)
    return [Spoken(row, layout, timing.units().units) for row in entries]


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
