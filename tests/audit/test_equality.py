"""THE property of audits: the tables say what `check` says of all conversations at once, however it was done."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.audit.conftest import HOUSE, ROOT, Auditing, asked, expected, generated, lines, tables, told

from svcnorm import check, load_rules
from svcnorm.audit.batch import from_canonical, to_canonical_bytes
from svcnorm.audit.choice import Choice
from svcnorm.audit.rows import Task
from svcnorm.config import Config
from svcnorm.files import read_all
from svcnorm.readers import to_canonical

AS_OF = 1_796_000_000_000
EXAMPLES = ROOT / "examples" / "transcripts"


@pytest.mark.parametrize("as_of", [None, AS_OF])
@pytest.mark.parametrize(("jobs", "sizes"), [(1, {}), (1, {"chunk": 7, "share": 3}), (2, {"chunk": 40, "share": 1})])
def test_as_check(as_of: int | None, jobs: int, sizes: dict[str, int], auditing: Auditing, tmp_path: Path) -> None:
    calls = lines(tmp_path / "calls.jsonl", generated(120))
    tally = auditing(calls, as_of=as_of, jobs=jobs, **sizes)
    assert (tally.read, tally.judged, tally.errors) == (120, 120, 0)
    report = check(read_all([str(calls)]).conversations, load_rules([HOUSE]), as_of=as_of)
    assert told(tmp_path / "audit.db") == expected(report)


def test_in_any_order_and_in_any_parts(auditing: Auditing, tmp_path: Path) -> None:
    records = generated(150)
    report = check(read_all([str(lines(tmp_path / "all.jsonl", records))]).conversations, load_rules([HOUSE]))
    random.Random(3).shuffle(records)
    for part in range(3):
        auditing(lines(tmp_path / f"part{part}.jsonl", records[part::3]), chunk=20)
    assert told(tmp_path / "audit.db") == expected(report)
    assert asked(tmp_path / "audit.db", "SELECT count(*) FROM changes") != [(0,)]


def test_examples_by_the_neutral_packs(auditing: Auditing, tmp_path: Path) -> None:
    names = ("visit-with-case-log.json", "visit-first-meeting.txt", "reception-second-call.txt")
    files = [EXAMPLES / name for name in names]
    auditing(*files, packs=(), as_of=AS_OF)
    batch = read_all([str(path) for path in files])
    choice = Choice((), Config())
    report = check(batch.conversations, lambda talk: choice.rules(choice.names(talk.channel)), as_of=AS_OF)
    assert {talk.channel for talk in batch.conversations} == {"visit", "reception"}
    assert told(tmp_path / "audit.db") == expected(report)


def test_the_canonical_form_is_the_conversation() -> None:
    import dataclasses

    for talk in read_all([str(EXAMPLES)]).conversations:
        again = from_canonical(Task(1, to_canonical_bytes(to_canonical(talk)), talk.source))
        plain = dataclasses.replace
        assert plain(again, utterances=(), events=()) == plain(talk, utterances=(), events=())
        assert [plain(u, source="") for u in again.utterances] == [plain(u, source="") for u in talk.utterances]
        assert [plain(e, source="") for e in again.events] == [plain(e, source="") for e in talk.events]


def test_a_second_audit_of_the_same_changes_nothing(auditing: Auditing, tmp_path: Path) -> None:
    calls = lines(tmp_path / "calls.jsonl", generated(60))
    auditing(calls, as_of=AS_OF)
    before = tables(tmp_path / "audit.db")
    tally = auditing(calls, as_of=AS_OF)
    assert (tally.read, tally.judged, tally.unchanged) == (60, 0, 60)
    assert tables(tmp_path / "audit.db") == before
