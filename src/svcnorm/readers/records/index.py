"""Where call records and case entries are looked up: a private database file, however many there are."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from typing import Any

from svcnorm.model.records import CallRecord, CaseEntry
from svcnorm.readers.records.joining import joined

_TABLES = """
CREATE TABLE row (n INTEGER PRIMARY KEY, call TEXT, answered INTEGER, body TEXT);
CREATE TABLE key (space TEXT, word TEXT, n INTEGER, PRIMARY KEY (space, word, n)) WITHOUT ROWID;
"""
_WITHOUT_JOURNAL = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
BATCH = 20_000
"""Rows that are kept in memory before they are written."""
_ENCODED = json.JSONEncoder(separators=(",", ":")).encode
LEGS = 1_000
"""Rows of one call that are looked at: what more rows share is hardly the id of a call."""


class RecordIndex:
    """Call records by the ids of calls; case entries by case, customer and call.

    Rows are added before the first look-up. Ids are compared as they stand: no other case, no missing zeros. The
    file is readable by its owner only, and goes when the index does; a copy made for another process (by
    pickling) reads the same file while the first lives.
    """

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="svcnorm-")
        self._owned = weakref.finalize(self, _removed, self._folder, os.getpid())
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._rows: list[tuple[int, str, int, str]] = []
        self._keys: list[tuple[str, str, int]] = []
        self.count = 0
        self.has_calls = False
        self.has_cases = False
        self.case_types: frozenset[str] = frozenset()
        self._database().executescript(_TABLES)

    def __getstate__(self) -> dict[str, Any]:
        self._flush()
        kept = ("_folder", "count", "has_calls", "has_cases", "case_types")
        return {name: getattr(self, name) for name in kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _connection=None, _process=0, _rows=[], _keys=[])

    def add(self, row: CallRecord | CaseEntry) -> None:
        """Take a row."""
        self.count += 1
        n = self.count
        if isinstance(row, CallRecord):
            self.has_calls = True
            self._rows.append((n, _key(row.calls[0]), int(row.answered is not None), _written(row)))
            self._keys += [("call", _key(word), n) for word in row.calls]
        else:
            self.has_cases = True
            self.case_types |= {row.event}
            self._rows.append((n, "", 0, _written(row)))
            spaces = (("case", row.case), ("customer", row.customer), ("mentioned", row.call))
            self._keys += [(space, _key(word), n) for space, word in spaces if word]
        if len(self._rows) >= BATCH:
            self._flush()

    def call(self, words: Sequence[str]) -> CallRecord | None:
        """The call that any of these ids names, all its legs joined; a leg may name further legs."""
        rows: dict[int, CallRecord] = {}
        known: set[str] = set()
        asked = {word for word in words if word}
        while asked and len(rows) < LEGS:
            known |= asked
            for n, body in self._found("call", asked):
                rows.setdefault(n, _call(body))
            asked = {word for row in rows.values() for word in row.calls} - known
        if not rows:
            return None
        found = joined([rows[n] for n in sorted(rows)])
        return found if len(rows) < LEGS else found._replace(notes=(*found.notes, "record_rows_cut"))

    def entries(self, space: str, word: str) -> tuple[CaseEntry, ...]:
        """What the case logs tell of a `case`, of a `customer`, or of a call that they mention (`mentioned`)."""
        return tuple(_entry(body) for _, body in self._found(space, {word})) if word else ()

    def calls(self) -> Iterator[tuple[str, bool]]:
        """Every call: the first id that its rows give, and whether any of them tells an answer."""
        self._flush()
        asked = "SELECT call, MAX(answered) FROM row WHERE call <> '' GROUP BY call ORDER BY MIN(n)"
        yield from ((call, bool(answered)) for call, answered in self._database().execute(asked))

    def cases(self) -> Iterator[str]:
        """Every case of the case logs, in the order of its id."""
        self._flush()
        asked = "SELECT DISTINCT word FROM key WHERE space = 'case' ORDER BY word"
        yield from (word for (word,) in self._database().execute(asked))

    def _found(self, space: str, words: set[str]) -> list[tuple[int, str]]:
        self._flush()
        asked = "SELECT row.n, body FROM key JOIN row USING (n) WHERE space = ? AND word = ? ORDER BY row.n LIMIT ?"
        database = self._database()
        return [found for word in sorted(words) for found in database.execute(asked, (space, _key(word), LEGS))]

    def _flush(self) -> None:
        if self._rows:
            database = self._database()
            database.executemany("INSERT INTO row VALUES (?, ?, ?, ?)", self._rows)
            database.executemany("INSERT OR IGNORE INTO key VALUES (?, ?, ?)", self._keys)
            database.commit()
            self._rows, self._keys = [], []

    def _database(self) -> sqlite3.Connection:
        """The connection of this process: one that came along by a fork must not be used."""
        if self._connection is None or self._process != os.getpid():
            file = Path(self._folder, "records.sqlite")
            file.touch(mode=0o600)
            self._connection = sqlite3.connect(file, check_same_thread=False)
            self._connection.executescript(_WITHOUT_JOURNAL)
            self._process = os.getpid()
        return self._connection


def _key(word: str) -> str:
    """An id as the database takes it: half of a surrogate pair is written out."""
    return word.encode("utf-8", "backslashreplace").decode("utf-8")


def _written(row: CallRecord | CaseEntry) -> str:
    return _ENCODED(row)


def _call(body: str) -> CallRecord:
    return CallRecord(*_read(body))


def _entry(body: str) -> CaseEntry:
    return CaseEntry(*_read(body))


def _read(body: str) -> Iterator[Any]:
    return (tuple(value) if isinstance(value, list) else value for value in json.loads(body))


def _removed(folder: str, process: int) -> None:
    if os.getpid() == process:
        rmtree(folder, ignore_errors=True)
