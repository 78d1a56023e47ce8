"""Sounds keep offsets; likeness is an integer that does not change with a library."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcnorm.text.fold import DATA, fold
from svcnorm.text.sounds import distance, similarity, sound

WORDS = st.text(st.sampled_from("对不起布启qi您"), max_size=9)


@given(st.text(st.characters(exclude_categories=())))
def test_length_is_kept(text: str) -> None:
    assert len(sound(text)) == len(text)


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("不清除", "不清楚"),
        ("茶不到", "查不到"),
        ("归定", "规定"),
        ("领倒", "领导"),
        ("绑到您", "帮到您"),
        ("是用一下", "试用一下"),
        ("旅客", "吕克"),
    ],
)
def test_damaged_words_sound_as_meant(damaged: str, meant: str) -> None:
    assert sound(damaged) == sound(meant)


@pytest.mark.parametrize(
    ("a", "b"), [("不鸟", "不了"), ("怒", "路"), ("是", "四"), ("女", "努"), ("a", "阿"), ("ba", "八")]
)
def test_other_words_do_not(a: str, b: str) -> None:
    assert sound(a) != sound(b)


def test_what_is_no_hanzi_stays() -> None:
    assert sound("ab1。?\n😀") == "ab1。?\n😀"


def test_private_characters_of_a_text_are_no_sounds() -> None:
    assert sound(sound("对不起")) == "\ufffd" * 3


def test_every_common_hanzi_has_one_sound() -> None:
    syllables = json.loads((DATA / "sounds.json").read_bytes())["syllables"]
    chars = "".join(syllables.values())
    assert len(chars) == len(set(chars)) and fold(chars) == chars
    level_one = [bytes((r, c)) for r in range(0xB0, 0xD8) for c in range(0xA1, 0xFF) if not (r == 0xD7 and c > 0xF9)]
    assert all(fold(c) in chars for c in b"".join(level_one).decode("gb2312"))


def plain_distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


@given(WORDS, WORDS)
def test_distance_is_levenshtein(a: str, b: str) -> None:
    assert distance(a, b) == plain_distance(a, b)


@given(WORDS, WORDS)
def test_similarity_is_a_symmetric_share(a: str, b: str) -> None:
    assert 0 <= similarity(a, b) == similarity(b, a) <= 1000
    assert (similarity(a, b) == 1000) == (a == b)


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [("对不起", "对布起", 666), ("您好", "您好", 1000), ("", "", 1000), ("", "您", 0), ("ab", "cd", 0)],
)
def test_similarity(a: str, b: str, likeness: int) -> None:
    assert similarity(a, b) == likeness
