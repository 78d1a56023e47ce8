"""Finds the header of a table, and says which column is which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from typing import NamedTuple
from unicodedata import normalize

from svcnorm.model.errors import InputError
from svcnorm.readers.tables.row import Row, Rows
from svcnorm.text.fold import fold

SEARCHED = 30
"""Rows in which the header is looked for: titles, dates of export and filters stand above it."""
UNITS = {
    "s": "s sec secs second seconds 秒 单位秒 单位:秒 秒数",
    "ms": "ms msec millis millisecond milliseconds 毫秒 单位毫秒 单位:毫秒 毫秒数",
    "min": "min mins minute minutes 分 分钟 单位分钟 单位:分钟 分钟数",
    "us": "us usec microseconds 微秒",
}
"""What units are called in the brackets of a header, or at its end."""

_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words.split()}
_NOISE = re.compile(r"[\s_\-./\\#*:。、,;\"'“”]+")
_BRACKETS = re.compile(r"[(\[{【〔<]([^()\[\]{}【】〔〕<>]*)[)\]}】〕>]")
_LAST_WORD = re.compile(r"^(.+?)(?:[\s_\-/]+)([a-z]+|[^\x00-\x7f]+)$")
_LAST_UNIT = re.compile(r"^(.+)(毫秒|微秒|秒数|ms|millis)$", re.IGNORECASE)


class Headed(NamedTuple):
    """A table whose columns are known.

    `header` is the row as written (None: the table has no rows). `columns` gives the index of each column that is
    understood, by our name; `units` what the header says about its unit (`s`, `ms`, `min`, `us`), `unknown` the
    headings that nothing is made of. `rows` are the rows below the header and the errors above it; where no
    heading is understood, all.
    """

    header: Row | None
    columns: Mapping[str, int]
    units: Mapping[str, str]
    unknown: tuple[str, ...]
    rows: Rows

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as written, without those that are blank."""
        return tuple(cell.strip() for cell in self.header.cells if cell.strip()) if self.header else ()


class _Match(NamedTuple):
    columns: dict[str, int]
    units: dict[str, str]
    unknown: tuple[str, ...]


def headed(rows: Rows, known: Mapping[str, Sequence[str]], columns: Mapping[str, str]) -> Headed:
    """The table with its header found among the first rows.

    `known` gives for each of our names what a heading may say, the best first; `columns` are the headings that
    the user names herself (`columns` of svcnorm.yaml), which come first. Case, width, blanks, underscores and a
    unit in brackets make no difference. The header is the first row in which most headings are understood.
    """
    first = list(islice(rows, SEARCHED))
    candidates = [row for row in first if isinstance(row, Row)]
    names = _names(tuple((ours, tuple(words)) for ours, words in known.items()))
    best: tuple[Row, _Match] | None = None
    for row in candidates:
        match = _matched(row.cells, names, columns)
        if _is_header(row, match, columns) and (best is None or len(match.columns) > len(best[1].columns)):
            best = (row, match)
    if best is None:
        widest = max(candidates, key=lambda row: sum(1 for cell in row.cells if cell.strip()), default=None)
        unknown = tuple(cell.strip() for cell in widest.cells if cell.strip()) if widest else ()
        return Headed(widest, {}, {}, unknown, chain(first, rows))
    row, match = best
    below = first[first.index(row) + 1 :]
    above: list[Row | InputError] = [each for each in first[: first.index(row)] if isinstance(each, InputError)]
    return Headed(row, match.columns, match.units, match.unknown, chain(above, below, rows))


def _is_header(row: Row, match: _Match, columns: Mapping[str, str]) -> bool:
    """One heading among many cells is more likely a word in a row (`客服`), unless the user has named it."""
    filled = sum(1 for cell in row.cells if cell.strip())
    return len(match.columns) > 1 or (len(match.columns) == 1 and (filled < 3 or any(map(columns.get, match.columns))))


@cache
def _names(known: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, tuple[str, int]]:
    """Our name, and how good the word for it is (0 is best), by plain heading."""
    found: dict[str, tuple[str, int]] = {}
    for ours, words in known:
        for rank, word in enumerate((*words, ours)):
            found.setdefault(plain(word), (ours, rank))
    return found


def _matched(cells: Sequence[str], names: Mapping[str, tuple[str, int]], columns: Mapping[str, str]) -> _Match:
    chosen = {plain(heading): ours for ours, heading in columns.items()}
    found: dict[str, tuple[int, int, str]] = {}
    for index, cell in enumerate(cells):
        ours, rank, unit = _meaning(cell, names, chosen)
        if ours and (ours not in found or rank < found[ours][0]):
            found[ours] = (rank, index, unit)
    used = {index for _, index, _ in found.values()}
    return _Match(
        {ours: index for ours, (_, index, _) in found.items()},
        {ours: unit for ours, (_, _, unit) in found.items() if unit},
        tuple(cell.strip() for index, cell in enumerate(cells) if cell.strip() and index not in used),
    )


def _meaning(cell: str, names: Mapping[str, tuple[str, int]], chosen: Mapping[str, str]) -> tuple[str, int, str]:
    """Our name for a heading (empty: unknown), how good it is, and the unit that it states."""
    if not cell.strip() or len(cell) > 60:
        return "", 0, ""
    for heading, unit in _readings(cell):
        if heading in chosen:
            return chosen[heading], -1, unit
    for heading, unit in _readings(cell):
        if heading in names:
            ours, rank = names[heading]
            return ours, rank, unit
    return "", 0, ""


def _readings(cell: str) -> Iterator[tuple[str, str]]:
    """A heading as plain words with the unit that it states: as a whole, without brackets, without a last word."""
    text = fold(normalize("NFKC", cell)).strip()
    inside = [_NOISE.sub("", words) for words in _BRACKETS.findall(text)]
    unit = next((_UNIT_OF[words] for words in inside if words in _UNIT_OF), "")
    yield plain(cell), unit
    bare = _BRACKETS.sub(" ", text).strip()
    if inside:
        yield _NOISE.sub("", bare), unit
    for ending in (_LAST_WORD, _LAST_UNIT):
        match = ending.match(bare)
        if match and match[2] in _UNIT_OF:
            yield _NOISE.sub("", match[1]), _UNIT_OF[match[2]]


def plain(heading: str) -> str:
    """A heading without what makes no difference: case, width, blanks, marks, traditional forms."""
    text = fold(normalize("NFKC", heading))
    return _NOISE.sub("", re.sub(r"[()\[\]{}【】〔〕<>]", "", text))
