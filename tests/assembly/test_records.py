"""Conversations joined with call logs and case logs: tests/data/records/joins holds transcripts, logs and what comes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm.assembly import AssemblyOptions, assemble
from svcnorm.assembly.records import left_over
from svcnorm.model.conversation import Conversation
from svcnorm.readers import ReadOptions, find_sources, read, to_canonical
from svcnorm.readers.records import read_records
from svcnorm.readers.records.index import RecordIndex

DATA = Path(__file__).parents[1] / "data" / "records" / "joins"
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "joins.yaml").read_text(encoding="utf-8"))


def written(folder: Path, case: dict[str, Any]) -> tuple[Conversation, RecordIndex]:
    """The transcript and the logs of a case, through files."""
    transcript = folder / case.get("file", "transcript.json")
    transcript.write_text(json.dumps(case["transcript"]), encoding="utf-8")
    for name in ("calls", "cases"):
        (folder / f"{name}.csv").write_text(case.get(name, ""), encoding="utf-8")
    given = {name: [f"{name}.csv"] if name in case else [] for name in ("calls", "cases")}
    found = read_records(given["calls"], given["cases"], ReadOptions())
    assert not found.errors
    (source,) = find_sources([transcript.name])
    (conversation,) = read(source)
    assert isinstance(conversation, Conversation)
    return conversation, found.records


def shown(conversation: Conversation) -> dict[str, Any]:
    """The canonical form, with the place that each event comes from."""
    data = to_canonical(conversation)
    for event, told in zip(data.get("events", ()), conversation.events):
        event["source"] = told.source
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_joining_twice_changes_nothing_more(case: dict[str, Any], tmp_path: Path) -> None:
    conversation, index = written(tmp_path, case)
    options = AssemblyOptions(records=index)
    once = assemble(conversation, options)
    assert assemble(once, options) == once
