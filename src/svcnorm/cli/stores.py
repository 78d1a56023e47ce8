"""What commands share that ask a store: opening it, days, tables of rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from svcnorm.cli.values import unwritten
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError


@contextmanager
def reading(store: str) -> Iterator[sqlite3.Connection]:
    """A store while it is read; whatever SQLite complains about is a StoreError."""
    from svcnorm.audit.store.opening import for_reading, reported

    path = Path(store)
    with closing(for_reading(path)) as db, reported(path):
        yield db


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A store that is there, brought up to date, while this process alone changes it. Raises StoreError."""
    from svcnorm.audit.store.lock import Lock
    from svcnorm.audit.store.opening import for_writing, reported, there

    there(path)
    lock = Lock(path)
    try:
        with closing(for_writing(path)) as db, reported(path):
            yield db
    finally:
        lock.release()


def day(option: str, text: str) -> str:
    """A day as `YYYY-MM-DD`, empty where none is given. Raises ConfigError."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = _("{option} {text} is not a day", option=option, text=repr(text))
        raise ConfigError(message, remedy=_("write it as 2026-11-20")) from None


def suffix(file: str) -> str:
    """The ending of a file's name that says what is written. Raises ConfigError for one that says nothing."""
    from svcnorm.report.rows import WRITERS

    ending = Path(file).suffix.lower()
    if ending not in WRITERS:
        message = _("the name {file} does not tell what to write", file=file or "''")
        raise ConfigError(message, remedy=_("let it end in {choices}", choices=" | ".join(WRITERS)))
    return ending


def write_rows(file: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> None:
    """Write a table as its name says, whole or not at all. Raises ConfigError where it cannot be written."""
    from svcnorm.cli.atomic import replacing_path
    from svcnorm.report.rows import WRITERS

    write = WRITERS[suffix(file)]
    try:
        with replacing_path(file) as partial:
            write(partial, heads, rows, title)
    except OSError as error:
        raise unwritten(file, error) from None
