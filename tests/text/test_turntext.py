"""The skeleton of a turn and the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcnorm.text.turntext import TurnText, skeleton

ALPHABET = "我你不知道对起那个这就是然后嗯啊呃,，、。！?？;；.．:：-—…·~“”《》() "
ALPHABET += "\u3000\n\r\t\u200b\ufeff19aBＡ１請這😀👍\ud83d\ufe0f"
PIECE = st.text(st.sampled_from(ALPHABET), max_size=24)
PIECES = st.lists(PIECE, max_size=5)
CUT_BY_CONTEXT = ".:-"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("您好，中国电信。", "您好中国电信。"),
        ("我也不知道 您说", "我也不知道您说"),
        ("你“好”（再见）《书》", "你好再见书"),
        ("好……的——吧~", "好的吧"),
        ("好...的。。。！？吧", "好的?吧"),
        ("行不\r\n\r\n行", "行不。行"),
        ("好的.再见.", "好的。再见。"),
        ("3.5元，a.com，1,000块", "3.5元a.com1000块"),
        ("9:30到10：00，注意：别迟到", "9:30到10:00注意别迟到"),
        ("2026-10-14，5－6天，你-我", "2026-10-145-6天你我"),
        ("您\u200b好\ufeff，\u00ad再见", "您好再见"),
        ("👍🏽好", "👍🏽好"),
        ("\ud800好", "\ufffd好"),
        ("請稍等！", "请稍等。"),
        ("", ""),
        ("，、 …", ""),
        ("？", "?"),
    ],
)
def test_skeleton(text: str, expected: str) -> None:
    assert skeleton(text) == expected


def test_utterance_ends() -> None:
    assert TurnText(["您好", "中国电信。", "我是小李,", "您讲"]).skeleton == "您好\n中国电信。我是小李\n您讲"
    assert TurnText(["", "…", "您好", "", "再见", "，"]).skeleton == "您好\n再见"
    assert TurnText([]).skeleton == "" and TurnText([""]).skeleton == ""


def shown(turn: TurnText) -> str:
    """The skeleton with its clause edges drawn in."""
    return "".join(("|" if turn.is_clause_edge(p) else "") + c for p, c in enumerate(turn.skeleton + "$"))[:-1]


@pytest.mark.parametrize(
    ("pieces", "pauses", "edges"),
    [
        (["我也不知道 您说"], (), "|我也不知道|您说|"),
        (["您好，再见。好"], (), "|您好|再见|。|好|"),
        (["用 iPhone 15 的，是吧"], (), "|用iphone15的|是吧|"),
        (["1,000块，3,5天"], (), "|1000块|3|5天|"),
        (["我 也 不 知道 您 说，是 吧"], (), "|我也不知道您说|是吧|"),
        (["我也不知道 您说 是 吗 好吧"], (), "|我也不知道|您说|是|吗|好吧|"),
        (["请按“不知道”键：好……的"], (), "|请按不知道键|好|的|"),
        (["您\u200b好 \u200b 吗"], (), "|您好|吗|"),
        (["您好", "再见"], (), "|您好|\n|再见|"),
        (["您好", "再见", "吧"], (True, False, True), "|您好\n再见|\n|吧|"),
        (["您好，", "再见"], (True, False), "|您好|\n|再见|"),
        (["您好", "", "再见"], (True, False, False), "|您好|\n|再见|"),
        ([], (), "|"),
    ],
)
def test_clause_edges(pieces: list[str], pauses: tuple[bool, ...], edges: str) -> None:
    assert shown(TurnText(pieces, pauses)) == edges


def test_clause_of_a_stop_is_the_one_it_ends() -> None:
    turn = TurnText(["您好,再见。好", "行"])
    assert [turn.skeleton[slice(*turn.clause(p))] for p in (0, 1, 2, 4, 5, 6, 7, 99)] == [
        "您好",
        "您好",
        "再见",
        "再见",
        "好",
        "好",
        "行",
        "行",
    ]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("我嗯不太知道", "我不太知道"),
        ("嗯嗯啊好", "好"),
        ("我，那个，不知道", "我不知道"),
        ("我办那个套餐", "我办那个套餐"),
        ("这个 呃 这个，我不清楚", "我不清楚"),
        ("那个嗯，然后就是，您说", "您说"),
        ("然后您说，就是不行", "然后您说就是不行"),
        ("额，好", "好"),
        ("额度", "额度"),
        ("您好", "您好"),
        ("嗯。", "。"),
    ],
)
def test_fillers(text: str, bare: str) -> None:
    turn = TurnText([text])
    assert turn.bare == bare
    assert (turn.bare is turn.skeleton) == (bare == turn.skeleton)


def test_after_fillers() -> None:
    turn = TurnText(["我嗯，那个，不"])
    assert [turn.after_fillers(p) for p in range(6)] == [0, 4, 4, 4, 4, 5]


def test_place_names_the_pieces() -> None:
    turn = TurnText(["您好,中 国", "电信\u200b的"])
    assert turn.skeleton == "您好中国\n电信的"
    assert turn.place(2, 7) == ((0, 3, 6), (1, 0, 2))
    assert turn.place(4, 5) == () and turn.place(3, 3) == ()


@given(PIECES)
def test_lengths_and_maps(pieces: list[str]) -> None:
    turn = TurnText(pieces)
    assert len(turn.original) == len(turn.folded)
    assert len(turn.at) == len(turn.skeleton) and list(turn.at) == sorted(set(turn.at))
    for char, at in zip(turn.skeleton, turn.at):
        assert char == turn.folded[at] or (char, turn.folded[at]) == ("。", ".")
    assert turn.bare == "".join(turn.skeleton[p] for p in turn.bare_at)


@given(PIECES)
def test_skeleton_is_its_own_skeleton(pieces: list[str]) -> None:
    for piece in pieces:
        once = skeleton(piece)
        assert skeleton(once) == once


@given(PIECES, st.lists(st.booleans(), max_size=5), st.data())
def test_place_round_trip(pieces: list[str], pauses: list[bool], data: st.DataObject) -> None:
    turn = TurnText(pieces, pauses)
    start = data.draw(st.integers(0, len(turn.skeleton)))
    end = data.draw(st.integers(start, len(turn.skeleton)))
    span = turn.skeleton[start:end]
    if span[:1] in CUT_BY_CONTEXT or span[-1:] in CUT_BY_CONTEXT:
        return
    found = [turn.pieces[piece][a:b] for piece, a, b in turn.place(start, end)]
    assert TurnText(found).skeleton == span.strip("\n")


@given(PIECES, st.lists(st.booleans(), max_size=5))
def test_clauses_part_the_turn(pieces: list[str], pauses: list[bool]) -> None:
    turn = TurnText(pieces, pauses)
    for p in range(len(turn.skeleton)):
        start, end = turn.clause(p)
        assert 0 <= start <= end <= len(turn.skeleton)
        assert not set(turn.skeleton[start:end]) & {"。", "?"} or end - start == 1 == start + 1
        if turn.skeleton[p] not in "。?\n":
            assert start <= p < end
            assert turn.is_clause_edge(start) and turn.is_clause_edge(end)
            assert not any(turn.is_clause_edge(q) for q in range(start + 1, end))
