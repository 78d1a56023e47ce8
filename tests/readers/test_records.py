"""Call logs and case logs of every format are read into the same values.

tests/data/records/calls/<format>[.<case>].<ending> is a sample written from the published schema, and <the same name>.told.json what it must
be read as: the calls, their legs joined, with times in +08:00 and what is empty left out; errors as [place, beginning of the message];
notes. tests/data/records/cases holds case logs in the same way.
"""

from __future__ import annotations

import io
import json
import pickle
import random
import sqlite3
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcnorm.model.errors import InputError
from svcnorm.model.records import CallRecord, CaseEntry
from svcnorm.readers import ReadOptions, find_sources
from svcnorm.readers.records import read_records, told
from svcnorm.readers.records.calls import LAYOUTS
from svcnorm.readers.records.events import event_type, timed_event, types
from svcnorm.readers.records.index import RecordIndex
from svcnorm.readers.records.joining import joined
from svcnorm.readers.sources import Source
from svcnorm.readers.times import iso

DATA = Path(__file__).parents[1] / "data" / "records"
INSTANTS = ("started", "rang", "answered", "ended", "held", "resumed", "transfers", "at", "due")
SAMPLES = [
    (kind, path)
    for kind in ("calls", "cases")
    for path in sorted((DATA / kind).iterdir())
    if not path.name.endswith(".told.json")
]
UTC8 = 480


def shown(record: CallRecord | CaseEntry) -> dict[str, Any]:
    """What a record says, as people write it."""
    said = {key: value for key, value in record._asdict().items() if value not in (None, "", (), False)}
    for key in INSTANTS:
        if key in said:
            value = said[key]
            said[key] = [iso(at, UTC8) for at in value] if isinstance(value, tuple) else iso(value, UTC8)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in said.items()}


def read(kind: str, path: Path) -> dict[str, Any]:
    """All of a log, as an expectation has it."""
    (source,) = find_sources([str(path)])
    notes: list[str] = []
    found = list(told(Source(path.name, source.path), ReadOptions(), kind, notes))
    index = RecordIndex()
    errors = []
    for item in found:
        if isinstance(item, InputError):
            errors.append([item.place.removeprefix(path.name).lstrip(": "), item.message])
        else:
            index.add(item)
    calls = {record.source: record for call, _ in index.calls() if (record := index.call([call]))}
    entries = [item for item in found if isinstance(item, CaseEntry)]
    told_of = list(calls.values()) if kind == "calls" else entries
    return {kind: [shown(each) for each in told_of], "errors": errors, "notes": notes}


@pytest.mark.parametrize(("kind", "path"), SAMPLES, ids=lambda value: getattr(value, "name", value))
def test_sample_is_read_as_expected(kind: str, path: Path) -> None:
    expected = json.loads((path.parent / f"{path.name}.told.json").read_text(encoding="utf-8"))
    found = read(kind, path)
    assert [place for place, _ in found["errors"]] == [place for place, _ in expected["errors"]]
    assert all(message.startswith(start) for (_, message), (_, start) in zip(found["errors"], expected["errors"]))
    assert {**found, "errors": []} == {**expected, "errors": []}


def test_every_format_has_a_sample() -> None:
    assert {layout.name for layout in LAYOUTS} == {path.name.split(".")[0] for kind, path in SAMPLES if kind == "calls"}
