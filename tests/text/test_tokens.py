"""Token edges are jieba's, and the cache changes nothing but the time."""

from __future__ import annotations

import os
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcnorm import cache as cache_files
from svcnorm.text.dictionary import Dictionary, dictionary_path
from svcnorm.text.tokens import tokens, words_containing
from svcnorm.text.turntext import TurnText

LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
HANZI = "我你您不知道清楚能办理行看听说这个那问题请稍等一下谢真再见面好像久中国电信服务人员上门投诉卡拉大学生前来"
MIXED = st.text(st.sampled_from(HANZI + "T恤OKokabc019 .,%+-#&_，。!?\n\u3000😀·"), max_size=40)
SENTENCES = Path(__file__).parents[1] / "data" / "text" / "sentences.txt"


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    """jieba's dictionary out of a fresh cache file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        Dictionary(dictionary_path())
        cached = Dictionary(dictionary_path())
    assert not cached.is_whole
    return cached


@pytest.fixture(scope="module")
def reference() -> jieba.Tokenizer:
    """jieba without its cache file in the shared temporary directory."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def unbroken(cut: list[str]) -> list[str]:
    """jieba's tokens, with runs of Latin letters and digits put together again."""
    edges, at, text = {0}, 0, "".join(cut)
    for token in cut:
        at += len(token)
        if not (at < len(text) and text[at - 1] in LATIN and text[at] in LATIN):
            edges.add(at)
    marks = sorted(edges)
    return [text[a:b] for a, b in zip(marks, marks[1:])]


@settings(max_examples=500, deadline=None)
@given(text=MIXED)
def test_random_text_is_cut_like_jieba(words: Dictionary, reference: jieba.Tokenizer, text: str) -> None:
    assert tokens(text, words) == unbroken(list(reference.cut(text, HMM=False)))


def test_sentences_are_cut_like_jieba(words: Dictionary, reference: jieba.Tokenizer) -> None:
    for text in SENTENCES.read_text("utf-8").splitlines():
        assert tokens(text, words) == unbroken(list(reference.cut(text, HMM=False)))


@settings(max_examples=100, deadline=None)
@given(text=MIXED)
def test_edges_of_a_turn_are_those_of_its_folded_text(reference: jieba.Tokenizer, text: str) -> None:
    turn = TurnText([text])
    edges, at = {0}, 0
    for token in unbroken(list(reference.cut(turn.folded, HMM=False))):
        at += len(token)
        edges.add(at)
    for p in range(1, len(turn.skeleton)):
        apart = turn.at[p] > turn.at[p - 1] + 1
        assert turn.is_token_edge(p) == (apart or turn.at[p] in edges), p


@pytest.mark.parametrize(
    ("text", "phrase", "start", "end"),
    [
        ("我不能办理这个业务", "不能办", True, False),
        ("您好像没听懂", "您好", True, False),
        ("这我真不知道啊", "不知道", False, True),
        ("您看不清楚吗", "不清楚", False, True),
        ("您，好评", "您好", True, False),
        ("不，能办", "能办", True, True),
        ("套餐abc123的", "c1", False, False),
    ],
)
def test_edges_of_a_phrase(text: str, phrase: str, start: bool, end: bool) -> None:
    turn = TurnText([text])
    at = turn.skeleton.index(phrase)
    assert (turn.is_token_edge(at), turn.is_token_edge(at + len(phrase))) == (start, end)


def test_the_ends_of_a_turn_are_edges() -> None:
    turn = TurnText(["您好", "再见"])
    assert all(turn.is_token_edge(p) for p in (-1, 0, 2, 3, 5, 99))


SMALL = "您 5 r\n您好 9 l\n好 7 a\n好像 30 d\n您好 2 l\n"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "dict.txt"
    path.write_text(SMALL, "utf-8")
    return path


def content(words: Dictionary) -> tuple[object, ...]:
    return (words.total, words.digest, *(dict(words.bucket(c)) for c in "您好像"))


def test_the_cache_holds_what_the_dictionary_holds(small: Path) -> None:
    first, second = Dictionary(small), Dictionary(small)
    assert (first.is_whole, second.is_whole) == (True, False)
    assert content(first) == content(second) == content(Dictionary(small, use_cache=False))
    assert content(first)[0] == 53 and content(first)[2:] == ({"": 5, "好": 2}, {"": 7, "像": 30}, {})


def test_a_changed_dictionary_is_read_again(small: Path) -> None:
    Dictionary(small)
    small.write_text(SMALL.replace("30", "31"), "utf-8")
    os.utime(small, ns=(0, 1))
    changed = Dictionary(small)
    assert changed.is_whole and changed.total == 54
    assert not Dictionary(small).is_whole


def test_a_touched_dictionary_is_the_same(small: Path) -> None:
    Dictionary(small)
    os.utime(small, ns=(0, 1))
    assert not Dictionary(small).is_whole


def test_without_a_cache_directory(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(small))
    first, second = Dictionary(small), Dictionary(small)
    assert first.is_whole and second.is_whole and content(first) == content(second)


@pytest.mark.parametrize("damage", ["header", "index", "bucket", "short", "empty"])
def test_a_damaged_cache_is_made_anew(small: Path, damage: str) -> None:
    whole = content(Dictionary(small))
    path = next(p for p in (cache_files.folder() or small).iterdir())
    data = bytearray(path.read_bytes())
    if damage in ("header", "bucket"):
        data[{"header": 3, "bucket": -1}[damage]] ^= 1
    elif damage == "index":
        data[60:64] = b"\xff\xff\xff\xff"
    else:
        del data[{"short": 70, "empty": 0}[damage] :]
    path.write_bytes(data)
    assert content(Dictionary(small)) == whole
    again = Dictionary(small)
    assert not again.is_whole and content(again) == whole


def test_words_containing() -> None:
    assert set(words_containing("不清楚")) == {"看不清楚", "说不清楚", "分不清楚", "搞不清楚"}
    assert "行不行" in words_containing("不行") and "不行" not in words_containing("不行")
    assert words_containing("請稍等") == {} and "请稍等" in words_containing("稍等")
    assert words_containing("") == {} and words_containing("3") == {}
