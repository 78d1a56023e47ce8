"""Reads Parquet: a column of canonical JSON, or rows of a table; needs pyarrow (`svcnorm[parquet]`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from svcnorm.model.errors import InputError
from svcnorm.readers import jsonl
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.format import Read
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.tables import conversations
from svcnorm.readers.tables.row import Row, Rows, Table, Tables

JSON = ("conversation", "canonical", "json", "record", "body")
"""What a column of canonical JSON is called."""
BATCH = 500
"""Rows that are held at a time."""


def read(document: Document, options: ReadOptions) -> Read:
    """The conversations of a column of JSON, or of the rows of a table. May raise InputError."""
    with _opened(document) as file:
        name = json_column(file.schema_arrow.names)
        if name:
            yield from _records(document, file, name)
    if not name:
        yield from conversations.read(document, options)


@contextmanager
def table(document: Document) -> Iterator[Tables]:
    """The rows of the file, under the names of its columns. Raises InputError where it cannot be opened."""
    with _opened(document) as file:
        yield Tables([Table("", _rows(document, file))])


@contextmanager
def _opened(document: Document) -> Iterator[Any]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        remedy = 'run pip install "svcnorm[parquet]", or export CSV or JSON lines'
        raise InputError("reading Parquet is not installed", file=document.label, remedy=remedy) from None
    with document.seekable() as stream:
        try:
            yield ParquetFile(stream)
        except (ArrowException, OSError, ValueError) as error:
            reason = str(error).partition("\n")[0][:80]
            raise InputError(
                f"the Parquet file is damaged: {reason}", file=document.label, remedy="export it again"
            ) from None


def json_column(columns: Iterable[str]) -> str:
    """The column that is called so, empty where there is none."""
    names = {name.lower(): name for name in columns}
    return next((names[name] for name in JSON if name in names), "")


def text_of(value: str | bytes) -> str:
    """A cell of JSON as text."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def _records(document: Document, file: Any, name: str) -> Read:
    number = 0
    for batch in file.iter_batches(BATCH, columns=[name]):
        for value in batch.column(0).to_pylist():
            number += 1
            if value is not None:
                yield from jsonl.of_text(text_of(value), number, document)
    if not number:
        raise InputError("the table holds no rows", file=document.label, remedy="export it again")


def _rows(document: Document, file: Any) -> Rows:
    names = tuple(file.schema_arrow.names)
    yield Row(1, names, Place(document.label, line=1))
    number = 1
    for batch in file.iter_batches(BATCH):
        for values in zip(*(column.to_pylist() for column in batch.columns)):
            number += 1
            yield Row(number, tuple(map(_cell, values)), Place(document.label, line=number))


def _cell(value: Any) -> str:
    """A value as people see it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
