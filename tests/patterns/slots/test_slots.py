"""Every slot on speech: what it must find, with its value, and what it must leave alone."""

from __future__ import annotations

import random
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm.patterns.slots import NAMES, SLOTS, SlotContext, SlotHit, SlotValue, doc, same
from svcnorm.text.turntext import TurnText

FOLDER = Path(__file__).parents[2] / "data/slots"
CASES: dict[str, dict[str, Any]] = {p.stem: yaml.safe_load(p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.yaml"))}
NOW = int(datetime(2026, 10, 14, 2, tzinfo=timezone.utc).timestamp() * 1000)  # 10:00 in China, a Wednesday
HOUR = 3_600_000


def context(slot: str, time: int | None = NOW) -> SlotContext:
    words = {name: tuple(items) for name, items in CASES.get(slot, {}).get("words", {}).items()}
    return SlotContext(words, time, 480, {})


def find(slot: str, *pieces: str, time: int | None = NOW) -> dict[str, SlotHit]:
    turn = TurnText(pieces)
    return {turn.skeleton[hit.start : hit.end]: hit for hit in SLOTS[slot](turn, context(slot, time))}


def local(instant: int | None) -> str | None:
    """Local time in China as the data files write it, without zero seconds."""
    if instant is None:
        return None
    text = datetime.fromtimestamp(instant // 1000 + 8 * 3600, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
    return text.removesuffix(":00")


def shown(slot: str, value: SlotValue) -> object:
    """A value as the data file of its slot writes it."""
    if slot in ("when", "date"):
        return local(value.latest if slot == "when" else value.instant)
    if slot == "agent_id":
        return value.text
    return value.seconds if slot == "duration" else value.number


def cases(kind: str) -> list[tuple[str, str]]:
    return [(slot, text) for slot, data in CASES.items() for text in data[kind]]


def test_every_slot_has_cases_of_both_kinds_and_says_what_it_is() -> None:
    assert sorted(CASES) == sorted(NAMES) == sorted(SLOTS)
    for slot, data in CASES.items():
        assert len(data["hits"]) >= 25, slot
        assert len(data["traps"]) >= 15, slot
        assert doc(slot).endswith("."), slot
        assert len(doc(slot)) > 30, slot


@pytest.mark.parametrize(("slot", "text"), cases("hits"))
def test_found_with_its_value(slot: str, text: str) -> None:
    expected = CASES[slot]["hits"][text]
    found = {words + ("" if hit.sure else " (possible)"): hit.value for words, hit in find(slot, text).items()}
    if isinstance(expected, list):
        assert sorted(found) == sorted(expected)
    else:
        assert {str(words): shown(slot, value) for words, value in found.items()} == {
            str(words): str(value) if slot == "agent_id" else _plain(value) for words, value in expected.items()
        }


def _plain(value: object) -> object:
    """YAML reads some local times as such."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    return pytest.approx(value) if isinstance(value, (int, float)) else value


@pytest.mark.parametrize(("slot", "text"), cases("traps"))
def test_left_alone(slot: str, text: str) -> None:
    assert find(slot, text) == {}


@pytest.mark.parametrize(("slot", "text"), cases("hits"))
def test_hits_lie_inside_one_sentence_and_survive_what_surrounds_them(slot: str, text: str) -> None:
    turn = TurnText(["嗯。", text, "。好的"])
    for hit in SLOTS[slot](turn, context(slot)):
        words = turn.skeleton[hit.start : hit.end]
        assert words
        assert not set(words) & set("。?\n")
        assert hit.value.text
    assert set(find(slot, "嗯。", text, "。好的")) == set(find(slot, text))


@pytest.mark.parametrize(
    ("slot", "pieces", "found"),
    [
        ("when", ("我明天", "下午三点给您打"), ["明天", "下午三点"]),
        ("when", ("今天。下午三点",), ["今天", "下午三点"]),
        ("name", ("我是李。明",), []),
        ("amount", ("三十。块钱",), []),
        ("duration", ("二十?分钟",), []),
    ],
)
def test_no_slot_runs_across_a_stop_or_an_utterance_end(slot: str, pieces: tuple[str, ...], found: list[str]) -> None:
    assert list(find(slot, *pieces)) == found


@pytest.mark.parametrize(
    ("slot", "text", "words", "value"),
    [
        ("when", "今天嗯下午，啊三点前给您打", "今天嗯下午啊三点前", "今天下午三点前"),
        ("duration", "二十嗯分钟", "二十嗯分钟", "二十分钟"),
        ("amount", "三十啊块", "三十啊块", "三十块"),
        ("name", "我是嗯小李请讲", "小李", "小李"),
    ],
)
def test_fillers_are_passed_over_and_kept_out_of_values(slot: str, text: str, words: str, value: str) -> None:
    assert find(slot, text)[words].value.text == value


def test_spans_lead_back_to_the_original() -> None:
    turn = TurnText(["您好，我 是 嗯 李明华，请讲"])
    hit = SLOTS["name"](turn, context("name"))[-1]
    assert turn.place(hit.start, hit.end) == ((0, 9, 12),)


def test_without_the_time_of_the_turn_a_moment_has_no_instant() -> None:
    hits = find("when", "明天下午三点之前，或者两小时内", time=None)
    assert set(hits) == {"明天下午三点", "明天下午三点之前", "两小时", "两小时内"}
    assert all(hit.value[1:] == (None, None, None, None) for hit in hits.values())


def test_what_only_begins_sets_no_deadline() -> None:
    value = find("when", "三点以后给您打")["三点以后"].value
    assert value.instant is None
    assert value.latest is None


def test_the_zone_is_the_turns_own() -> None:
    turn = TurnText(["三点之前"])
    for offset in (0, 480, -300):
        now = NOW + (480 - offset) * 60_000  # 10:00 there
        hit = SLOTS["when"](turn, SlotContext({}, now, offset, {}))[-1]
        assert hit.value.latest == now + 5 * HOUR


@pytest.mark.parametrize(
    ("hour", "text", "expected"),
    [
        (9, "三点给您打", "2026-10-14 15:15"),
        (1, "三点给您打", "2026-10-14 03:15"),
        (20, "九点给您打", "2026-10-14 21:15"),
        (10, "明天九点", "2026-10-15 09:15"),
        (10, "明天两点", "2026-10-15 14:15"),
        (10, "今晚十二点之前", "2026-10-15 00:00"),
        (23, "凌晨两点给您打", "2026-10-15 02:15"),
    ],
)
def test_which_half_of_the_day_is_meant(hour: int, text: str, expected: str) -> None:
    hits = find("when", text, time=NOW + (hour - 10) * HOUR)
    assert [local(hit.value.latest) for hit in hits.values()][-1] == expected


def test_what_has_passed_is_no_promise() -> None:
    assert find("when", "今天上午九点给您打", time=NOW + 6 * HOUR) == {}
    assert list(find("when", "今天上午九点给您打", time=NOW - 3 * HOUR)) == ["今天上午九点"]


def test_working_days_pass_over_weekends_and_holidays() -> None:
    friday_before_national_day = int(datetime(2026, 9, 30, 2, tzinfo=timezone.utc).timestamp() * 1000)
    hit = find("when", "两个工作日内", time=friday_before_national_day)["两个工作日内"]
    assert local(hit.value.latest) == "2026-10-09 23:59:59"


@pytest.mark.parametrize("slot", NAMES)
def test_any_text_is_read_without_error(slot: str) -> None:
    chance = random.Random(20261014)
    pool = sorted({c for data in CASES.values() for text in [*data["hits"], *data["traps"]] for c in text}) + ["\n"] * 9
    for _ in range(150):
        pieces = ["".join(chance.choices(pool, k=chance.randint(0, 30))) for _ in range(chance.randint(1, 3))]
        turn = TurnText(pieces)
        for time in (NOW, None):
            for hit in SLOTS[slot](turn, context(slot, time)):
                assert 0 <= hit.start < hit.end <= len(turn.skeleton)
                assert not set(turn.skeleton[hit.start : hit.end]) & set("。?\n")


@pytest.mark.parametrize(
    ("slot", "said", "wanted", "is_same"),
    [
        ("surname", "王", "王建国", True),
        ("surname", "欧阳", "欧阳明", True),
        ("surname", "李", "王建国", False),
        ("surname", "王", "王", True),
        ("title", "局长", "副局长", True),
        ("title", "总", "总经理", True),
        ("title", "副局长", "局长", False),
        ("title", "主任", "科长", False),
        ("name", "王建国", "王建国", True),
        ("name", "王建", "王建国", False),
    ],
)
def test_a_value_may_be_said_in_other_words(slot: str, said: str, wanted: str, is_same: bool) -> None:
    assert same(slot, said, wanted) == is_same
