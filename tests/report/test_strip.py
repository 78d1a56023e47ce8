"""The time strip: what it draws, and that it says the same in words."""

from __future__ import annotations

from dataclasses import replace

from tests.report.factories import talk

from svcnorm.model.conversation import Conversation, Event
from svcnorm.report.html.strip import Strip, strip


def drawn(call: Conversation) -> Strip:
    found = strip(call)
    assert found is not None
    return found


def call(*lines: str, events: tuple[Event, ...] = ()) -> Conversation:
    return talk(*lines, events=events)


def test_without_times_there_is_none() -> None:
    assert strip(call("客服:您好", "客户:你好")) is None
    assert strip(call("1 客服:您好")) is None


def test_silence_overlap_and_hold() -> None:
    hold = (Event("hold_start", at=12_000), Event("hold_end", at=20_000), Event("ring", at=-6_000))
    found = drawn(call("0 客服:您好", "0.5 客户:你好", "10 客服:请稍等", "21 客服:久等了", events=hold))
    assert found.silences == ((1_500, 10_000),)
    assert found.overlaps == ((500, 1_000),)
    assert found.holds == ((12_000, 20_000),)
    assert (found.begin, found.end) == (-6_000, 22_000)
    assert found.events[0] == (-6_000, "振铃")
    assert (
        found.label == "全长 00:28、客服 00:03、客户 00:01、静音 1 处共 00:08、同时说话 1 处共 00:00、保持 1 次共 00:08"
    )


def test_a_hold_that_no_record_ends_lasts_to_the_end_and_a_case_log_does_not_stretch_the_strip() -> None:
    events = (Event("hold_start", at=5_000), Event("closed", at=200_000_000), Event("hangup", at=90_000_000))
    found = drawn(call("0 客服:您好", "9 客户:你好", events=events))
    assert found.holds == ((5_000, 10_000),) and found.end == 10_000


def test_without_ends_nothing_is_measured() -> None:
    timed = call("0 客服:您好", "30 客户:你好")
    found = drawn(replace(timed, utterances=tuple(replace(u, end=None) for u in timed.utterances)))
    assert (found.silences, found.overlaps) == ((), ()) and len(found.lanes) == 2
    assert found.label == "全长 00:30"


def test_ticks_are_few_and_inside() -> None:
    for seconds in (4, 50, 600, 7_000):
        found = drawn(call("0 客服:您好", f"{seconds} 客户:你好"))
        assert 1 <= len(found.ticks) <= 10
        assert all(found.begin <= at < found.end for at, _name in found.ticks)
    assert found.x(found.begin) == "0.000%" and found.width((0, 1)) == "0.250%"
