"""Strict YAML: what is read, what is refused, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm.model.errors import ConfigError, PackError
from svcnorm.packs.nodes import plain
from svcnorm.packs.yaml_loader import MAX_BYTES, parse

GOOD = Path(__file__).parent.parent / "data" / "packs" / "good"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5),
        ("-3", -3),
        ("2.5", 2.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("1.0.0", "1.0.0"),
        ("80 %", "80 %"),
        ("2026-10-14", "2026-10-14"),
        ("2026-10-14T10:00:00+08:00", "2026-10-14T10:00:00+08:00"),
        ('"9:00"', "9:00"),
        ("'no'", "no"),
        ("不知道", "不知道"),
        ("[a, [b]]", ["a", ["b"]]),
        ("{a: 1, b: {}}", {"a": 1, "b": {}}),
    ],
)
def test_plain_values(written: str, value: Any) -> None:
    assert plain(parse(f"key: {written}".encode(), "x.yaml")) == {"key": value}


@pytest.mark.parametrize(
    "word", ["yes", "No", "ON", "off", "True", "FALSE", "9:00", "-1:30:00", "007", "0x1f", "1e5", ".5", "1_000", ".inf"]
)
def test_words_that_yaml_readers_disagree_on(word: str) -> None:
    with pytest.raises(PackError) as refused:
        parse(f"a: 1\nkey: {word}".encode(), "x.yaml")
    assert (refused.value.line, refused.value.column) == (2, 6)
    assert word in refused.value.message
    assert "quotes" in refused.value.remedy


def test_every_value_knows_its_place() -> None:
    root = parse("a:\n  - x: 您好\n".encode(), "x.yaml")
    inner = root.value["a"].value[0]
    assert (inner.value["x"].place.line, inner.value["x"].place.column) == (2, 8)
    assert (inner.keys["x"].line, inner.keys["x"].column) == (2, 5)
    assert str(inner.place) == "x.yaml:2"


def test_marks_of_windows_files_do_not_move_places() -> None:
    root = parse("\ufeffa: 1\r\nb: [1,\r\n  2]\r\n".encode(), "x.yaml")
    assert root.value["b"].value[1].place.line == 3


@pytest.mark.parametrize("data", [b"", b"# nothing\n", b"\n\n"])
def test_empty_files(data: bytes) -> None:
    with pytest.raises(PackError, match="empty"):
        parse(data, "x.yaml")


def test_other_encodings() -> None:
    with pytest.raises(PackError, match="not UTF-8") as refused:
        parse("a: 1\nb: 您好".encode("gb18030"), "x.yaml")
    assert refused.value.line == 2


def test_characters_that_yaml_does_not_allow() -> None:
    with pytest.raises(PackError, match="does not allow") as refused:
        parse(b"a: 1\nb: x\x07", "x.yaml")
    assert (refused.value.line, refused.value.column) == (2, 5)


def test_size_limit() -> None:
    with pytest.raises(PackError, match="larger than"):
        parse(b"a: " + b"x" * MAX_BYTES, "x.yaml")


def test_long_lines_are_shown_around_the_place() -> None:
    with pytest.raises(PackError) as refused:
        parse(("a: [" + "很长的一行, " * 100 + "no]").encode(), "x.yaml")
    assert len(refused.value.excerpt) < 160
    assert "no]" in refused.value.excerpt


def test_the_caller_chooses_the_kind_of_error() -> None:
    with pytest.raises(ConfigError):
        parse(b"a: yes", "svcnorm.yaml", ConfigError)


@pytest.mark.parametrize("path", sorted(GOOD.rglob("*.yaml")), ids=lambda path: path.stem)
def test_both_yaml_readers_say_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML may come without its C part: values and places must not depend on it."""
    quick = parse(path.read_bytes(), path.name)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert parse(path.read_bytes(), path.name) == quick
