"""Encodings: the same conversation from every one, and an error where it stays unclear."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, find_sources, read, to_canonical
from svcnorm.readers.encoding import decode, detect
from svcnorm.readers.sources import Source

FOLDER = Path(__file__).parents[1] / "data" / "readers" / "encodings"


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_the_same_conversation_from_every_encoding(path: Path) -> None:
    (expected,), (found,) = (list(read(Source("a", str(p)))) for p in (FOLDER / "utf-8.txt", path))
    assert not isinstance(expected, InputError) and not isinstance(found, InputError)
    assert to_canonical(found) == to_canonical(expected)
    assert found.utterances[1].text == "我姓\U00020bb7，我的宽带断了。\n还是昨天的事。".replace("，", "\uff0c")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("客服:您好".encode(), "utf-8"),
        ("客服:您好".encode("gb18030"), "gb18030"),
        ("联通".encode("gb18030") + b":" + "您好,我是联通的".encode("gb18030"), "gb18030"),
        (b"agent: hello", "utf-8"),
        ("客服:您好\n".encode("utf-16-le"), "utf-16-le"),
        ("客服:您好\n".encode("utf-16-be"), "utf-16-be"),
        ("客服:您\0好".encode(), "utf-8"),
        ("客服:" + "🎉" * 20).encode() and (("客服:" + "🎉" * 20).encode(), "utf-8"),
    ],
)
def test_the_ladder(data: bytes, name: str) -> None:
    assert detect(data, "a.txt") == name


def test_a_few_broken_bytes_do_not_turn_utf8_into_gibberish() -> None:
    data = "客服:您好\n客户:我的".encode() + b"\xb5\xc4" + "网络断了两天\n".encode()
    assert data.decode("gb18030")
    with pytest.raises(InputError, match=r"byte \d+ is not utf-8") as caught:
        decode(data, "a.txt")
    assert caught.value.line == 2


def test_every_example_is_known_in_gb18030() -> None:
    examples = Path(__file__).parents[2] / "examples" / "transcripts"
    texts = [path.read_bytes() for path in examples.glob("*.txt") if path.stem != "hostile-content"]
    readable = [text for text in texts if detect(text, "a.txt") == "utf-8"]
    assert len(readable) > 10
    for text in readable:
        assert detect(text.decode().encode("gb18030"), "a.txt") == "gb18030"


def test_encoding_is_overruled_by_the_user() -> None:
    text = "客服:您好,請問有什麼可以幫您"
    assert decode(text.encode("big5"), "a.txt", "big5") == text
    assert decode(b"\xff\xfe" + "客服".encode("utf-16-le"), "a.txt", "utf-16") == "客服"


def test_a_wrong_choice_names_byte_and_line() -> None:
    with pytest.raises(InputError, match="byte 3 is not ascii") as caught:
        decode(b"a\nb\xff", "a.txt", "ascii")
    assert caught.value.line == 2


@pytest.mark.parametrize("name", ["klingon", "hex", "", "utf-8\0"])
def test_an_encoding_that_does_not_exist(name: str) -> None:
    (item,) = read(Source("a", str(FOLDER / "utf-8.txt")), ReadOptions(encoding=name or "\ud800"))
    assert isinstance(item, InputError)


def test_a_line_of_jsonl_in_another_encoding_is_an_error_of_its_own(tmp_path: Path) -> None:
    lines = ['{"turns": ["客服:一"]}'.encode(), '{"turns": ["客服:二"]}'.encode("gb18030"), b'{"turns": ["a"]}']
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([*[lines[0]] * 40_000, lines[1], lines[2]]))
    items = [item for source in find_sources([str(path)]) for item in read(source)]
    errors = [item for item in items if isinstance(item, InputError)]
    assert len(items) == 40_002 and [error.line for error in errors] == [40_001]


def test_jsonl_in_utf16(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"turns": ["客服:一"]}\n\n{"turns": ["客服:二"]}\n'.encode("utf-16"))
    items = list(read(Source("a.jsonl", str(path))))
    assert [item.id for item in items if not isinstance(item, InputError)] == ["a.jsonl#1", "a.jsonl#3"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_head_that_cuts_a_long_line_does_not_mislead(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    for shift in range(4):
        line = '{"turns": ["客服:' + "x" * shift + "一二三四" * 200_000 + '"]}'
        path.write_bytes(line.encode(encoding) + b"\n")
        (item,) = read(Source("a.jsonl", str(path)))
        assert not isinstance(item, InputError) and item.utterances[0].text.endswith("一二三四")
