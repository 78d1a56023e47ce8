"""vCons: what svcnorm writes is one by the draft, and reads back as the same conversation."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcnorm.model.conversation import CHANNELS, ROLES, Conversation, Event, Party, Utterance
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, conversation_from_data, find_sources, read, to_canonical
from svcnorm.readers.canonical import DEFAULTS, SOURCES
from svcnorm.readers.events import KINDS
from svcnorm.readers.foreign.vcon.export import to_vcon
from svcnorm.readers.sources import Source

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "readers"
FORMATS = DATA / "formats"
SCHEMA = json.loads((DATA / "vcon" / "vcon-core-04.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


class Given(Source):
    """A source whose content is given."""

    def open(self) -> BinaryIO:
        return io.BytesIO(self.path.encode("utf-8", "surrogatepass"))


def outcome(vcon: Any, options: ReadOptions = DEFAULTS) -> Conversation | InputError:
    (found,) = read(Given("a.vcon", json.dumps(vcon)), options)
    return found


def again(vcon: Any, options: ReadOptions = DEFAULTS) -> Conversation:
    found = outcome(vcon, options)
    assert isinstance(found, Conversation), found
    return found


def samples() -> list[Conversation]:
    paths = [str(ROOT / "examples" / "transcripts"), *(str(DATA / name) for name in ("good", "encodings", "formats"))]
    items = [item for source in find_sources(paths) for item in read(source)]
    return [item for item in items if isinstance(item, Conversation)]


def sample(name: str) -> Any:
    return json.loads((FORMATS / name).read_text(encoding="utf-8"))


def check(conversation: Conversation) -> None:
    """The vCon is valid, its indexes lead somewhere, and it reads back as the same conversation."""
    vcon = to_vcon(conversation)
    VALIDATOR.validate(vcon)
    for item in (*vcon["attachments"], *(entry for d in vcon["dialog"] for entry in d.get("party_history", ()))):
        assert item["party"] < len(vcon["parties"]) and item.get("dialog", 0) < len(vcon["dialog"])
    assert to_canonical(again(vcon)) == to_canonical(conversation)


@pytest.mark.parametrize("conversation", samples(), ids=lambda c: c.id)
def test_writing_and_reading_again_is_equal(conversation: Conversation) -> None:
    check(conversation)


def test_the_schema_is_one_and_refuses_what_the_draft_forbids() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    good = to_vcon(conversation_from_data({"turns": ["客服:您好"]}, "a.json"))
    assert VALIDATOR.is_valid(good)

    def spoilt(change: Callable[[Any], object]) -> bool:
        bad = copy.deepcopy(good)
        change(bad)
        return not VALIDATOR.is_valid(bad)

    assert spoilt(lambda v: v.pop("created_at"))
    assert spoilt(lambda v: v["dialog"][0].pop("mediatype"))
    assert spoilt(lambda v: v["dialog"][0].pop("encoding"))
    assert spoilt(lambda v: v["dialog"][0].update(type="incomplete"))
    assert spoilt(lambda v: v["dialog"][0].update(start="2026-11-20 09:30"))
    assert spoilt(lambda v: v["attachments"][0].pop("party"))
    assert spoilt(lambda v: v.pop("extensions"))


def test_other_tools_see_parties_dialogs_and_holds() -> None:
    conversation = conversation_from_data(
        {
            "id": "C-1",
            "title": "宽带报修",
            "channel": "inbound_call",
            "started_at": "2026-11-20T09:30:00+08:00",
            "parties": [
                {"id": "a", "role": "agent", "agent": "8001", "team": "华北", "name": "李娜"},
                {"id": "c", "role": "customer"},
                {"id": "b", "role": "bot"},
            ],
            "turns": [
                {"speaker": "a", "text": "您好", "start": 0.3, "end": 1.55},
                {"speaker": "c", "text": "宽带断了", "start": 2},
            ],
            "events": [
                {"type": "hold_start", "at": 5, "by": "agent"},
                {"type": "hold_end", "at": 9.5},
                {"type": "hangup", "at": 20, "by": "customer"},
                {"type": "closed", "at": "2026-11-21T10:00:00+08:00"},
            ],
        },
        "a.json",
    )
    vcon = to_vcon(conversation)
    assert vcon["subject"] == "宽带报修" and vcon["created_at"] == "2026-11-20T09:30:00+08:00"
    assert vcon["parties"] == [
        {
            **{"name": "李娜", "validation": "none", "uuid": "8001"},
            **{"type": "person", "dept": "华北", "role": "agent"},
        },
        {"type": "person", "role": "customer"},
        {"type": "bot", "role": "bot"},
        {"type": "organization", "org": "svcnorm"},
    ]
    first, second = vcon["dialog"]
    assert (first["start"], first["duration"]) == ("2026-11-20T09:30:00.300+08:00", 1.25)
    assert (first["parties"], first["body"]) == ([0], "您好")
    assert second["party_history"] == [
        {"party": 1, "time": "2026-11-20T09:30:05+08:00", "event": "hold"},
        {"party": 1, "time": "2026-11-20T09:30:09.500+08:00", "event": "unhold"},
        {"party": 1, "time": "2026-11-20T09:30:20+08:00", "event": "drop"},
    ]


def test_the_attachment_repeats_no_words_and_no_names() -> None:
    lines = ["客服(李娜):您好", "客户(王先生):张三的账单", "坐席8001:好"]
    vcon = to_vcon(conversation_from_data({"title": "投诉", "turns": lines}, "a.json"))
    kept = json.dumps(vcon["attachments"], ensure_ascii=False)
    assert not [word for word in ("您好", "张三", "投诉", "李娜", "王先生", "8001") if word in kept]


def test_the_same_conversation_is_the_same_vcon() -> None:
    one = to_vcon(conversation_from_data({"id": "C-1", "turns": ["客服:您好"]}, "a.json"))
    assert one == to_vcon(conversation_from_data({"id": "C-1", "turns": ["客服:您好"]}, "b.json"))
    other = to_vcon(conversation_from_data({"id": "C-1", "turns": ["客服:你好"]}, "a.json"))
    assert one["uuid"] != other["uuid"]
    assert one["created_at"] == "1970-01-01T00:00:00Z"


WRITTEN = {
    "id": "C-1",
    "started_at": "2026-11-20T09:30:00+08:00",
    "attributes": {"customer_tier": "important"},
    "parties": [{"id": "a", "role": "agent"}, {"id": "c", "role": "customer"}],
    "turns": [
        {"speaker": "a", "text": "您好", "start": 0.3, "end": 1.5},
        {"speaker": "c", "text": "我叫张三", "start": 2, "end": 3},
    ],
    "events": [
        {"type": "answer", "at": 0},
        {"type": "hold_start", "at": 5, "by": "agent"},
        {"type": "hangup", "at": 20, "by": "customer"},
    ],
}


def written() -> dict[str, Any]:
    return to_vcon(conversation_from_data(WRITTEN, "a.json"))


def test_what_another_tool_changed_in_the_vcon_counts() -> None:
    vcon = written()
    vcon["dialog"][1]["body"] = "我叫***"
    vcon["dialog"][1]["start"] = "2026-11-20T09:30:04+08:00"
    vcon["parties"][0] |= {"uuid": "8001", "name": "李娜"}
    vcon["subject"] = "已脱敏"
    vcon["dialog"].append(
        {"type": "text", "parties": [0], "mediatype": "text/plain", "body": "再见", "encoding": "none"}
    )
    found = again(vcon)
    assert (found.title, found.id, found.attributes) == ("已脱敏", "C-1", {"customer_tier": "important"})
    assert found.parties[0] == Party("a", "agent", "8001", None, "李娜")
    assert [(u.text, u.start, u.end) for u in found.utterances] == [
        ("您好", 300, 1500),
        ("我叫***", 4000, 5000),
        ("再见", None, None),
    ]


def test_a_changed_history_counts_and_is_noted() -> None:
    vcon = written()
    vcon["dialog"][1]["party_history"] = [
        {"party": 1, "time": "2026-11-20T09:30:06+08:00", "event": "hold"},
        {"party": 0, "time": "2026-11-20T09:30:21+08:00", "event": "drop"},
    ]
    found = again(vcon)
    assert [(e.type, e.at, e.by) for e in found.events] == [
        ("answer", 0, None),
        ("hold_start", 6000, "agent"),
        ("hangup", 21_000, "agent"),
    ]
    assert found.notes == ("vcon_history_changed",)


def test_without_the_attachment_the_vcon_speaks_for_itself() -> None:
    vcon = written()
    del vcon["attachments"]
    found = again(vcon)
    assert (found.id, found.channel, found.started_at) == (vcon["uuid"], "chat", 1_795_138_200_300)
    assert [(u.role, u.text, u.start) for u in found.utterances] == [
        ("agent", "您好", 0),
        ("customer", "我叫张三", 1700),
    ]
    assert [(e.type, e.by) for e in found.events] == [("hold_start", "agent"), ("hangup", "customer")]


def test_the_user_says_who_is_who() -> None:
    vcon = sample("vcon.minimal.json")
    by_number = again(vcon, ReadOptions(agent_speaker="1"))
    assert [u.role for u in by_number.utterances] == ["unknown", "agent"]
    assert by_number.role_source == "option"
    vcon["parties"][0]["name"] = "老赵"
    by_name = again(vcon, ReadOptions(roles={"老赵": "customer"}))
    assert [u.role for u in by_name.utterances] == ["customer", "unknown"]


def test_a_line_of_a_file_of_many() -> None:
    lines = "\n".join(
        json.dumps(each) for each in (sample("vcon.minimal.json"), written(), {"vcon": "0.4.0", "dialog": []})
    )
    first, second, error = read(Given("a.jsonl", lines))
    assert isinstance(first, Conversation) and first.utterances[0].source == "1:/dialog/0/body"
    assert isinstance(second, Conversation) and second.id == "C-1"
    assert isinstance(error, InputError) and error.line == 3


RECORDING = {
    "type": "recording",
    "start": "2026-11-20T09:30:00+08:00",
    "parties": [0, 1],
    "url": "https://x",
    "duration": 5,
}
PEOPLE = [{"role": "agent"}, {"role": "customer"}]


def vcon_of(*dialogs: Any, **parts: Any) -> dict[str, Any]:
    return {"uuid": "u", "created_at": "2026-11-20T09:30:00Z", "parties": PEOPLE, "dialog": list(dialogs), **parts}


def said(text: Any, **parts: Any) -> dict[str, Any]:
    return {"type": "text", "parties": [0], "mediatype": "text/plain", "encoding": "none", "body": text, **parts}


def told(body: Any, **parts: Any) -> dict[str, Any]:
    return {"type": "transcript", "dialog": 0, "vendor": "x", "encoding": "json", "body": body, **parts}


FAULTS = {
    "signed": ({"payload": "eyJ1", "signatures": []}, "this vCon is signed (JWS)", ""),
    "encrypted": ({"ciphertext": "x", "recipients": []}, "this vCon is encrypted (JWE)", ""),
    "recording only": (vcon_of(RECORDING, RECORDING), "this vCon holds no words, only recordings: 2", ""),
    "words elsewhere": (
        vcon_of({"type": "text", "parties": [0], "url": "https://x"}),
        "the words of this vCon are not inside it",
        "/dialog/0",
    ),
    "nothing": (vcon_of(), "this vCon holds no words", ""),
    "blank": (vcon_of(said(" ")), "this vCon holds no words", ""),
    "critical": (vcon_of(said("好"), critical=["CC", "secret"]), "needs the extension “secret”", "/critical/1"),
    "no such party": (vcon_of(said("好", parties=[7])), "there is no party 7", "/dialog/0/parties/0"),
    "no such dialog": (vcon_of(RECORDING, analysis=[told([], dialog=3)]), "there is no dialog 3", "/analysis/0/dialog"),
    "no date": (vcon_of(said("好", start="昨天")), "“昨天” is not a date and time", "/dialog/0/start"),
    "no calendar": (vcon_of(said("好", start="2026-02-30T00:00:00Z")), "is not in the calendar", "/dialog/0/start"),
    "base64": (vcon_of(said("好", encoding="base64url")), "this is not base64url", "/dialog/0/body"),
    "encoding": (vcon_of(said("好", encoding="rot13")), "unknown encoding “rot13”", "/dialog/0/encoding"),
    "text is an object": (
        vcon_of(said({"a": 1}, encoding="json")),
        "the text of a dialog must be text",
        "/dialog/0/body",
    ),
    "unknown transcript": (
        vcon_of(RECORDING, analysis=[told({"a": 1})]),
        "the transcript is an object of a form that is not known",
        "/analysis/0/body",
    ),
    "vcon in vcon": (
        vcon_of(RECORDING, analysis=[told(vcon_of(said("好")))]),
        "a vCon cannot be the transcript of another",
        "/analysis/0/body",
    ),
    "two transcripts in one": (
        vcon_of(RECORDING, analysis=[told({"tickets": [{"dialogue": [{"role": "客服", "words": "好"}]}] * 2})]),
        "the transcript holds 2 conversations",
        "/analysis/0/body",
    ),
    "broken transcript": (
        vcon_of(RECORDING, analysis=[told('{"a": ', encoding="json")]),
        "this is not valid JSON",
        "/analysis/0/body",
    ),
    "history without a date": (
        vcon_of(said("好", party_history=[{"party": 0, "time": 5, "event": "drop"}])),
        "a date must be text",
        "/dialog/0/party_history/0/time",
    ),
    "attachment of the future": (
        vcon_of(said("好"), attachments=[{"purpose": "svcnorm", "encoding": "json", "body": {"version": 9}}]),
        "is not of version 1",
        "/attachments/0/body/version",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_read_is_one_error_with_its_place(name: str) -> None:
    vcon, message, where = FAULTS[name]
    error = outcome(vcon)
    assert isinstance(error, InputError), error
    assert message in error.message
    assert error.where == where and error.file == "a.vcon"


def test_a_transcript_that_can_be_read_makes_up_for_one_that_cannot() -> None:
    turns = [{"party": 1, "text": "喂"}]
    found = again(vcon_of(RECORDING, analysis=[told(turns), told({"a": 1})]))
    assert [(u.role, u.text) for u in found.utterances] == [("customer", "喂")]


def test_the_recording_beside_its_own_sentences_is_not_missed() -> None:
    message = said("喂", start="2026-11-20T09:30:02+08:00")
    assert again(vcon_of(RECORDING, message)).notes == ()
    later = {**RECORDING, "start": "2026-11-20T10:00:00+08:00"}
    found = again(vcon_of(message, later))
    assert found.notes == ("dialogs_without_words:1",) and not found.complete_end and found.complete_start


def test_the_form_of_a_user_is_known_inside_a_vcon(tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text("format: mine\nknown_by: ['rows[].say']\nturns: rows[]\nturn: {text: say, role: who}\n")
    vcon = vcon_of(RECORDING, analysis=[told({"rows": [{"who": "客服", "say": "您好"}]})])
    assert isinstance(outcome(vcon), InputError)
    found = again(vcon, ReadOptions(mappings=(str(mapping),)))
    assert [(u.role, u.text) for u in found.utterances] == [("agent", "您好")]


# Any conversation whatever.

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6).filter(str.strip) | st.sampled_from(
    ["客服", "坐席8001", "8001", "agent", "unknown", "svcnorm", "0", "1", "\ud800"]
)
SOME_NAME = st.none() | NAMES
INSTANTS = st.integers(946_684_800_000, 4_102_444_800_000)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10**6) | st.floats(-1e6, 1e6) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=4,
)
EVENT_TYPES = st.sampled_from(
    ["ring", "answer", "hold_start", "hold_end", "mute_start", "mute_end", "hangup", "transfer", "dropped", "closed"]
)


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    started_at = draw(st.none() | INSTANTS)
    offset = draw(st.sampled_from([0, 480, -210, 840]))
    parties = draw(
        st.lists(
            st.builds(Party, NAMES, st.sampled_from(ROLES), SOME_NAME, SOME_NAME, SOME_NAME),
            max_size=4,
            unique_by=lambda p: p.id,
        )
    )
    # `by` of an event names a party or a role: whoever is called “agent” must be one.
    parties = [replace(party, role=party.id) if party.id in ROLES else party for party in parties]
    utterances = []
    latest = -5000
    for party, text, timed in draw(
        st.lists(st.tuples(st.sampled_from(parties), st.text(max_size=6), st.booleans()), max_size=5)
        if parties
        else st.just([])
    ):
        start = end = None
        if timed:
            start = latest = latest + draw(st.integers(0, 90_000))
            end = draw(st.none() | st.integers(start, start + 60_000))
        utterances.append(Utterance(party.id, party.role, text, start, end))
    events = []
    for _ in range(draw(st.integers(0, 4))):
        at = instant = None
        if draw(st.booleans()):
            at = draw(st.integers(-600_000, 900_000))
            instant = None if started_at is None else started_at + at
        elif draw(st.booleans()):
            instant = draw(INSTANTS)
            at = None if started_at is None else instant - started_at
        events.append(
            Event(
                draw(EVENT_TYPES | NAMES),
                at,
                instant,
                by=draw(st.none() | st.sampled_from(ROLES)),
                due=draw(st.none() | INSTANTS),
                ref=draw(SOME_NAME),
                id=draw(SOME_NAME),
                kind=draw(st.none() | st.sampled_from(KINDS)),
                fields=draw(
                    st.dictionaries(st.sampled_from(["after", "reason", "seconds", "客户"]), VALUES, max_size=2)
                ),
            )
        )
    channel = draw(st.none() | st.sampled_from(CHANNELS))
    return Conversation(
        id=draw(NAMES),
        source="a.json",
        title=draw(SOME_NAME),
        channel=channel,
        channel_source=draw(st.sampled_from(SOURCES)),
        role_source=draw(st.sampled_from(SOURCES)),
        started_at=started_at,
        ended_at=None if started_at is None else draw(st.none() | st.integers(started_at, started_at + 10**8)),
        utc_offset=offset,
        zone_source=draw(st.sampled_from(SOURCES)),
        customer=draw(SOME_NAME),
        cases=tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
        language=draw(SOME_NAME),
        attributes=draw(st.dictionaries(NAMES, VALUES, max_size=2)),
        parties=tuple(parties),
        utterances=tuple(utterances),
        events=tuple(events),
        complete_start=draw(st.booleans()),
        complete_end=draw(st.booleans()),
        records=frozenset(draw(st.lists(NAMES, max_size=2))),
        records_until=draw(st.none() | INSTANTS),
        notes=tuple(draw(st.lists(NAMES, max_size=2))),
    )


@given(conversations())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_conversation_comes_back(conversation: Conversation) -> None:
    # The canonical form, read and written once, is what a vCon must give back.
    settled = conversation_from_data(json.loads(json.dumps(to_canonical(conversation))), "a.json")
    check(settled)
