"""Sentences in pieces: nothing is lost or doubled, whatever overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from svcnorm.report.marks import KINDS, Mark, excerpt, pieces

TEXT = "这个我不知道啊您去营业厅"
MARKS = st.lists(
    st.builds(
        Mark, st.integers(-2, 15), st.integers(-2, 15), st.integers(1, 4), st.sampled_from(KINDS), st.just("minor")
    ),
    max_size=6,
)


def mark(start: int, end: int, item: int = 1, kind: str = "said", severity: str = "minor") -> Mark:
    return Mark(start, end, item, kind, severity)


@given(MARKS)
def test_the_pieces_are_the_sentence_and_hold_every_mark(marks: list[Mark]) -> None:
    found = pieces(TEXT, marks)
    assert "".join(piece.text for piece in found) == TEXT
    at = 0
    for piece in found:
        for char in range(at, at + len(piece.text)):
            covering = {m.item for m in marks if m.start >= 0 and m.start <= char < m.end}
            assert {m.item for m in piece.marks} == covering
        at += len(piece.text)
    assert {m.item for piece in found for m in piece.ends} == {m.item for m in marks}


@given(MARKS)
def test_a_number_stands_once_in_a_sentence(marks: list[Mark]) -> None:
    inside = [m for m in marks if 0 <= m.start < min(m.end, len(TEXT))]
    numbers = [m.item for piece in pieces(TEXT, inside) for m in piece.ends]
    assert len(numbers) == len(set(numbers))


def test_the_graver_mark_lies_above() -> None:
    found = pieces(TEXT, [mark(0, 8, 1), mark(3, 6, 2, severity="fatal"), mark(3, 12, 3, "near", "fatal")])
    assert [(piece.text, piece.top.item if piece.top else 0) for piece in found] == [
        ("这个我", 1), ("不知道", 2), ("啊您", 1), ("去营业厅"[:4], 3)
    ]  # fmt: skip


def test_an_excerpt_keeps_the_marked_words() -> None:
    text = "一" * 100 + "不知道" + "二" * 100
    found = excerpt(text, [mark(100, 103)])
    assert [piece.text for piece in found if piece.top] == ["不知道"]
    assert found[0].text == found[-1].text == "…" and sum(len(piece.text) for piece in found) < 60
    assert "".join(piece.text for piece in excerpt("短句", [mark(0, 2)])) == "短句"
