"""Nothing that a transcript holds may steer a terminal, and no character moves."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcnorm.report.plain import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红\x1b[0m", "␛[31m红␛[0m"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x9b2J", "\ufffd2J"),
        ("一\n二\r\n三\u2028四", "一↵二␍↵三↵四"),
        ("a\tb", "a b"),
        ("abc\u202edcba\u202c", "abc\ufffddcba\ufffd"),
        ("不\u200b知\u2060道\ufeff", "不\ufffd知\ufffd道\ufffd"),
        ("\ud83d", "\ufffd"),
        ("\x00\x7f\xad", "␀␡\ufffd"),
        ("tag\U000e0041", "tag\ufffd"),
        ("您好 hello 😀 é 한국", "您好 hello 😀 é 한국"),
    ],
)
def test_signs(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_no_character_moves_and_none_is_obeyed(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    reordering = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not any(unicodedata.bidirectional(char) in reordering for char in shown)
    assert visible(shown) == shown
