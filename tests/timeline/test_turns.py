"""Utterances to turns: what ends one, what does not, where its parts are apart."""

from __future__ import annotations

import pytest
from tests.timeline.scenes import scene, turns_of

from svcnorm.model.conversation import Utterance
from svcnorm.timeline.turns import BREAK_MS, PAUSE_MS, breaks, pauses


def said(*spans: tuple[float | None, float | None]) -> list[Utterance]:
    """Utterances of one party; times in seconds."""
    ms = [tuple(None if t is None else round(t * 1000) for t in span) for span in spans]
    return [Utterance("a", "agent", "您好", start, end) for start, end in ms]


@pytest.mark.parametrize(
    ("lines", "turns"),
    [
        ([], []),
        (["客服:您好"], [("agent", [0], False)]),
        (["客服:您好", "客服:中国电信"], [("agent", [0, 1], False)]),
        (["客服:您好", "客户:有个事"], [("agent", [0], False), ("customer", [1], False)]),
        # listening ends no turn, and is one of its own
        (["客服:您好", "客户:嗯", "客服:中国电信"], [("agent", [0, 2], False), ("customer", [1], True)]),
        (["客服:您好", "客户:嗯", "客户:哦", "客服:中国电信"], [("agent", [0, 3], False), ("customer", [1, 2], True)]),
        (["客户:喂", "客服:您好"], [("customer", [0], True), ("agent", [1], False)]),
        # with words it is a turn
        (
            ["客服:您好", "客户:嗯,有个事", "客服:电信"],
            [("agent", [0], False), ("customer", [1], False), ("agent", [2], False)],
        ),
        # own listening words go on one's turn
        (["客服:嗯", "客服:您好"], [("agent", [0, 1], False)]),
        (["客服:您好", "客户:喂", "客服:请讲"], [("agent", [0, 2], False), ("customer", [1], True)]),
        # one who only listens says no turn
        (["客户:有个事", "客服:嗯"], [("customer", [0], False), ("agent", [1], True)]),
    ],
)
def test_turns(lines: list[str], turns: list[object]) -> None:
    assert turns_of(*lines) == turns


def test_an_answer_of_more_than_four_characters_is_a_turn() -> None:
    assert turns_of("客服:您好", "客户:嗯嗯嗯嗯", "客服:电信")[1] == ("customer", [1], True)
    assert turns_of("客服:您好", "客户:嗯嗯嗯嗯嗯", "客服:电信")[1][2] is False


@pytest.mark.parametrize(("start", "apart"), [("00:08", True), ("00:07.001", True), ("00:07", False), ("00:03", False)])
def test_a_long_silence_ends_a_turn(start: str, apart: bool) -> None:
    turns = turns_of("[00:01-00:02] 客服:请稍等一下", f"[{start}-00:09] 客服:让您久等了")
    assert (len(turns) == 2) is apart


@pytest.mark.parametrize("kind", ["hold_start", "hold_end", "mute_start", "mute_end", "transfer", "dropped"])
def test_a_hold_or_transfer_between_ends_a_turn(kind: str) -> None:
    lines = ["[00:01-00:02] 客服:请稍等一下", "[00:04-00:05] 客服:让您久等了"]
    assert len(turns_of(*lines, events=[{"type": kind, "at": 3}])) == 2
    assert len(turns_of(*lines, events=[{"type": kind, "at": 4.5}])) == 1
    assert len(turns_of(*lines, events=[{"type": "other_call_in", "at": 3}])) == 1


def test_what_ends_a_turn_ends_it_before_listening_too() -> None:
    lines = ["[00:01-00:02] 客服:请稍等一下", "[00:21-00:22] 客户:喂", "[00:22-00:24] 客服:让您久等了"]
    held = [{"type": "hold_start", "at": 3}, {"type": "hold_end", "at": 20}]
    assert [members for _, members, _ in turns_of(*lines, events=held)] == [[0], [1], [2]]


def test_nobody_named_nobody_joined() -> None:
    """Where one unknown party says everything, each utterance may be anyone's."""
    assert turns_of("您好", "有个事", "您请说吧") == [("unknown", [k], False) for k in range(3)]
    assert [members for _, members, _ in turns_of("说话人1:您好", "说话人1:电信", "说话人2:有个事")] == [[0, 1], [2]]


def test_roles_are_those_of_the_world_that_is_judged() -> None:
    case = {"turns": ["说话人1:您好", "说话人2:有个事"]}
    parties = [u.party for u in scene(case).conversation.utterances]
    for roles in (("agent", "customer"), ("customer", "agent")):
        assert [t.role for t in scene(case, **dict(zip(parties, roles))).turns] == list(roles)


def test_breaks_by_time_alone() -> None:
    quiet = BREAK_MS / 1000
    assert breaks(said((0, 1), (1 + quiet, 9)), []) == frozenset()
    assert breaks(said((0, 1), (1.001 + quiet, 9)), []) == {1}
    # somebody still speaks
    assert breaks(said((0, 20), (3, 4), (21, 22)), []) == frozenset()
    # without an end nobody knows how long it was quiet
    assert breaks(said((0, None), (90, 91)), []) == frozenset()
    assert breaks(said((None, None), (90, 91)), [50_000]) == frozenset()
    assert breaks(said((0, None), (90, 91)), [50_000]) == {1}
    assert breaks(said((0, 20), (3, 4), (21, 22)), [10_000]) == frozenset()
    assert breaks(said((0, 20), (3, 4), (21, 22)), [20_500]) == {2}


def test_pauses_before_utterances_of_a_turn() -> None:
    short = PAUSE_MS / 1000
    utterances = said((0, 1), (1 + short, 2), (2.001 + short, 3), (None, None), (4, 5))
    assert pauses(utterances, [0, 1, 2, 3, 4]) == (True, False, True, True, True)
    assert pauses(utterances, [0, 2]) == (True, True)
    assert pauses(utterances, [1]) == (True,)
