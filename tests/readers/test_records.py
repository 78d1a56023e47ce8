"""Call logs and case logs of every format are read into the same values.

tests/data/records/calls/<format>[.<case>].<ending> is a sample written from the published schema, and
<the same name>.told.json what it must be read as: the calls, their legs joined, with times in +08:00 and what is empty
left out; errors as [place, beginning of the message]; notes. tests/data/records/cases holds case logs in the same way.
"""

from __future__ import annotations

import io
import json
import pickle
import random
import stat
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcnorm.model.errors import InputError
from svcnorm.model.records import CallRecord, CaseEntry
from svcnorm.readers import ReadOptions, find_sources
from svcnorm.readers.records import read_records, told
from svcnorm.readers.records.calls import LAYOUTS
from svcnorm.readers.records.events import event_type, timed_event, types
from svcnorm.readers.records.index import LEGS, RecordIndex
from svcnorm.readers.records.joining import joined
from svcnorm.readers.sources import Source
from svcnorm.readers.times import iso

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "records"
INSTANTS = ("started", "rang", "answered", "ended", "held", "resumed", "transfers", "at", "due")
SAMPLES = [
    (kind, path)
    for kind in ("calls", "cases")
    for path in sorted((DATA / kind).iterdir())
    if not path.name.endswith(".told.json")
]
UTC8 = 480


class Given(Source):
    """A source whose bytes are given."""

    def open(self) -> BinaryIO:
        return io.BytesIO(bytes.fromhex(self.path))


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


def test_a_workbook_says_the_same_as_a_table(tmp_path: Path) -> None:
    from datetime import datetime, timedelta

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["通话记录"])
    sheet.append(["通话ID", "工号", "振铃时长", "应答时间", "结束时间", "挂机方"])
    answered = datetime(2026, 11, 20, 9, 29, 59)
    sheet.append(["0001", 8001, timedelta(seconds=9), answered, answered + timedelta(seconds=191), "客户"])
    book.create_sheet("旧").sheet_state = "hidden"
    book.save(tmp_path / "calls.xlsx")
    found = read("calls", tmp_path / "calls.xlsx")
    (call,) = found["calls"]
    assert call == {
        "source": "calls.xlsx#Sheet:3",
        "calls": ["0001"],
        "agent": "8001",
        "rang": "2026-11-20T09:29:50+08:00",
        "answered": "2026-11-20T09:29:59+08:00",
        "ended": "2026-11-20T09:33:10+08:00",
        "released_by": "customer",
    }
    assert not found["errors"] and found["notes"] == ["hidden_sheet:calls.xlsx:旧"]


def test_a_user_names_the_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("甲,乙,丙\nC-1,2026-11-20 09:29:50,2026-11-20 09:29:59\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("甲,乙,丙\nT-1,2026-11-20 09:34:00,2026-11-21 09:34:00\n", encoding="utf-8")
    calls = ReadOptions(columns={"id": "甲", "ring_at": "乙", "answered_at": "丙"})
    cases = ReadOptions(columns={"case": "甲", "complaint_received": "乙", "first_reply": "丙"})
    call = read_records([str(tmp_path / "a.csv")], [], lambda _: calls).records.call(["C-1"])
    assert call is not None and call.rang is not None and call.answered == call.rang + 9_000
    entries = read_records([], [str(tmp_path / "b.csv")], lambda _: cases).records.entries("case", "T-1")
    assert [entry.event for entry in entries] == ["complaint_received", "first_reply"]


def test_exports_that_overlap_tell_of_one_call(tmp_path: Path) -> None:
    text = "通话ID,振铃开始,应答时间,结束时间,挂机方\nC-1,{0}:50,{0}:59,2026-11-20 09:33:10,客户\n".format(
        "2026-11-20 09:29"
    )
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = read_records([str(tmp_path / "*.csv")], []).records
    call = found.call(["C-1"])
    assert call is not None and call.transfers == () and call.released_by == "customer"
    assert list(found.calls()) == [("C-1", True)]


@pytest.mark.parametrize(
    "name", ["asterisk-cel.csv", "asterisk-cel.table.csv", "freeswitch.header.csv", "huawei-aicc.csv"]
)
def test_the_order_of_rows_does_not_matter(name: str) -> None:
    rows = [
        r
        for r in told(Source(name, str(DATA / "calls" / name)), ReadOptions(), "calls", [])
        if isinstance(r, CallRecord)
    ]
    ids = {ident for row in rows[:1] for ident in row.calls}
    mine = [row for row in rows if ids & set(row.calls)]
    expected = joined(mine)
    for seed in range(20):
        mixed = random.Random(seed).sample(mine, len(mine))
        found = joined(mixed)
        assert found._replace(source="", calls=()) == expected._replace(source="", calls=())
        assert set(found.calls) == set(expected.calls)


@pytest.mark.parametrize(
    ("word", "about", "kind"),
    [
        ("投诉受理", "", "complaint_received"),
        ("受理", "", "complaint_received"),
        ("受理", "业务投诉", "complaint_received"),
        ("登记", "宽带故障", "fault_reported"),
        ("创建", "业务咨询", "request_received"),
        ("登记", "来函", "letter_received"),
        ("受理", "表扬", "受理:表扬"),
        ("派单", "", "派单"),
        ("派单", "障碍", "fault_filed"),
        ("首次回复", "", "first_reply"),
        ("已办结", "", "closed"),
        ("首次回復", "", "first_reply"),
        ("First Reply", "", "first_reply"),
        ("first-reply", "", "first_reply"),
        ("CLOSED", "", "closed"),
        ("reopened", "", "reopened"),
        ("催办", "", "催办"),
    ],
)
def test_words_for_events(word: str, about: str, kind: str) -> None:
    assert event_type(word, about) == kind


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("受理时间", "受理"),
        ("首次回复时间", "首次回复"),
        ("结案日期", "结案"),
        ("预约时间", "预约时间"),
        ("closed_at", "closed"),
        ("closedAt", "closed"),
        ("first_reply", "first_reply"),
        ("First Reply Time", "First Reply"),
        ("投诉", ""),
        ("回复内容", ""),
        ("下次跟进时间", ""),
        ("生日", ""),
    ],
)
def test_headings_that_give_the_time_of_an_event(heading: str, word: str) -> None:
    assert timed_event(heading) == word


