"""The text form: labels, times, continuation, front matter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, conversation_from_text, find_sources, labels, read, to_canonical
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.lineparts import take_apart
from svcnorm.readers.speakers import Speakers

DATA = Path(__file__).parents[1] / "data" / "readers"
GOOD = sorted((DATA / "good").glob("*.txt"))


def cases(name: str) -> list[Any]:
    return list(yaml.safe_load((DATA / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_text_means_its_canonical_twin(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    conversation = conversation_from_text(path.read_text(encoding="utf-8"), path.name)
    assert to_canonical(conversation) == expected


@pytest.mark.parametrize("case", cases("labels.yaml"), ids=lambda case: case[0])
def test_label(case: list[Any]) -> None:
    understood = labels.understand(case[0])
    assert (None if understood is None else list(understood)) == (case[1:] if case[1] else None)


def test_letters_only_name_roles_where_they_do_not_number_speakers() -> None:
    assert labels.understand("A", letters=False) is None


def test_who_placed_the_call_depends_on_the_channel() -> None:
    assert labels.role_of("主叫", "outbound_call") == "agent"
    assert labels.role_of("被叫", "outbound_call") == "customer"
    assert labels.role_of("主叫", "inbound_call") == "customer"


@pytest.mark.parametrize("case", cases("lines.yaml"), ids=lambda case: case["line"])
def test_line(case: dict[str, Any]) -> None:
    parts = take_apart(case["line"], Speakers(ReadOptions(), None), letters=True)
    clock = RecordClock(ReadOptions())
    start, end = (clock.read(t, Place("a.txt"), "time").elapsed if t else None for t in (parts.start, parts.end))
    role = parts.label.role if parts.label else None
    assert (role, parts.words, start, end) == (case["role"], case["words"], case.get("start"), case.get("end"))


def test_utterances_carry_the_line_they_begin_on() -> None:
    conversation = conversation_from_text("---\nid: a\n---\n\n客服:您好\n中国电信\n客户:喂\n", "a.txt")
    assert [u.source for u in conversation.utterances] == ["5", "7"]


def test_lone_surrogates_survive() -> None:
    conversation = conversation_from_text("客服:\ud83d您好\udc4b\n", "a.txt")
    assert conversation.utterances[0].text == "\ud83d您好\udc4b"


def test_only_line_ends_end_lines() -> None:
    conversation = conversation_from_text("客服:一\u2028二\x0b三\x85四\r\n客户:喂\r客服:哎", "a.txt")
    assert [u.text for u in conversation.utterances] == ["一\u2028二\x0b三\x85四", "喂", "哎"]


def test_roles_of_the_user_beat_the_record() -> None:
    options = ReadOptions(roles={"1": "agent", "客户": "colleague"})
    conversation = conversation_from_text("1:您好\n客户:喂\n", "a.txt", options)
    assert [u.role for u in conversation.utterances] == ["agent", "colleague"]
    assert conversation.role_source == "option"


def test_parties_may_be_called_by_name_or_number() -> None:
    head = "---\nparties: [{id: a, role: agent, agent: 8001, name: 李明}, {id: c, role: customer}]\n---\n"
    conversation = conversation_from_text(head + "李明:您好\n8001:请讲\n客户:喂\n", "a.txt")
    assert [u.party for u in conversation.utterances] == ["a", "a", "c"]


def test_the_zone_of_naive_times_can_be_told() -> None:
    text = "---\nstarted_at: 2026-11-20 09:30:00\n---\n客服:您好\n"
    assumed = conversation_from_text(text, "a.txt")
    told = conversation_from_text(text, "a.txt", ReadOptions(utc_offset=0, zone_source="config"))
    assert (assumed.utc_offset, assumed.zone_source) == (480, "assumed")
    assert (told.utc_offset, told.zone_source) == (0, "config")
    assert told.started_at is not None and assumed.started_at is not None
    assert told.started_at - assumed.started_at == 8 * 3_600_000


def test_front_matter_keeps_words_that_yaml_would_change() -> None:
    text = "---\nid: 0123\nattributes: {a: no, b: 9:00, c: 2026-11-20, d: ~, e: '5', f: .5}\n---\n客服:好\n"
    conversation = conversation_from_text(text, "a.txt")
    assert conversation.id == "0123"
    assert conversation.attributes == {"a": "no", "b": "9:00", "c": "2026-11-20", "d": None, "e": "5", "f": 0.5}


def test_a_text_may_hold_only_events() -> None:
    conversation = conversation_from_text("---\nevents: [{type: ring, at: -12}]\n---\n", "a.txt")
    assert conversation.utterances == () and conversation.events[0].at == -12_000


def test_an_error_in_the_head_names_line_and_pointer() -> None:
    with pytest.raises(InputError) as caught:
        conversation_from_text("---\nevents:\n  - type: ring\n    at: soon\n---\n客服:好\n", "a.txt")
    assert (caught.value.file, caught.value.line, caught.value.where) == ("a.txt", 4, "/events/0/at")
    assert "soon" in str(caught.value) and caught.value.remedy


def test_every_example_reads_without_error() -> None:
    examples = Path(__file__).parents[2] / "examples" / "transcripts"
    found = [item for source in find_sources([str(examples)]) for item in read(source)]
    assert found and not [item for item in found if isinstance(item, InputError)]
    named = [c for c in found if not isinstance(c, InputError) and c.id != "EX-UNNAMED"]
    assert all(p.role != "unknown" for c in named for p in c.parties)
