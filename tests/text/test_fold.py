"""Folding keeps every offset and says the same thing twice."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcnorm.text.fold import DATA, fold, table

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY, ANY)
def test_characters_fold_one_by_one(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("您好，ＡＢＣ　１２３", "您好,abc 123"),
        ("請問您貴姓？", "请问您贵姓?"),
        ("關於這個問題，餅乾後來乾淨了", "关于这个问题,饼干后来干净了"),
        ("裡裏説說爲為衞衛羣群綫線麵麪", "里里说说为为卫卫群群线线面面"),
        ("妳要甚麼？祇要這個", "你要甚么?只要这个"),
        ("—–－‐―─−", "-------"),
        ("。！!；;｡\n\r\u2028\x85", "。" * 10),
        ("？?﹖؟⁇❓", "??????"),
        ("a\r\nb", "a。。b"),
        ("\ud800a\udfff", "\ufffda\ufffd"),
        ("二○二六", "二〇二六"),
        ("⼈⾦\uf92c", "人金郎"),
        ("📱👍🏽", "📱👍🏽"),
        ("", ""),
    ],
)
def test_folded_forms(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("char", "著着干只了里后面发系才吒甯藉覆瞭℃㎡㈠ßİŉ…·～"[:-1])
def test_characters_that_stay(char: str) -> None:
    """Ordinary simplified characters, and those whose folded form would be longer."""
    assert fold(char) == char


def test_the_gb_2312_characters_stay_but_for_nine() -> None:
    """Simplified text is not rewritten: of 6,763 hanzi only those that it hardly ever uses in their own right."""
    rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
    raw = b"".join(bytes((r, c)) for r in rows for c in cells if not (r == 0xD7 and c > 0xF9))
    hanzi = raw.decode("gb2312")
    assert len(hanzi) == 6763
    assert "".join(c for c in hanzi if fold(c) != c) == "".join(sorted("乾於後夥徵摺捱菸麽", key=hanzi.index))


def test_the_table_is_closed() -> None:
    """No folded form is itself folded, and no two sections disagree."""
    sections = json.loads((DATA / "fold.json").read_bytes())["fold"]
    sources = "".join(old for old, _ in sections.values())
    targets = "".join(new for _, new in sections.values())
    assert len(sources) == len(set(sources)) == len(targets)
    assert not set(sources) & set(targets)


def test_what_is_skipped_is_folded() -> None:
    assert all(fold(c) == c for c in table().skip)
    assert set(table().blank) <= set(table().skip) and set(table().pause) <= set(table().skip)
