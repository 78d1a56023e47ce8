"""Lines break by what they are wide on a screen, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from svcnorm.report.terminal.columns import NEVER_FIRST, around, clipped, padded, wrapped

TEXT = st.text(st.sampled_from("您好中国电信abc def,\uff0c。“”(\uff08)\uff09 1 2"), max_size=80)


def lines(text: str, width: int | None, more: int = 0) -> list[str]:
    return [line.plain for line in wrapped(Text(text), width, more)]


@given(TEXT, st.integers(4, 40), st.integers(0, 6))
def test_no_line_is_wider_than_asked_and_none_is_lost(text: str, width: int, more: int) -> None:
    broken = lines(text, width, more)
    assert cell_len(broken[0]) <= width + more
    assert all(cell_len(line) <= width for line in broken[1:])
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("您好中国电信", 8, ["您好中国", "电信"]),
        ("您好中国。电信", 8, ["您好中", "国。电信"]),
        ("您好中国电信", 7, ["您好中", "国电信"]),
        ("you need the record", 8, ["you need", "the", "record"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("您好“中国”", 6, ["您好", "“中国”"]),
        ("请用 svcnorm 检查", 9, ["请用", "svcnorm", "检查"]),
        ("依据条款  扣 2 分", 15, ["依据条款", "扣 2 分"]),
        ("另见第 12 句", 9, ["另见", "第 12 句"]),
        ("很长", None, ["很长"]),
        ("", 10, [""]),
    ],
)
def test_breaks(text: str, width: int | None, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_a_first_line_may_be_longer() -> None:
    assert lines("您好中国电信", 8, more=4) == ["您好中国电信"]
    assert lines("您好中国电信公司", 8, more=4) == ["您好中国电信", "公司"]


def test_styles_stay_on_their_words() -> None:
    text = Text("您好中国电信")
    text.stylize("bold", 3, 5)
    first, second = wrapped(text, 8)
    assert [(s.start, s.end) for s in first.spans] == [(3, 4)] and [(s.start, s.end) for s in second.spans] == [(0, 1)]


def test_closing_marks_never_begin_a_line() -> None:
    for width in range(8, 30):
        assert not any(line[:1] in NEVER_FIRST for line in lines("他说“不知道”。然后挂了、再没有来。" * 3, width)[1:])


@given(TEXT.filter(bool), st.data(), st.integers(8, 60))
def test_the_marked_words_stay_in_view(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    begin, stop = around(text, start, end, width)
    shown = ("…" if begin else "") + text[begin:stop] + ("…" if stop < len(text) else "")
    assert cell_len(shown) <= width
    assert begin <= start < stop
    assert stop >= end or cell_len(text[start:end]) > width - 2 - 1


def test_a_sentence_that_fits_is_shown_whole() -> None:
    assert around("您好中国电信", 2, 4, 12) == (0, 6)
    assert around("您好中国电信", 2, 4, None) == (0, 6)


def test_clipping_and_padding_count_columns() -> None:
    assert clipped("您好中国电信", 7) == "您好中…"
    assert clipped("您好", 4) == "您好" and clipped("您好", None) == "您好"
    assert padded("您好", 6) == "您好  " and padded("您好", 2) == "您好"
