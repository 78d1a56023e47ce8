"""Assembly: channel, roles, duplicates and zone, each by its cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm.assembly import AssemblyOptions, assemble
from svcnorm.assembly.duplicates import RING_GAP, collapse_rings, merge_events
from svcnorm.assembly.slips import is_slip
from svcnorm.model.conversation import Conversation, Event, Utterance
from svcnorm.readers import ReadOptions, conversation_from_data, find_sources, read

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "assembly"
MINUTE = 60_000


def cases(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((DATA / name).read_text(encoding="utf-8")))


def make(**data: Any) -> Conversation:
    return conversation_from_data({"turns": [], **data}, "a.json")


@pytest.mark.parametrize("case", cases("channels.yaml"), ids=lambda case: case["why"])
def test_channel(case: dict[str, Any]) -> None:
    found = assemble(make(turns=case.get("turns", []), events=case.get("events", [])))
    assert found.channel == case["channel"]
    assert found.channel_source == ("inferred" if case["channel"] else "unknown")
    assert (f"channel_inferred:{case['channel']}" in found.notes) == bool(case["channel"])


def test_a_given_channel_stands_and_an_option_beats_it() -> None:
    given = make(channel="chat", turns=["客服:您好", "客户:喂"])
    assert assemble(given).channel_source == "given"
    told = assemble(given, AssemblyOptions(channel="visit"))
    assert (told.channel, told.channel_source) == ("visit", "option")
    configured = assemble(given, AssemblyOptions(channel="visit", channel_source="config"))
    assert configured.channel_source == "config"


def test_an_agent_who_is_named_and_speaks_under_a_number_is_that_speaker() -> None:
    """Call records and tables name the agent; the transcript says 0 and 1."""
    parties = [{"id": "0"}, {"id": "1"}, {"id": "agent:8001", "role": "agent", "agent": "8001", "name": "王芳"}]
    turns = [
        {"speaker": "0", "text": "您好,中国电信,我是小王,请问有什么可以帮您?"},
        {"speaker": "1", "text": "我家宽带断了"},
        {"speaker": "0", "text": "给您带来不便非常抱歉,我帮您报修,请问还有其他需要吗?感谢您的来电,再见"},
    ]
    found = assemble(make(parties=parties, turns=turns))
    assert [(p.id, p.role, p.agent, p.name) for p in found.parties] == [
        ("0", "agent", "8001", "王芳"),
        ("1", "customer", None, None),
    ]
    one = assemble(make(parties=[parties[0], parties[2]], turns=turns[:1]))
    assert [(p.id, p.role) for p in one.parties] == [("0", "unknown"), ("agent:8001", "agent")]


@pytest.mark.parametrize("case", cases("roles.yaml"), ids=lambda case: case["why"])
def test_roles(case: dict[str, Any]) -> None:
    before = make(turns=case["turns"])
    found = assemble(before)
    changed = {p.id: p.role for p, old in zip(found.parties, before.parties) if p.role != old.role}
    assert changed == case["roles"]
    assert found.role_source == ("inferred" if changed else "unknown")
    by_party = {p.id: p.role for p in found.parties}
    assert all(u.role == by_party[u.party] for u in found.utterances)
    assert {note for note in found.notes if note.startswith("role")} == {
        f"role_inferred:{party}={role}" for party, role in changed.items()
    }


def test_roles_can_be_told_and_inference_switched_off() -> None:
    turns = ["说话人1:您好,很高兴为您服务,请问有什么可以帮您,麻烦您稍等", "说话人2:我要投诉你们"]
    told = assemble(make(turns=turns), AssemblyOptions(roles={"说话人1": "customer", "说话人2": "agent"}))
    assert [u.role for u in told.utterances] == ["customer", "agent"] and told.role_source == "option"
    one = assemble(make(turns=turns), AssemblyOptions(roles={"说话人2": "agent"}))
    assert [u.role for u in one.utterances] == ["customer", "agent"] and one.role_source == "option"
    off = assemble(make(turns=turns), AssemblyOptions(infer_roles=False))
    assert {u.role for u in off.utterances} == {"unknown"} and off.role_source == "unknown"


@pytest.mark.parametrize("source", ["option", "config"])
def test_whoever_is_left_over_is_named_by_the_users_word(source: str) -> None:
    turns = [{"speaker": str(number), "text": "好"} for number in (0, 1)]
    told = ReadOptions(agent_channel="1", role_source=source)
    found = assemble(conversation_from_data({"turns": turns}, "a.json", options=told))
    assert [u.role for u in found.utterances] == ["customer", "agent"] and found.role_source == source
    assert "role_inferred:0=customer" in found.notes


def test_the_users_word_for_one_of_three_stays_hers() -> None:
    turns = [{"speaker": str(number), "text": "好"} for number in (0, 1, 2)]
    found = assemble(conversation_from_data({"turns": turns}, "a.json", options=ReadOptions(agent_speaker="1")))
    assert [u.role for u in found.utterances] == ["unknown", "agent", "unknown"] and found.role_source == "option"


def test_words_decide_beside_a_bot_that_the_user_named() -> None:
    turns = ["说话人3:请按一", "说话人1:您好,很高兴为您服务,请问有什么可以帮您,麻烦您稍等", "说话人2:我要投诉你们"]
    found = assemble(make(turns=turns), AssemblyOptions(roles={"说话人3": "bot"}))
    assert [u.role for u in found.utterances] == ["bot", "agent", "customer"] and found.role_source == "inferred"


def test_a_word_about_nobody_is_no_source() -> None:
    options = ReadOptions(agent_speaker="7", roles={"小李": "agent"})
    found = assemble(conversation_from_data({"turns": ["客服:您好", "说话人2:喂"]}, "a.json", options=options))
    assert [u.role for u in found.utterances] == ["agent", "customer"] and found.role_source == "inferred"


def event(kind: str, at: int | None, source: str = "/events/0", **more: Any) -> Event:
    return Event(kind, at=at, source=source, **more)


def merged(*events: Event) -> list[tuple[str, int | None, str]]:
    found, _ = merge_events(events, MINUTE)
    return [(e.type, e.at, e.source) for e in found]


def test_one_id_is_one_event_at_the_earlier_time() -> None:
    twice = event("closed", 9000, "log.csv:2", id="e1"), event("closed", 5000, "crm.csv:7", id="e1")
    assert merged(*twice) == [("closed", 5000, "log.csv:2, crm.csv:7")]


def test_equal_type_doer_and_time_is_one_event() -> None:
    assert len(merged(event("hangup", 5000, by="agent"), event("hangup", 5000, "/events/1", by="agent"))) == 1


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (event("hangup", 5000, by="customer"), "another doer"),
        (event("answer", 5000, by="agent"), "another type"),
        (event("hangup", 5001, "/events/1", by="agent"), "another time in the same file"),
        (event("hangup", 5000, by="agent", ref="2"), "another reference"),
        (event("hangup", None, by="agent"), "no time"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_differs_stays_two(second: Event, why: str) -> None:
    assert len(merged(event("hangup", 5000, by="agent", ref="1" if second.ref else None), second)) == 2


def test_what_an_event_has_from_another_may_show_it_to_be_a_third() -> None:
    own = event("hangup", 5000), event("hangup", 5000, "/events/1", by="agent")
    assert merged(*own, event("hangup", 5500, "calls.csv:4", by="agent")) == [
        ("hangup", 5000, "/events/0, calls.csv:4, /events/1")
    ]


def test_two_ids_stay_two() -> None:
    assert len(merged(event("closed", 5000, id="a"), event("closed", 5000, id="b"))) == 2


@pytest.mark.parametrize(("apart", "count"), [(0, 1), (MINUTE, 1), (MINUTE + 1, 2)])
def test_two_files_may_differ_by_the_window(apart: int, count: int) -> None:
    assert len(merged(event("answer", 0), event("answer", apart, "calls.csv:12"))) == count


def test_a_merged_event_keeps_what_either_knew() -> None:
    (found,), notes = merge_events(
        [
            event("hangup", 900, "/events/1", fields={"a": 1}),
            event("hangup", 0, "c.csv:2", by="agent", fields={"a": 2}),
        ],
        MINUTE,
    )
    assert (found.at, found.by, found.fields) == (0, "agent", {"a": 2})
    assert notes == ["event_merged:hangup"]


def test_a_row_for_each_ring_is_one_ring() -> None:
    rows = [event("ring", at) for at in (-15_000, -10_000, -5_000)] + [event("answer", 0)]
    found, notes = collapse_rings(rows)
    assert [(e.type, e.at) for e in found] == [("ring", -15_000), ("answer", 0)]
    assert notes == ["rings_collapsed:3"]


def test_rings_of_two_legs_stay_two() -> None:
    for between in ([event("transfer", -9_000)], []):
        gap = 5_000 if between else RING_GAP + 1
        rows = [event("ring", -12_000), *between, event("ring", -12_000 + gap)]
        assert len([e for e in collapse_rings(rows)[0] if e.type == "ring"]) == 2


def test_a_repeated_row_is_one_utterance() -> None:
    row = {"speaker": "agent", "text": "您好", "start": 1, "end": 2}
    found = assemble(make(turns=[row, row, {**row, "end": 3}, {"speaker": "agent", "text": "您好"}]))
    assert [u.source for u in found.utterances] == ["/turns/0", "/turns/2", "/turns/3"]
    assert "utterance_repeated:/turns/1" in found.notes


def test_untimed_repetition_is_speech() -> None:
    found = assemble(make(turns=["客户:喂", "客户:喂", "客服:您好"]))
    assert len(found.utterances) == 3


def test_a_record_without_dates_takes_the_zone_in_force() -> None:
    found = assemble(make(turns=["客服:您好"]), AssemblyOptions(utc_offset=0, zone_source="config"))
    assert (found.utc_offset, found.zone_source) == (0, "config")
    dated = make(started_at="2026-11-20T09:30:00-03:30")
    assert assemble(dated).utc_offset == -210


def test_assembling_twice_changes_nothing_more() -> None:
    for source in find_sources([str(ROOT / "examples" / "transcripts")]):
        for item in read(source):
            assert isinstance(item, Conversation)
            once = assemble(replace(item, channel=None, channel_source="unknown"))
            assert assemble(once) == once


def test_the_example_with_unnamed_speakers_is_understood() -> None:
    (item,) = read(find_sources([str(ROOT / "examples" / "transcripts" / "unnamed-speakers.txt")])[0])
    assert isinstance(item, Conversation)
    found = assemble(item)
    assert {p.id: p.role for p in found.parties} == {"说话人1": "customer", "说话人2": "agent"}
    assert (found.channel, found.channel_source) == ("inbound_call", "inferred")


@pytest.mark.parametrize("case", cases("slips.yaml"), ids=lambda case: case["text"])
def test_what_is_evidently_the_other_sides(case: dict[str, Any]) -> None:
    assert is_slip(Utterance("a", case["role"], case["text"])) == case["slip"]


def test_slips_are_marked_and_noted_where_there_is_a_conversation() -> None:
    turns = ["客服:您好", "客户:喂", "客服:我要投诉你们", "客户:嗯"]
    found = assemble(make(turns=turns))
    assert [u.slip for u in found.utterances] == [False, False, True, False]
    assert "role_slip:3" in found.notes and assemble(found) == found
    assert not any(u.slip for u in assemble(make(turns=turns[2:])).utterances)
