"""What a table is: which of its columns say what, and whether a row is a sentence or a conversation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from svcnorm.readers.checks import Place
from svcnorm.readers.tables import wholecell
from svcnorm.readers.tables.aliases import COLUMNS, WORDS
from svcnorm.readers.tables.header import Headed, headed, plain
from svcnorm.readers.tables.row import Row, Rows, Table

SAMPLE = 200
"""Rows that show what a table is."""
SENTENCES, SIDES, LABELLED, WHOLE = "sentences", "sides", "labelled", "whole"
"""A row is: a sentence whose speaker a column names; what either side said, in a column each; a sentence that begins
with its speaker (`客服:您好`); a whole conversation."""
OF_THE_CALL = {"start": "started_at", "end": "ended_at", "duration": "call_duration"}
"""Columns that say the same of a call where they do not say it of a sentence."""
_LENGTH = re.compile(r"\d{1,4}|(?:\d{1,2}小?时)?(?:\d{1,2}分钟?)?\d{1,2}秒|\d{1,6}")
_SIDE = re.compile(r"\d{1,2}|left|right|l|r|左|右|左声道|右声道|mono|(?:channel|ch|spk|speaker|声道|通道)\d{1,2}")


class Layout(NamedTuple):
    """A table understood. `columns` gives the index of a column by our name, `units` what its heading says of its
    unit; `form` is what a row is, `words` the column in which the words stand (first of two for SIDES)."""

    name: str
    place: Place
    header: Row
    columns: Mapping[str, int]
    units: Mapping[str, str]
    unknown: tuple[str, ...]
    form: str
    separator: str
    words: str

    def cell(self, row: Row, name: str) -> str:
        """The text of one of our columns; empty where there is none."""
        index = self.columns.get(name)
        return "" if index is None else row.cell(index)

    def with_whole_words(self, row: Row) -> Row:
        """The row with its last column, where that holds the words, joined again if separators in it divide it."""
        last = len(self.header.cells) - 1
        if (
            len(row.cells) <= last + 1
            or not self.separator
            or self.columns[self.words] != last
            or not any(map(str.strip, row.cells[last + 1 :]))
        ):
            return row
        return row._replace(cells=(*row.cells[:last], self.separator.join(row.cells[last:])))

    def at(self, row: Row, name: str) -> Place:
        """The place of a cell, by the heading of its column."""
        index = self.columns.get(name)
        return row.place if index is None else row.place.at(self.header.cell(index))

    def of_the_call(self, names: Mapping[str, str]) -> Layout:
        """The layout with columns of sentences taken as columns of calls."""

        def renamed(given: Mapping[str, Any]) -> dict[str, Any]:
            return {
                **{names[name]: value for name, value in given.items() if name in names},
                **{name: value for name, value in given.items() if name not in names},
            }

        return self._replace(columns=renamed(self.columns), units=renamed(self.units))

    def heading(self, name: str) -> str:
        """What the column is called in the table."""
        return self.cell(self.header, name)


def understood(table: Table, columns: Mapping[str, str]) -> tuple[Layout, Rows] | Headed:
    """The layout of a table and its rows; only its header where no column holds words."""
    found = headed(table.rows, COLUMNS, columns)
    if found.header is None or not any(name in found.columns for name in WORDS):
        return found
    first = list(islice(found.rows, SAMPLE))
    sample = [row for row in first if isinstance(row, Row)]
    names = _told_apart(found.columns, sample)
    form, words = _form(names, sample)
    layout = Layout(
        name=table.name,
        place=found.header.place._replace(line=None),
        header=found.header,
        columns=names,
        units=found.units,
        unknown=found.unknown,
        form=form,
        separator=table.separator,
        words=words,
    )
    return (layout.of_the_call(OF_THE_CALL) if form == WHOLE else layout), chain(first, found.rows)


def _told_apart(columns: Mapping[str, int], sample: Sequence[Row]) -> Mapping[str, int]:
    """Columns whose heading has two meanings, by what stands in them: `channel` may be the channel of the
    recording, 0 and 1, or how people met; 通话时间 may be when a call began or how long it was."""
    for name, other, pattern in (("channel", "audio_channel", _SIDE), ("started_at", "call_duration", _LENGTH)):
        values = {plain(cell) for cell in _cells(sample, columns.get(name))}
        if values and other not in columns and "date" not in columns and all(map(pattern.fullmatch, values)):
            columns = {other if each == name else each: index for each, index in columns.items()}
    return columns


def _form(columns: Mapping[str, int], sample: Sequence[Row]) -> tuple[str, str]:
    """What a row is, and the column of its words."""
    told = any(name in columns for name in ("role", "speaker", "audio_channel"))
    if not told and "agent_text" in columns and "customer_text" in columns:
        return SIDES, "agent_text"
    held = [name for name in ("text", "transcript") if name in columns]
    for name in held:
        if _mostly(map(wholecell.is_dialogue, _cells(sample, columns[name]))):
            return WHOLE, name
    if not held:
        return SIDES, next(name for name in ("agent_text", "customer_text") if name in columns)
    name = held[0]
    if told:
        return SENTENCES, name
    if _mostly(map(wholecell.is_labelled, _cells(sample, columns[name]))) or "id" not in columns:
        return LABELLED, name
    spoken = sum(1 for row in sample if row.cell(columns[name]))
    several = len(set(_cells(sample, columns["id"]))) < spoken
    return (LABELLED if several or ("start" in columns and "end" in columns) else WHOLE), name


def _cells(rows: Sequence[Row], index: int | None) -> Iterator[str]:
    return (cell for row in rows if index is not None and (cell := row.cell(index)))


def _mostly(answers: Iterator[bool]) -> bool:
    given = list(answers)
    return sum(given) * 2 > len(given)
