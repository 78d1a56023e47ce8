"""Whatever is wrong with a file ends in one error that says where, and never in anything else."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, find_sources, read, registry
from svcnorm.readers.canonical import DEFAULTS
from svcnorm.readers.document import Document
from svcnorm.readers.sources import Source

BAD = Path(__file__).parents[1] / "data" / "readers" / "bad"
EXPECTED: dict[str, dict[str, Any]] = json.loads((BAD / "expected.json").read_text(encoding="utf-8"))


class Given(Source):
    """A source whose bytes are given."""

    def open(self) -> BinaryIO:
        return io.BytesIO(bytes.fromhex(self.path))


def read_bytes(data: bytes, label: str = "x", options: ReadOptions = DEFAULTS) -> list[Conversation | InputError]:
    return list(read(Given(label, data.hex()), options))


def test_every_bad_file_is_expected() -> None:
    assert {path.name for path in BAD.iterdir()} - {"expected.json"} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_bad_file(name: str) -> None:
    expected = EXPECTED[name]
    (error,) = read(Source(name, str(BAD / name)))
    assert isinstance(error, InputError)
    assert expected["message"] in error.message
    assert error.file == name
    assert expected.get("line", error.line) == error.line
    assert expected.get("where", error.where) == error.where
    assert expected.get("remedy", "") in error.remedy


@pytest.mark.parametrize("depth", [900, 100_000])
def test_json_nested_without_end(depth: int) -> None:
    data = b'{"turns": [], "attributes": {"a": ' + b"[" * depth + b"]" * depth + b"}}"
    (error,) = read_bytes(data)
    assert isinstance(error, InputError) and "nested too deeply" in error.message


def test_a_bad_item_of_a_list_does_not_stop_the_others() -> None:
    items = [{"turns": []}, {"id": "no turns"}, 5, {"turns": [], "id": "last"}]
    first, second, third, last = read_bytes(json.dumps(items).encode(), "a.json")
    assert isinstance(first, Conversation) and first.id == "a.json#1"
    assert isinstance(second, InputError) and second.where == "/1"
    assert isinstance(third, InputError) and third.where == "/2"
    assert isinstance(last, Conversation) and last.id == "last"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(["id", "channel", "started_at", "turns", "events", "parties", "speaker", "text", "start", "end"])
NEAR_CANONICAL = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["agent", "客服", "2026-11-20", "0:05"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=20,
)
LINES = st.lists(
    st.sampled_from(
        ["---", "[00:05]", "客服", ":", "\uff1a", "[", "9999-99-99 99:99", "-", "\t", "您好", "\n", "A", "B:"]
    ),
    max_size=40,
).map("".join)


def refuse_all_but_input_errors(data: bytes) -> None:
    for label in ("x", "x.json", "x.jsonl", "x.csv"):
        for item in read_bytes(data, label):
            assert isinstance(item, (Conversation, InputError))
            assert str(item)


@given(st.binary(max_size=300))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_bytes_crash_a_reader(data: bytes) -> None:
    refuse_all_but_input_errors(data)


@given(JSON_VALUES | NEAR_CANONICAL)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_json_crashes_a_reader(value: object) -> None:
    refuse_all_but_input_errors(json.dumps(value).encode())


@given(LINES | st.text(max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_text_crashes_a_reader(text: str) -> None:
    refuse_all_but_input_errors(text.encode("utf-8", "surrogatepass"))
    refuse_all_but_input_errors(("---\n" + text + "\n---\n客服:好").encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("label", ["x.txt", "x.json", "x.jsonl"])
def test_a_line_beyond_the_limit_is_an_error(label: str) -> None:
    (error,) = read_bytes(b'{"id": "' + b"x" * 2000 + b'"}', label, ReadOptions(max_bytes=1000))
    assert isinstance(error, InputError) and "larger than 1000 bytes" in error.message.replace("longer", "larger")


def test_a_line_of_200_mb_is_passed_over_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    with path.open("wb") as out:
        out.write(b'{"turns": [], "id": "first"}\n{"id": "')
        for _ in range(200):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n{"turns": [], "id": "last"}\n')
    first, error, last = (list(read(source)) for source in find_sources([str(path)])).__next__()
    assert isinstance(first, Conversation) and isinstance(last, Conversation)
    assert isinstance(error, InputError) and (error.line, last.id) == (2, "last")
    assert "longer than 100 MB" in error.message


def test_a_folder_in_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    (error,) = read(Source("a", str(tmp_path)))
    assert isinstance(error, InputError) and error.file == "a"


def test_formats_are_told_by_content() -> None:
    named = {
        b"\xe5\xae\xa2\xe6\x9c\x8d:a": "text",
        b"[00:05] a": "text",
        b"---\nid: a\n---\n": "text",
        b' {"turns": []}': "json",
        b'[ {"turns": []}]': "json",
        b'{"turns": []}\n{"turns": []}\n': "jsonl",
        b'{\n"turns": []}\n': "json",
        "通话ID,角色,内容\nC-1,客服,您好\n".encode(): "csv",
        b"PK\x03\x04": "xlsx",
    }
    for data, name in named.items():
        document = Document("x.txt", io.BytesIO(data), ReadOptions())
        assert registry.format_of(document, ".txt").name == name, data
