"""Opening a store: made where there is none, brought up to date where it is old, refused where it is not ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from svcnorm.audit.codes import outcomes
from svcnorm.model.errors import StoreError

APPLICATION = 0x53564E41
"""`PRAGMA application_id` of our stores: SVNA."""

VERSION = 4
"""`PRAGMA user_version`: the number of the last file in `schema/`, each of which takes a store one version on."""

BUSY_SECONDS = 10
CACHE_KIB = 32_000
NEW = "svcnorm audit … --store NAME makes a store"


def for_writing(path: Path) -> sqlite3.Connection:
    """The store at `path`, made if it is not there. Raises StoreError."""
    with reported(path):
        # Made by ourselves, so that nobody else can read what conversations say.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        with reported(path):
            _prepare(db, path)
    except StoreError:
        db.close()
        raise
    return db


def for_reading(path: Path) -> sqlite3.Connection:
    """The store at `path`; nothing can be changed through this connection. Raises StoreError."""
    there(path)
    with reported(path):
        address = path.resolve().as_uri() + "?mode=ro"
        waiting = path.with_name(path.name + "-wal")
        if not os.access(path.parent, os.W_OK) and not waiting.exists():
            address += "&immutable=1"  # a reader of a log must make files beside the store, which it cannot here
        db = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        with reported(path):
            if _version(db, path) != VERSION:
                raise StoreError(
                    "the store is of an older version", file=str(path), remedy="run svcnorm audit on it once"
                )
            db.execute("PRAGMA query_only = 1")
    except StoreError:
        db.close()
        raise
    return db


def there(path: Path) -> None:
    """Raises StoreError where there is no store."""
    if not path.is_file():
        raise StoreError("there is no such store", file=str(path), remedy=NEW)


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turns what SQLite and the system complain about into one clear StoreError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        message, remedy = _said(error)
        raise StoreError(message, file=str(path), remedy=remedy) from error


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, also when the process is killed in the middle."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # A full disk has rolled back already, or cannot.
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    version = _version(db, path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    for number in range(version + 1, VERSION + 1):
        script = files("svcnorm.audit.store").joinpath(f"schema/{number}.sql").read_text(encoding="utf-8")
        with transaction(db):
            for statement in _statements(script):
                db.execute(statement)
            if number == 1:
                db.executemany("INSERT INTO outcome VALUES (?, ?, ?)", outcomes())
            db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute(f"PRAGMA user_version = {number}")


def _version(db: sqlite3.Connection, path: Path) -> int:
    """The version of a store of ours, 0 for an empty file. Raises StoreError for anything else."""
    application, version, tables = (
        db.execute(query).fetchone()[0]
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if not application and not version and not tables:
        return 0
    if application != APPLICATION:
        raise StoreError("this is a database of another program", file=str(path), remedy=NEW)
    if version > VERSION:
        message = f"the store is of version {version}; this svcnorm knows version {VERSION}"
        raise StoreError(message, file=str(path), remedy="update svcnorm, or name another store")
    return int(version)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would end the transaction that they stand in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _said(error: Exception) -> tuple[str, str]:
    """What is wrong, and what to do."""
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return "this is no store of svcnorm, or it is damaged", NEW
    if "locked" in text or "busy" in text:
        return "another program is writing to the store", "close it, or wait until it is done"
    if "readonly" in text or "unable to open" in text or isinstance(error, PermissionError):
        return "the store cannot be written or opened here", "name a place that you may write to"
    if "full" in text or "disk I/O" in text:
        return "the disk is full, or cannot be written", "make room and run the same command again: it goes on"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else text
    return f"the store cannot be used: {reason}", "check the path"
