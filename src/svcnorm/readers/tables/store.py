"""Rows gathered by call, however they are scattered: in memory, and beyond a bound in a private database file."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from svcnorm.readers.checks import Place
from svcnorm.readers.tables.row import Row

IN_MEMORY = 48_000_000
"""Bytes, roughly, that rows may take before they go to the file."""
ROW, CELL, CHARACTER = 250, 60, 2
"""Bytes, roughly, of a row, a cell and a character in memory."""
BATCH = 2_000

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE call (number INTEGER PRIMARY KEY, key BLOB UNIQUE, aside INTEGER DEFAULT 0);
CREATE TABLE row (call INTEGER, number INTEGER, body BLOB, PRIMARY KEY (call, number)) WITHOUT ROWID;
"""


class Placed(NamedTuple):
    """A row and the index of the table that it is from."""

    table: int
    row: Row


class Calls:
    """Rows by the call that they are of. Use it in a `with` statement: the file goes when it ends."""

    def __init__(self) -> None:
        self._calls: dict[str, list[Placed]] = {}
        self._aside: set[str] = set()
        self._size = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._file: _File | None = None

    def __enter__(self) -> Calls:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file and self._folder:
            self._file.close()
            self._folder.cleanup()

    def add(self, call: str, placed: Placed) -> None:
        """Take a row of a call."""
        if self._file:
            self._file.add(call, placed)
            return
        self._calls.setdefault(call, []).append(placed)
        cells = placed.row.cells
        self._size += ROW + sum(CELL + CHARACTER * len(cell) for cell in cells)
        if self._size > IN_MEMORY:
            self._spill()

    def set_aside(self, call: str) -> None:
        """A call that cannot be judged, since a row of it cannot be read: it is left out."""
        if self._file:
            self._file.set_aside(call)
        else:
            self._calls.setdefault(call, [])
            self._aside.add(call)

    def __iter__(self) -> Iterator[Iterator[Placed]]:
        """The rows of each call in their order; the calls in the order of their first rows."""
        if self._file:
            yield from self._file
            return
        for call, rows in self._calls.items():
            if call not in self._aside:
                yield iter(rows)

    def _spill(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="svcnorm-")
        self._file = _File(Path(self._folder.name) / "rows")
        for call, rows in self._calls.items():
            for placed in rows:
                self._file.add(call, placed)
            if call in self._aside:
                self._file.set_aside(call)
        self._calls, self._aside = {}, set()


class _File:
    """The database. Calls are numbered as they come, and rows kept in the order of calls, so that nothing is sorted."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.executescript(_SCHEMA)
        self._base.execute("BEGIN")
        self._waiting: list[tuple[int, int, bytes]] = []
        self._last: tuple[str | None, int] = (None, 0)
        self._rows = 0

    def add(self, call: str, placed: Placed) -> None:
        self._rows += 1
        self._waiting.append((self._number(call), self._rows, _packed(placed)))
        if len(self._waiting) >= BATCH:
            self._write()

    def set_aside(self, call: str) -> None:
        self._base.execute("UPDATE call SET aside = 1 WHERE number = ?", (self._number(call),))

    def __iter__(self) -> Iterator[Iterator[Placed]]:
        self._write()
        found = self._base.execute(
            "SELECT row.call, body FROM call CROSS JOIN row ON row.call = call.number WHERE aside = 0"
            " ORDER BY call.number, row.number"
        )
        for _, rows in groupby(found, key=lambda row: row[0]):
            yield (_unpacked(body) for _, body in rows)

    def close(self) -> None:
        self._base.close()

    def _number(self, call: str) -> int:
        if self._last[0] != call:
            key = call.encode("utf-8", "surrogatepass")
            self._base.execute("INSERT OR IGNORE INTO call (key) VALUES (?)", (key,))
            found = self._base.execute("SELECT number FROM call WHERE key = ?", (key,)).fetchone()
            self._last = (call, found[0])
        return self._last[1]

    def _write(self) -> None:
        self._base.executemany("INSERT INTO row VALUES (?, ?, ?)", self._waiting)
        self._waiting = []


def _packed(placed: Placed) -> bytes:
    row = placed.row
    body = json.dumps([placed.table, row.number, row.cells, row.place, row.unstored], ensure_ascii=False)
    return body.encode("utf-8", "surrogatepass")


def _unpacked(body: bytes) -> Placed:
    table, number, cells, place, unstored = json.loads(body.decode("utf-8", "surrogatepass"))
    return Placed(table, Row(number, tuple(cells), Place(*place), tuple(unstored)))
