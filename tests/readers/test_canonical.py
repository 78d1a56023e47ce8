"""Canonical data: defaults, times, parties, events; and the published schema."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import fastjsonschema
import jsonschema
import pytest

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, conversation_from_data, find_sources, read, to_canonical
from svcnorm.readers.canonical import KEYS, SOURCES
from svcnorm.readers.events import EVENT_KEYS, KINDS
from svcnorm.readers.speakers import PARTY_KEYS
from svcnorm.readers.turns import TURN_KEYS

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "readers"
SCHEMA: dict[str, Any] = json.loads(
    (ROOT / "src" / "svcnorm" / "schemas" / "conversation.schema.json").read_text(encoding="utf-8")
)
START = "2026-11-20T09:30:00+08:00"
START_MS = 1_795_138_200_000


def make(**data: Any) -> Conversation:
    return conversation_from_data(data, "a.json")


def conversations() -> list[Conversation]:
    paths = [str(ROOT / "examples" / "transcripts"), str(DATA / "good"), str(DATA / "encodings")]
    items = [item for source in find_sources(paths) for item in read(source)]
    return [item for item in items if isinstance(item, Conversation)]


def without_places(conversation: Conversation) -> Conversation:
    return replace(
        conversation,
        source="",
        utterances=tuple(replace(u, source="") for u in conversation.utterances),
        events=tuple(replace(e, source="") for e in conversation.events),
    )


def test_the_design_example() -> None:
    found = make(
        id="C-1",
        channel="inbound_call",
        started_at=START,
        customer="K-88",
        cases=["T-77"],
        attributes={"customer_tier": "important"},
        parties=[{"id": "a", "role": "agent", "agent": "8001", "team": "north"}, {"id": "c", "role": "customer"}],
        turns=[{"speaker": "a", "text": "您好,中国电信", "start": 0.3, "end": 4.1}],
        events=[{"type": "ring", "at": -12.0}, {"type": "hangup", "at": 95.0, "by": "customer"}],
    )
    assert (found.started_at, found.utc_offset, found.zone_source) == (START_MS, 480, "given")
    assert (found.customer, found.cases, found.channel_source) == ("K-88", ("T-77",), "given")
    (said,) = found.utterances
    assert (said.party, said.role, said.start, said.end, said.source) == ("a", "agent", 300, 4100, "/turns/0")
    ring, hangup = found.events
    assert (ring.at, ring.instant) == (-12_000, START_MS - 12_000)
    assert (hangup.by, hangup.source) == ("customer", "/events/1")


def test_a_rule_test_reads_like_a_file() -> None:
    found = conversation_from_data(
        {"rings": 4, "case": 77, "turns": ["客服:您好", "[00:10-00:12] 客户\uff1a喂", "没有标签"]},
        "pack.yaml",
        "/rules/0/tests/1",
    )
    assert found.attributes == {"rings": 4} and found.cases == ("77",)
    assert [(u.role, u.text, u.start) for u in found.utterances] == [
        ("agent", "您好", None),
        ("customer", "喂", 10_000),
        ("unknown", "没有标签", None),
    ]
    assert found.id == "pack.yaml/rules/0/tests/1"
    assert found.utterances[1].source == "/rules/0/tests/1/turns/1"
    assert found.notes == ("lines_without_speaker",)


def test_dates_that_yaml_has_read_already() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=8))
    found = make(turns=[], started_at=datetime.datetime(2026, 11, 20, 9, 30, tzinfo=zone))
    assert found.started_at == START_MS
    naive = make(turns=[], started_at=datetime.datetime(2026, 11, 20, 9, 30))
    assert (naive.started_at, naive.zone_source) == (START_MS, "assumed")


def test_events_without_a_known_start_are_placed_as_far_as_can_be() -> None:
    found = make(events=[{"type": "ring", "at": -12}, {"type": "closed", "at": START}, {"type": "resolved"}])
    assert [(e.at, e.instant) for e in found.events] == [(-12_000, None), (None, START_MS), (None, None)]


def test_a_naive_event_takes_the_zone_of_the_record() -> None:
    found = make(started_at="2026-11-20T09:30:00Z", events=[{"type": "closed", "at": "2026-11-20 09:31:00"}])
    assert found.events[0].at == 60_000 and found.zone_source == "given"


def test_deadlines_are_instants() -> None:
    events = [
        {"type": "callback_promised", "at": 0, "due": 3600},
        {"type": "callback_promised", "at": 0, "due": "2026-11-20"},
    ]
    found = make(started_at=START, events=events)
    assert found.events[0].due == START_MS + 3_600_000
    assert found.events[1].due == START_MS + 52_200_000  # 24:00 of that day
    assert found.notes == ("date_without_time:/events/1/due",)


def test_events_keep_their_own_data() -> None:
    found = make(events=[{"type": "silence", "at": 0, "seconds": 12, "fields": {"after": "agent"}, "kind": "occurred"}])
    assert found.events[0].fields == {"after": "agent", "seconds": 12} and found.events[0].kind == "occurred"


def test_events_may_name_a_party() -> None:
    found = make(parties=[{"id": "k", "role": "customer"}], events=[{"type": "hangup", "at": 1, "by": "k"}])
    assert found.events[0].by == "customer"


def test_speakers_without_parties() -> None:
    turns = [{"speaker": s, "text": "好"} for s in ("agent", "客户", "Speaker 1", 0)] + [{"text": "好"}]
    found = make(turns=[*turns, {"role": "bot", "text": "好"}, {"speaker": "张三", "role": "agent", "text": "好"}])
    assert [(u.party, u.role) for u in found.utterances] == [
        ("agent", "agent"),
        ("customer", "customer"),
        ("Speaker 1", "unknown"),
        ("0", "unknown"),
        ("unknown", "unknown"),
        ("bot", "bot"),
        ("张三", "agent"),
    ]


def test_with_parties_a_role_means_the_only_one_of_it() -> None:
    parties = [{"id": "a", "role": "agent"}, {"id": 8, "role": "客户"}]
    found = make(parties=parties, turns=[{"speaker": s, "text": "好"} for s in ("agent", "客户", 8, "a")])
    assert [u.party for u in found.utterances] == ["a", "8", "8", "a"]


def test_what_is_missing_has_its_default() -> None:
    found = make(turns=None, events=None, id=None, channel=None)
    assert found == Conversation(id="a.json", source="a.json")


def test_turns_dated_on_their_own_tell_the_start() -> None:
    found = make(turns=[{"speaker": "agent", "text": "好", "start": START}])
    assert (found.started_at, found.utterances[0].start) == (START_MS, 0)
    assert found.notes == ("started_at_from_turns",)


@pytest.mark.parametrize("conversation", conversations(), ids=lambda c: c.id)
def test_writing_and_reading_again_is_equal(conversation: Conversation) -> None:
    data = json.loads(json.dumps(to_canonical(conversation)))
    again = conversation_from_data(data, conversation.source)
    assert without_places(again) == without_places(conversation)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    fastjsonschema.compile(SCHEMA)(data)


def test_the_schema_is_valid_and_lists_what_the_reader_takes() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    parts = SCHEMA["$defs"]
    assert set(SCHEMA["properties"]) == set(KEYS)
    assert set(parts["party"]["properties"]) == set(PARTY_KEYS)
    assert set(parts["turn"]["properties"]) == set(TURN_KEYS)
    assert set(parts["event"]["properties"]) == set(EVENT_KEYS)
    assert parts["provenance"]["enum"] == [*SOURCES, None]
    assert parts["event"]["properties"]["kind"]["enum"] == [*KINDS, None]


REFUSED_BY_SCHEMA = sorted(
    {path.name for path in (DATA / "bad").glob("*.json")}
    & {
        *("case-and-cases.json", "complete-text.json", "customer-list.json", "epoch.json", "epoch-event.json"),
        *("event-kind.json", "mixed-turns.json", "no-text.json", "started-at-number.json", "text-number.json"),
        *("turns-misspelt.json", "unknown-key.json", "unknown-turn-key.json", "vendor.json"),
    }
)


@pytest.mark.parametrize("name", REFUSED_BY_SCHEMA)
def test_the_schema_refuses_what_the_reader_refuses(name: str) -> None:
    data = json.loads((DATA / "bad" / name).read_text(encoding="utf-8"))
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(data)
    with pytest.raises(fastjsonschema.JsonSchemaException):
        fastjsonschema.compile(SCHEMA)(data)


def test_roles_of_the_user_are_marked() -> None:
    data = {"turns": [{"speaker": "0", "text": "好"}]}
    found = conversation_from_data(data, "a.json", options=ReadOptions(roles={"0": "agent"}))
    assert (found.utterances[0].role, found.role_source) == ("agent", "option")


def test_the_user_says_which_of_the_declared_parties_is_the_agent() -> None:
    data = {"parties": [{"id": "0"}, {"id": "1", "role": "customer"}], "turns": [{"speaker": "0", "text": "好"}]}
    found = conversation_from_data(data, "a.json", options=ReadOptions(agent_speaker="0"))
    assert [party.role for party in found.parties] == ["agent", "customer"]


def test_an_error_carries_the_pointer_inside_its_file() -> None:
    with pytest.raises(InputError) as caught:
        conversation_from_data({"turns": [{"text": 1}]}, "pack.yaml", "/rules/2/tests/0")
    assert (caught.value.file, caught.value.where) == ("pack.yaml", "/rules/2/tests/0/turns/0/text")
