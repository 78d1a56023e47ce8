"""Conversations joined with call logs and case logs.

tests/data/records/joins holds transcripts, the logs beside them, and what comes out.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from svcnorm.assembly import AssemblyOptions, assemble
from svcnorm.assembly.logs import left_over
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, conversation_from_data, find_sources, read, to_canonical
from svcnorm.readers.records import read_records, told
from svcnorm.readers.records.index import RecordIndex
from svcnorm.readers.sources import Source

DATA = Path(__file__).parents[1] / "data" / "records" / "joins"
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "joins.yaml").read_text(encoding="utf-8"))


class Given(Source):
    """A source whose bytes are given."""

    def open(self) -> BinaryIO:
        return io.BytesIO(bytes.fromhex(self.path))


def written(folder: Path, case: dict[str, Any]) -> tuple[Conversation, RecordIndex]:
    """The transcript and the logs of a case, through files."""
    transcript = folder / case.get("file", "transcript.json")
    transcript.write_text(json.dumps(case["transcript"]), encoding="utf-8")
    for name in ("calls", "cases"):
        (folder / f"{name}.csv").write_text(case.get(name, ""), encoding="utf-8")
    given = {name: [f"{name}.csv"] if name in case else [] for name in ("calls", "cases")}
    found = read_records(given["calls"], given["cases"])
    assert not found.errors
    (source,) = find_sources([transcript.name])
    (conversation,) = read(source)
    assert isinstance(conversation, Conversation)
    return conversation, found.records


def shown(conversation: Conversation) -> dict[str, Any]:
    """The canonical form, with the place that each event comes from."""
    data = to_canonical(conversation)
    for event, own in zip(data.get("events", ()), conversation.events):
        event["source"] = own.source
    return data


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_joined_as_expected(case: dict[str, Any], tmp_path: Path) -> None:
    conversation, index = written(tmp_path, case)
    found = assemble(conversation, AssemblyOptions(records=index))
    data = shown(found)
    assert {key: data.get(key) for key in case["expect"]} == case["expect"]
    if "left" in case:
        assert list(left_over([found], index)) == case["left"]


IDS = st.sampled_from(["", "C-1", "C-2", "T-1", "T-2", "K-1", "K-2"])
TIMES = st.sampled_from(["", *(f"2026-11-20 09:{at}" for at in ("29:40", "30:00", "30:30", "33:00"))])
WHO = st.sampled_from(["", "客户", "坐席", "主叫", "被叫", "正常"])
CALL_ROWS = st.lists(st.tuples(IDS, IDS, IDS, TIMES, TIMES, TIMES, TIMES, TIMES, WHO), max_size=6)
WORDS = st.sampled_from(["受理", "创建", "投诉", "首次回复", "结案", "催办"])
CASE_ROWS = st.lists(st.tuples(IDS, IDS, IDS, WORDS, TIMES, WHO), max_size=6)
TRANSCRIPTS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["C-1", "C-2"]),
        "turns": st.sampled_from(
            [["客服:您好", "客户:喂"], [{"speaker": "客服", "text": "您好", "start": 1, "end": 2}]]
        ),
    },
    optional={
        "started_at": st.sampled_from(["2026-11-20T09:29:58+08:00", "2026-11-20T09:30:00Z"]),
        "customer": st.just("K-1"),
        "case": st.just("T-1"),
        "events": st.lists(
            st.fixed_dictionaries(
                {"type": st.sampled_from(["ring", "answer", "hangup", "hold_start", "complaint_received"])},
                optional={"at": st.sampled_from([-5, 0, 25, "2026-11-20T09:30:20+08:00"]), "by": st.just("agent")},
            ),
            max_size=3,
        ),
    },
)


@given(TRANSCRIPTS, CALL_ROWS, CASE_ROWS)
@settings(max_examples=250, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_logs_change_a_joined_conversation(
    transcript: dict[str, Any], calls: list[tuple[str, ...]], cases: list[tuple[str, ...]]
) -> None:
    try:
        conversation = conversation_from_data(transcript, "a.json")
    except InputError:
        assume(False)
    headers = {
        "calls": "通话ID,客户号,工单号,振铃开始,应答时间,结束时间,保持开始,转接时间,挂机方",
        "cases": "通话ID,客户号,工单号,环节,操作时间,角色",
    }
    index = RecordIndex()
    for kind, rows in (("calls", calls), ("cases", cases)):
        text = "\n".join([headers[kind], *(",".join(row) for row in rows)])
        for item in told(Given(f"{kind}.csv", text.encode().hex()), ReadOptions(), kind, []):
            if not isinstance(item, InputError):
                index.add(item)
    options = AssemblyOptions(records=index)
    once = assemble(conversation, options)
    assert assemble(once, options) == once
    assert set(conversation.utterances) == set(once.utterances)
    left_over([once], index)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_joining_twice_changes_nothing_more(case: dict[str, Any], tmp_path: Path) -> None:
    conversation, index = written(tmp_path, case)
    options = AssemblyOptions(records=index)
    once = assemble(conversation, options)
    assert assemble(once, options) == once
