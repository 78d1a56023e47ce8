"""Numbers in speech: what they are worth, where they stand, how long they take to say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from svcnorm.text.numerals import find_numbers, parse_number, read_numerals, spoken_length

CASES = yaml.safe_load((Path(__file__).parents[1] / "data/text/numerals.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "values"), CASES["numbers"].items())
def test_whole_text_is_a_number(text: str, values: list[float]) -> None:
    bare = text.replace(",", "").replace("，", "")
    assert [v for s, e, v in find_numbers(bare) if (s, e) == (0, len(bare))] == pytest.approx(values)
    assert parse_number(text) == (pytest.approx(values[0]) if values else None)


@pytest.mark.parametrize(("text", "expected"), CASES["found"].items())
def test_numbers_inside_a_text(text: str, expected: list[list[object]]) -> None:
    assert [[text[s:e], v] for s, e, v in find_numbers(text)] == expected


@pytest.mark.parametrize(("text", "length"), CASES["spoken"].items())
def test_spoken_length(text: str, length: int) -> None:
    assert spoken_length(text) == length


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("两三", 2, 3), ("二十多块", 20, 30), ("十几天", 10, 20), ("一百多个", 100, 200), ("十来个", 10, 12)],
)
def test_approximations_are_spreads(text: str, low: float, high: float) -> None:
    first = read_numerals(text)[0]
    assert (first.low, first.high, first.exact) == (low, high, False)


def test_every_whole_number_up_to_ten_thousand_in_words_is_read_back() -> None:
    for value in range(10_001):
        words = in_words(value)
        assert parse_number(words) == value, words
        assert spoken_length(words) == (spoken_length(str(value)) if value < 10_000 else 2)


def in_words(value: int) -> str:
    """The standard way to say a whole number up to 10,000."""
    if value >= 10_000:
        return "一万"
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = bool(words)
    return (words[1:] if words.startswith("一十") else words) or "零"


ODD = [
    "十百千万亿",
    "零零零",
    "百分之",
    "半半半",
    "三分之零分之",
    "零分之百",
    "三分之三分之",
    "两两三三四四",
    "点点一点点",
    "1.2.3",
    "零点",
    "万分之",
    "²½①",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_input_is_read_without_error_and_inside_bounds(text: str) -> None:
    for start, end, value in find_numbers(text * 500):
        assert 0 <= start < end <= len(text) * 500
        assert value == value
