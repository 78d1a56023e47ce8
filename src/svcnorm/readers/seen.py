"""The ids of conversations that were read, whatever their number, in bounded memory."""

from __future__ import annotations

IN_MEMORY = 20_000
"""Ids that are kept at hand; with more, all go to a file that only this process can see."""


class Seen:
    """Where each id was first read."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {}
        self._file: _File | None = None

    def setdefault(self, ident: str, place: str) -> str:
        """The place that the id was first given, which is `place` where it is new."""
        if self._file is not None:
            return self._file.setdefault(ident, place)
        first = self._places.setdefault(ident, place)
        if len(self._places) >= IN_MEMORY:
            self._file = _File(self._places)
            self._places = {}
        return first


class _File:
    """SQLite without a name: a private file, which is gone with the process, written once its cache is full."""

    def __init__(self, places: dict[str, str]) -> None:
        import sqlite3

        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, place BLOB) WITHOUT ROWID")
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO seen VALUES (?, ?)", ((_key(i), _key(p)) for i, p in places.items()))

    def setdefault(self, ident: str, place: str) -> str:
        row = (_key(ident), _key(place))
        if self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", row).rowcount:
            return place
        (first,) = self._connection.execute("SELECT place FROM seen WHERE id = ?", row[:1]).fetchone()
        return bytes(first).decode("utf-8", "surrogatepass")


def _key(text: str) -> bytes:
    """Texts as bytes: SQLite refuses half of a surrogate pair, which an id may hold."""
    return text.encode("utf-8", "surrogatepass")
