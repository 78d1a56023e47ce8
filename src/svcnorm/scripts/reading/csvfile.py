"""CSV: a row for each line of a script, under headings such as 场景, 话术, 岗位. Cells keep their place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.model import Ignore, Spot
from svcnorm.scripts.reading.columns import heads, no_words, told
from svcnorm.scripts.reading.read import lines_of
from svcnorm.scripts.words import Words, written

SEPARATORS = ",\t;"
_DOUBLED = re.compile('"(?=")')


class Piece(NamedTuple):
    """What of a cell stands in one line of the file: which line (from 1), from where to before where."""

    line: int
    start: int
    end: int


class Cell(NamedTuple):
    """A cell with the pieces of it, one for each line of the file that it goes over."""

    pieces: tuple[Piece, ...]
    quoted: bool


def read(document: Document, flow: Flow) -> list[Ignore]:
    """Tell `flow` what stands in the rows. Raises InputError where no heading names a column of words."""
    lines = lines_of(document)
    rows = list(cells_of(lines, document.label))
    texts = [[_text(cell, lines) for cell in row] for row in rows]
    head, columns = heads(texts)
    if not columns:
        raise no_words(document, texts)
    for row, text in zip(rows[head:], texts[head:]):
        scene, where = told(columns, text)
        if scene:
            flow.within(scene)
        flow.blank()
        for index, role in where:
            for piece in row[index].pieces:
                line = lines[piece.line - 1]
                flow.say(_words(piece, line, row[index].quoted), line, Spot(piece.line, 1), role)
    return []


def cells_of(lines: Sequence[str], file: str) -> Iterator[list[Cell]]:
    """The rows that are not blank. Raises InputError for a quotation that never ends."""
    separator = _separator(lines)
    number = 0
    while number < len(lines):
        cells: list[Cell] = []
        at = 0
        while True:
            cell, number, at = _cell(lines, number, at, separator, file)
            cells.append(cell)
            if at >= len(lines[number]):
                break
            at += 1
        number += 1
        if any(piece.end > piece.start for cell in cells for piece in cell.pieces):
            yield cells


def _cell(lines: Sequence[str], number: int, at: int, separator: str, file: str) -> tuple[Cell, int, int]:
    """The cell that begins there, and where it ends: on which line, at which separator or at the end of the line."""
    line = lines[number]
    if not line.startswith('"', at):
        end = line.find(separator, at)
        end = len(line) if end < 0 else end
        return Cell((Piece(number + 1, at, end),), False), number, end
    pieces, begin, first = [], at + 1, number
    while True:
        closing = re.compile('(?:[^"]|"")*').match(lines[number], begin)
        end = closing.end() if closing else begin
        pieces.append(Piece(number + 1, begin, end))
        if end < len(lines[number]):
            break
        number, begin = number + 1, 0
        if number == len(lines):
            remedy = 'close it, and write a quotation mark inside a cell as ""'
            raise InputError("a quotation mark is never closed", file=file, line=first + 1, remedy=remedy)
    stop = lines[number].find(separator, end + 1)
    return Cell(tuple(pieces), True), number, len(lines[number]) if stop < 0 else stop


def _separator(lines: Sequence[str]) -> str:
    head = next((line for line in lines if line.strip()), "")
    return max(SEPARATORS, key=head.count)


def _words(piece: Piece, line: str, quoted: bool) -> Words:
    words = written(line, piece.start, piece.end)
    return words.without(_DOUBLED) if quoted else words


def _text(cell: Cell, lines: Sequence[str]) -> str:
    return "\n".join(_words(piece, lines[piece.line - 1], cell.quoted).said for piece in cell.pieces)
