"""Conversations in tables: all rows are gathered by call, then read call by call in the order of their first rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svcnorm.model.errors import InputError
from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.draft import Draft
from svcnorm.readers.format import Read
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.tables import tables, whole
from svcnorm.readers.tables.aliases import CALL, COLUMNS
from svcnorm.readers.tables.facts import Told, facts, local
from svcnorm.readers.tables.gather import Gathering
from svcnorm.readers.tables.header import Headed
from svcnorm.readers.tables.layout import OF_THE_CALL, WHOLE, Layout, understood
from svcnorm.readers.tables.moments import is_dated
from svcnorm.readers.tables.row import Row, written
from svcnorm.readers.tables.sentences import Spoken, conversation
from svcnorm.readers.tables.store import Calls, Placed

REMEDY = (
    "write headings such as 通话ID, 角色, 开始时间, 内容, or map yours in svcnorm.yaml: columns: {text: your heading}"
)
SHOWN = 12
"""Headings that an error lists."""
PER_SENTENCE = ("agent", "agent_name")
"""Facts about a call that may change from row to row: who of several agents speaks."""


def read(document: Document, options: ReadOptions) -> Read:
    """The conversations of a table, or of all sheets whose header is understood.

    A row that cannot be read is an error of its own, and its call is left out. Raises InputError where no
    table holds words.
    """
    for name in options.columns:
        checks.one_of(name, tuple(COLUMNS), Place(document.label), "column")
    with tables(document) as found, Calls() as calls:
        gathering = Gathering(calls)
        passed_over: list[Headed] = []
        unreadable: list[InputError] = []
        for table in found.tables:
            result = understood(table, options.columns)
            if not isinstance(result, Headed):
                yield from gathering.table(*result)
            elif result.header:
                passed_over.append(result)
                gathering.note("sheet_passed_over", table.name)
            else:
                unreadable = [item for item in result.rows if isinstance(item, InputError)]
                yield from unreadable
        if not gathering.layouts and not unreadable:
            raise _not_understood(document, passed_over, found.hidden)
        if not gathering.rows and not unreadable:
            raise InputError("the table holds no rows", file=document.label, remedy="export it again")
        for name in found.hidden:
            gathering.note("hidden_sheet", name)
        for rows in calls:
            held: list[Placed] = []
            try:
                held += _held(rows, document)
                for each in _conversations(held, gathering, document):
                    yield _with_record(each, held, gathering) if isinstance(each, InputError) else each
            except InputError as error:
                yield _with_record(error, held, gathering)


def _not_understood(document: Document, passed_over: Sequence[Headed], hidden: Sequence[str]) -> InputError:
    """No column holds words: which headings there are, and what to do."""
    headings = passed_over[0].headings if passed_over else ()
    if not headings:
        what = "the only sheets with rows are hidden" if hidden else "the table holds no rows"
        return InputError(what, file=document.label, remedy="show them, or export it again")
    shown = ", ".join(heading[:20] for heading in headings[:SHOWN])
    return InputError(f"no column holds what was said; the headings are: {shown}", file=document.label, remedy=REMEDY)


def _held(rows: Iterable[Placed], document: Document) -> list[Placed]:
    """The rows of one call, which may have as many bytes as a file of one conversation."""
    held, size = [], 0
    for placed in rows:
        size += sum(len(cell) for cell in placed.row.cells)
        if size > document.options.max_bytes:
            raise placed.row.place.error("the call goes on for too many rows", "check the column of call ids")
        held.append(placed)
    return held


def _with_record(error: InputError, rows: Sequence[Placed], gathering: Gathering) -> InputError:
    """The error with the rows that it is about, under their header, to be mended."""
    if rows and not error.record:
        error.record = written([gathering.layouts[rows[0].table].header, *(placed.row for placed in rows)])
    return error


def _conversations(rows: Sequence[Placed], gathering: Gathering, document: Document) -> Read:
    layouts = _settled(rows, gathering.layouts)
    joined = [placed._replace(row=layouts[placed.table].with_whole_words(placed.row)) for placed in rows]
    in_words = ["separator_in_words"] if joined != list(rows) else []
    rows = joined
    first = rows[0]
    layout, units = layouts[first.table], gathering.units[first.table]
    told, differ = _told(rows, layouts)
    agents = any(name in differ for name in PER_SENTENCE) and layout.form != WHOLE
    if agents:
        told = {name: cell for name, cell in told.items() if name not in PER_SENTENCE}
    known = facts(told, layout.columns, units.units, document.options)
    notes = (
        *known.notes,
        *(f"values_differ:{heading}" for heading in differ.values()),
        *in_words,
        *_not_stored(rows, layouts),
        *units.notes,
        *(f"unknown_column:{heading}" for heading in layout.unknown),
        *gathering.notes,
    )
    draft = Draft(known.record, (), first.row.place, _name(first, gathering, document), tuple(dict.fromkeys(notes)))
    if layout.form == WHOLE:
        if known.day is not None:
            draft = draft._replace(record={"started_at": local(known.day, document.options)[:10], **known.record})
        yield from whole.conversations(first.row, layout, draft, document)
        return
    spoken = [Spoken(row, layouts[table], gathering.units[table].units, agents) for table, row in rows]
    yield conversation(spoken, draft, known.day, document.options)


def _settled(rows: Sequence[Placed], layouts: Sequence[Layout]) -> Sequence[Layout]:
    """The layouts for one call: a date that is the same on all its rows is that of the call."""
    settled = list(layouts)
    for table in {placed.table for placed in rows}:
        layout = layouts[table]
        of_it = [placed.row for placed in rows if placed.table == table]
        if layout.form == WHOLE or "started_at" in layout.columns or not _is_same_date(layout, of_it, "start"):
            continue
        same = [name for name in OF_THE_CALL if len({layout.cell(row, name) for row in of_it}) == 1]
        settled[table] = layout.of_the_call({name: OF_THE_CALL[name] for name in same})
    return settled


def _is_same_date(layout: Layout, rows: Sequence[Row], name: str) -> bool:
    values = {layout.cell(row, name) for row in rows}
    return len(rows) > 1 and len(values) == 1 and is_dated(values.pop())


def _name(first: Placed, gathering: Gathering, document: Document) -> str:
    """The id of a call that has none: the file, its sheet if several are read, and the row where a row is a call."""
    layout = gathering.layouts[first.table]
    sheet = f"#{layout.name}" if len(gathering.layouts) > 1 else ""
    own_row = layout.form == WHOLE or "id" in layout.columns
    return f"{document.label}{sheet}" + (f"#{first.row.number}" if own_row else "")


def _not_stored(rows: Sequence[Placed], layouts: Sequence[Layout]) -> Iterator[str]:
    """Notes on facts about a call whose cells hold formulas without a value."""
    for table, row in rows:
        for name, index in layouts[table].columns.items() if row.unstored else ():
            if index in row.unstored and name in CALL:
                yield f"value_not_stored:{layouts[table].heading(name)}"


def _told(rows: Sequence[Placed], layouts: Sequence[Layout]) -> tuple[dict[str, Told], dict[str, str]]:
    """What the rows of a call say of it, the first that says anything; and the headings in which they differ."""
    told: dict[str, Told] = {}
    differ: dict[str, str] = {}
    for table, row in rows:
        layout = layouts[table]
        for name in layout.columns:
            text = layout.cell(row, name) if name in CALL else ""
            if text and told.setdefault(name, Told(text, layout.at(row, name))).text != text:
                differ[name] = layout.heading(name)
    return told, differ
