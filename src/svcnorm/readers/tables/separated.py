"""Rows of CSV, TSV and their kin: separator and quoting told by the beginning of the file, line by line from there."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document, Line
from svcnorm.readers.tables.row import BadRow, Row, Rows, Table

SEPARATORS = "\t,;|"
SAMPLE = 1 << 16
"""Characters of the beginning that tell separator and quoting."""
LONGEST_ROW = 16_000_000
"""Characters of a row of several lines: a quotation mark that is not closed by then never will be."""
_HINT = re.compile(r"sep=([\t,;|])\s*\Z", re.IGNORECASE)
"""The first line by which Excel is told the separator."""

_AS_TEXT = re.compile(r'="([^"]*)"|\'(\d[\w-]*)')


class Dialect(NamedTuple):
    """How cells are kept apart. `quoted`: cells may stand in quotation marks; `escaped`: a mark inside is `\\"`."""

    separator: str
    quoted: bool = True
    escaped: bool = False

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The cells of each row."""
        return csv.reader(
            lines,
            delimiter=self.separator,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            doublequote=not self.escaped,
            escapechar="\\" if self.escaped else None,
            skipinitialspace=True,
        )


def separated(document: Document) -> Table:
    """The table that a file of lines is. Reading its rows raises InputError where the encoding is unclear."""
    dialect = sniffed(document.head())
    return Table("", _rows(document, dialect), dialect.separator)


def _rows(document: Document, dialect: Dialect) -> Rows:
    csv.field_size_limit(max(csv.field_size_limit(), document.options.max_bytes))
    feed = _Feed(document.all_lines(), min(LONGEST_ROW, document.options.max_bytes))
    reader = dialect.reader(feed)
    while True:
        try:
            cells = next(reader, None)
            lines, unclosed = feed.row()
        except (_TooLong, csv.Error):
            cells, (lines, unclosed) = [], (feed.row()[0], True)
        if unclosed:
            feed.again(lines[1:])
            reader = dialect.reader(feed)
            yield _unclosed(document, lines[0])
        elif cells is None:
            return
        elif (
            any(line.error for line in lines)
            or any(cell.strip() for cell in cells)
            and not (lines[0].number == 1 and _HINT.match(lines[0].text))
        ):
            yield _row(document, cells, lines)


def sniffed(head: str) -> Dialect:
    """The separator that divides most of the first rows alike, and how cells are quoted."""
    sample = head[:SAMPLE]
    lines = sample.splitlines(keepends=True)
    if len(head) > SAMPLE and len(lines) > 1:
        lines.pop()
    hint = _HINT.match(lines[0]) if lines else None
    candidates = [_dialect(sample, hint[1] if hint else mark) for mark in (SEPARATORS if not hint else hint[1])]
    return max(candidates, key=lambda dialect: _agreement(lines, dialect))


def _dialect(sample: str, separator: str) -> Dialect:
    """Quotation marks that open cells and close none are part of the words."""
    mark = re.escape(separator)
    opening = len(re.findall(rf'(?:^|{mark}) *"', sample, re.MULTILINE))
    closing = len(re.findall(rf'"(?={mark}|\r|\n|\Z)', sample))
    escaped = '\\"' in sample and not re.search(r'[^\\]""[^,;\t|\r\n]', sample)
    return Dialect(separator, quoted=opening < 3 or closing * 4 >= opening, escaped=escaped)


def _agreement(lines: list[str], dialect: Dialect) -> tuple[float, int]:
    """The share of rows that have the most usual number of cells, and that number."""
    try:
        rows = [row for row in dialect.reader(line.replace("\0", "") for line in lines) if any(row)]
    except csv.Error:
        return (0.0, 0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (0.0, 0)
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (times / len(rows), width)


def _row(document: Document, cells: list[str], lines: list[Line]) -> Row | InputError:
    first = lines[0].number
    place = Place(document.label, line=first)
    if len(lines) > 1:
        cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
    row = Row(first, tuple(map(_bare, cells)), place)
    error = next((line.error for line in lines if line.error), None)
    if error is None and any("\0" in line.text for line in lines):
        error = place.error("the row holds NUL bytes", "export it again")
    return BadRow(error, row) if error else row


def _bare(cell: str) -> str:
    """A cell without the marks by which exports keep a spreadsheet from making numbers of ids: `="0012"`, `'0012`."""
    if cell[:1] not in ("=", "'"):
        return cell
    match = _AS_TEXT.fullmatch(cell)
    return match[1] or match[2] if match else cell


def _unclosed(document: Document, line: Line) -> InputError:
    message = "a quotation mark opens a cell here and is never closed"
    remedy = 'close it, or double it where it is part of the words ("")'
    return InputError(message, file=document.label, line=line.number, remedy=remedy)


class _TooLong(Exception):
    """A row of several lines goes on and on."""


class _Feed:
    """Gives lines to the reader of cells and remembers those of the row in hand, so that they can be given again."""

    def __init__(self, lines: Iterator[Line], limit: int) -> None:
        self._lines = _pieces(lines)
        self._limit = limit
        self._back: deque[Line] = deque()
        self._taken: list[Line] = []
        self._size = 0
        self._ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines, None)
        if line is None:
            self._ended = True
            raise StopIteration
        if self._taken and self._size + len(line.text) > self._limit:
            self._back.appendleft(line)
            raise _TooLong
        self._taken.append(line)
        self._size += len(line.text)
        text = line.text.replace("\0", "\ufffd")
        return text if text.endswith("\n") else f"{text}\n"

    def row(self) -> tuple[list[Line], bool]:
        """The lines of the row that was read, and whether it ended only because the file did."""
        lines, self._taken, self._size = self._taken, [], 0
        return lines, self._ended and bool(lines)

    def again(self, lines: list[Line]) -> None:
        """Take lines back after a quotation mark that is never closed.

        Each time a row may be half as long, so that a file full of such marks is not read again and again.
        """
        self._back.extendleft(reversed(lines))
        self._limit //= 2
        self._ended = False


def _pieces(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines that may also end in a lone CR, as old programs for the Mac wrote them, and their numbers."""
    more = 0
    for line in lines:
        if line.text.find("\r", 0, -2) < 0:
            yield line._replace(number=line.number + more) if more else line
            continue
        pieces = re.split(r"(?<=\r)(?!\n)", line.text)
        for index, piece in enumerate(pieces):
            yield Line(line.number + more + index, piece, line.error if "\ufffd" in piece else None)
        more += len(pieces) - 1
