"""`svcnorm query`: ask a store in SQL; nothing can be changed by it."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from svcnorm.cli import OK
from svcnorm.cli.stores import reading
from svcnorm.cli.values import known, machine_output
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError

FORMATS = ("table", "csv", "json", "jsonl")
SHOWN = 1000
"""Rows that are printed as a table; more would not be read by anybody."""

ALLOWED = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
)
"""What a question may do."""

Row = Sequence[Any]


def run(sql: str, store: str, format_: str) -> int:
    """Print the rows of a query, or what can be asked where there is none; returns the exit code."""
    known("--format", format_, FORMATS)
    with reading(store) as db:
        if not sql.strip():
            return _views(db)
        db.set_authorizer(_allowed)
        try:
            cursor = db.execute(sql)
            heads = [column[0] for column in cursor.description or ()]
            if format_ == "table":
                _table(heads, cursor)
            else:
                _machine(format_, heads, cursor)
        except sqlite3.Error as error:
            from svcnorm.i18n.errors import said

            raise ConfigError(
                _("the query cannot be answered: {reason}", reason=said(str(error))),
                remedy=_("ask with SELECT; svcnorm query --store {store} lists what there is", store=store),
            ) from None
    return OK


def _allowed(action: int, *_about: object) -> int:
    return sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY


def _views(db: sqlite3.Connection) -> int:
    """List the views with their columns."""
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    for name in names:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
        print(f"{name}: {', '.join(columns)}")
    return OK


def _table(heads: Sequence[str], rows: Iterator[Row]) -> None:
    from svcnorm.cli.rules.common import table

    some = list(islice(rows, SHOWN))
    numbers = [
        column
        for column in range(len(heads))
        if some and all(isinstance(row[column], (int, float, type(None))) for row in some)
    ]
    table(heads, [[_text(value) for value in row] for row in some], numbers)
    if next(rows, None) is not None:
        print(_("there are more than {n} rows; --format csv writes all", n=SHOWN), file=sys.stderr)


def _machine(format_: str, heads: Sequence[str], rows: Iterator[Row]) -> None:
    from svcnorm.report.cells import Sheet
    from svcnorm.report.rows import plain

    with machine_output() as out:
        if format_ == "csv":
            sheet = Sheet(out, heads)
            for row in rows:
                sheet.values(row)
            return
        objects = (json.dumps(dict(zip(heads, map(plain, row))), ensure_ascii=False) for row in rows)
        if format_ == "jsonl":
            out.writelines(f"{line}\n" for line in objects)
            return
        out.write("[")
        for number, line in enumerate(objects):
            out.write((",\n" if number else "\n") + line)
        out.write("\n]\n")


def _text(value: Any) -> str:
    from svcnorm.report.rows import plain

    return "" if value is None else str(plain(value))