def test_every_type_that_has_words_is_declared() -> None:
    declared = yaml.safe_load((ROOT / "rules" / "common" / "events.yaml").read_text(encoding="utf-8"))["events"]
    assert types() <= set(declared)


def record(*calls: str, **more: Any) -> CallRecord:
    return CallRecord(f"a.csv:{calls[0]}", calls, **more)


def test_rows_that_share_an_id_are_one_call_however_it_is_asked_for() -> None:
    index = RecordIndex()
    for row in (record("a", "b"), record("b", "c", agent="8001"), record("d")):
        index.add(row)
    for asked in ("a", "b", "c"):
        found = index.call([asked])
        assert found is not None and set(found.calls) == {"a", "b", "c"} and found.agent == "8001"
    assert index.call(["x"]) is None and index.call([""]) is None
    assert index.call(["\ud800"]) is None


def test_an_id_that_stands_in_every_row_does_not_take_all_day() -> None:
    index = RecordIndex()
    for number in range(2 * LEGS):
        index.add(record("same", f"c{number}"))
    found = index.call(["same"])
    assert found is not None and "record_rows_cut" in found.notes


def test_the_file_is_private_and_goes_with_the_index() -> None:
    index = RecordIndex()
    index.add(record("a"))
    assert index.call(["a"]) is not None
    (folder,) = {Path(index._folder)}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600]
    copy = pickle.loads(pickle.dumps(index))
    assert copy.call(["a"]) == index.call(["a"]) and copy.has_calls
    del copy
    assert folder.exists()
    del index
    assert not folder.exists()


def test_a_path_that_leads_to_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_records([str(tmp_path / "none.csv")], [])


def only_errors_of_ours(data: bytes, name: str) -> None:
    index = RecordIndex()
    for kind in ("calls", "cases"):
        for item in told(Given(name, data.hex()), ReadOptions(), kind, []):
            assert isinstance(item, (CallRecord, CaseEntry, InputError))
            if isinstance(item, InputError):
                assert str(item)
            else:
                index.add(item)
    for call, _ in index.calls():
        assert index.call([call]) is not None
    for case in index.cases():
        assert index.entries("case", case)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[bytes, str]:
    """A sample with bytes changed, cut, doubled or put in from elsewhere."""
    _, path = draw(st.sampled_from(SAMPLES))
    data = bytearray(path.read_bytes())
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        piece = draw(
            st.sampled_from([b"", b'"', b",", b"\n", b"{", b"]", b"\0", b"0", b"-1", b"1795138180", b"\xff", b"E+17"])
        )
        length = draw(st.integers(0, 12))
        data[at : at + length] = piece
    return bytes(data), path.name


@given(mutated())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_damaged_log_ends_in_anything_but_our_error(sample: tuple[bytes, str]) -> None:
    only_errors_of_ours(*sample)


KEYS = st.sampled_from(
    [
        *(
            "id",
            "call",
            "call_id",
            "uuid",
            "variables",
            "events",
            "type",
            "at",
            "by",
            "hold",
            "start",
            "end",
            "transfers",
        ),
        *(
            "start_epoch",
            "hold_events",
            "ring_start",
            "answered_at",
            "hangup_side",
            "case",
            "event",
            "time",
            "closed",
            "due",
        ),
        *(
            "eventtype",
            "eventtime",
            "linkedid",
            "uniqueid",
            "extra",
            "records",
            "disposition",
            "dstchannel",
            "duration",
        ),
    ]
)
OBJECTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["ring", "C-1", "1795138180", "{", "ANSWER"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@given(OBJECTS)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_json_does(value: object) -> None:
    only_errors_of_ours(json.dumps(value).encode(), "x.json")
    only_errors_of_ours(json.dumps([value, {"id": "C-1", "rings": 3}]).encode(), "x.json")


@given(st.binary(max_size=200))
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_bytes_do(data: bytes) -> None:
    only_errors_of_ours(data, "x.csv")
