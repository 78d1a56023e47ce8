"""`svcnorm export`: a view of a store as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from svcnorm.cli import OK
from svcnorm.cli.stores import reading, suffix, write_rows
from svcnorm.cli.values import known
from svcnorm.i18n import _


def run(store: str, table: str, to: str) -> int:
    """Write a view to a file; returns the exit code."""
    suffix(to)
    with reading(store) as db:
        views = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
        known("--table", table, views)
        rows = db.execute(f"SELECT * FROM {table}")
        count = 0

        def counted() -> Iterator[tuple[Any, ...]]:
            nonlocal count
            for row in rows:
                count += 1
                yield row

        write_rows(to, [column[0] for column in rows.description], counted(), table)
    print(_("{file}: {n} rows", file=to, n=count))
    return OK
