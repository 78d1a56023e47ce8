"""What commands share that ask a store: opening it, days, tables of rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError


@contextmanager
def reading(store: str) -> Iterator[sqlite3.Connection]:
    """A store while it is read; whatever SQLite complains about is a StoreError."""
    from svcnorm.audit.store.opening import for_reading, reported

    path = Path(store)
    with closing(for_reading(path)) as db, reported(path):
        yield db


def day(option: str, text: str) -> str:
    """A day as `YYYY-MM-DD`, empty where none is given. Raises ConfigError."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = _("{option} {text} is not a day", option=option, text=repr(text))
        raise ConfigError(message, remedy=_("write it as 2026-11-20")) from None
