"""On executors: from records to conversations as they wait to be judged."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from svcnorm.assembly import assemble
from svcnorm.audit.entries import entry, has_fellows
from svcnorm.audit.faults import told
from svcnorm.audit.spark.schemas import FAULTS, READ, TASK
from svcnorm.audit.spark.shipping import Opened, opened
from svcnorm.model.conversation import ROSTER_ENTRY, Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import Source, jsonl
from svcnorm.readers.document import Document
from svcnorm.readers.parquet import text_of
from svcnorm.readers.sources import place_of, twin_of
from svcnorm.report.masking import shown

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
AT_A_TIME = 200
"""Rows that are given back at a time."""


class Sent(Protocol):
    """A broadcast variable."""

    @property
    def value(self) -> bytes: ...


def read_batches(batches: Iterable[pa.RecordBatch], parcel: Sent, expected: str) -> Iterator[pa.RecordBatch]:
    """Rows of `schemas.GIVEN` to rows of `schemas.READ`."""
    how = opened(parcel.value, expected)
    rows = (row for each in _rows(batches) for row in read_row(each, how))
    return in_batches(rows, READ)


def twin_batches(batches: Iterable[pa.RecordBatch], parcel: Sent, expected: str) -> Iterator[pa.RecordBatch]:
    """Rows of conversations whose id another has, with the place of that as `first`, to rows of faults."""
    how = opened(parcel.value, expected)
    show = shown(how.mask)
    for batch in batches:
        errors = (twin_of(row["id"], row["file"], row["place"], show.source(row["first"])) for row in batch.to_pylist())
        yield from in_batches(({"fault": _fault(error, how)} for error in errors), FAULTS)


def read_row(given: Row, how: Opened) -> Iterator[Row]:
    """The conversations of one record, or what is wrong with it."""
    if given["text"] is None:
        return
    file, row = given["file"], given["row"]
    options, assembly = how.intake.of(Source(file, file))
    document = Document(file, io.BytesIO(b"{}"), options)
    for number, item in enumerate(jsonl.of_text(text_of(given["text"]), row, document)):
        if isinstance(item, InputError):
            yield {"fault": _fault(item, how)}
        else:
            talk = item if ROSTER_ENTRY in item.notes else assemble(item, assembly)
            yield {**_entry(talk, how), "file": file, "row": row, "number": number, "place": place_of(item)}


def _entry(talk: Conversation, how: Opened) -> Row:
    one = entry(talk, how.known, shown(how.mask))
    levels = one.rules.levels if one.rules else ()
    asked = next((f"{kind}:{name}" for kind, name in one.memberships if kind in levels), "")
    return {
        "bundle": asked if has_fellows(one) else f"alone:{one.id}",
        "part": TASK,
        "id": one.id,
        "started_at": one.started_at,
        "memberships": [{"kind": kind, "name": name, "asks": kind in levels} for kind, name in one.memberships],
        "events": json.dumps(one.events) if one.memberships else None,
        "canonical": one.canonical,
        "hash": one.hash,
        "ruleset": one.rules.key if one.rules else None,
        "about": {
            "conversation": one.id if one.shown is None else one.shown,
            "source": one.source,
            "channel": one.channel,
            "started": one.started,
            "day": one.started and one.started[:10],
            "customer": one.customer,
            "case": one.case_id,
            "agent": one.agent,
            "team": one.team,
            "turns": one.turns,
        },
    }


def _fault(error: InputError, how: Opened) -> Row:
    return dict(zip(("file", "place", "message", "remedy"), told(error, shown(how.mask))))


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    for batch in batches:
        yield from batch.to_pylist()


def in_batches(rows: Iterable[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows as Arrow has them, a few at a time."""
    from pyarrow import RecordBatch

    waiting = iter(rows)
    while part := list(islice(waiting, AT_A_TIME)):
        yield RecordBatch.from_pylist(part, schema=schema)
