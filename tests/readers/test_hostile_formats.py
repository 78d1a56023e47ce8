"""Samples of formats that need code, spoilt at random, and arbitrary text end in InputError and in nothing else."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, read, to_canonical
from svcnorm.readers.foreign.vcon.export import to_vcon
from svcnorm.readers.sources import Source

DATA = Path(__file__).parents[1] / "data" / "readers"
FORMATS = DATA / "formats"
CODED = ("vcon", "google-speech", "deepgram", "tencent-result", "tencent-text", "webvtt", "srt")
SAMPLES = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted(FORMATS.iterdir())
    if ".twin." not in path.name and path.name.split(".")[0] in CODED
}
OBJECTS = {name: json.loads(text) for name, text in SAMPLES.items() if text.lstrip().startswith("{")}
TEXTS = {name: text for name, text in SAMPLES.items() if name not in OBJECTS}
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "src/svcnorm/schemas/conversation.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SETTINGS = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)


class Given(Source):
    """A source whose bytes are given."""

    def open(self) -> BinaryIO:
        return io.BytesIO(bytes.fromhex(self.path))


def check(text: str, label: str) -> None:
    """Whatever it is, it is a conversation of ours or one error that says where."""
    for item in read(Given(label, text.encode("utf-8", "surrogatepass").hex()), ReadOptions()):
        assert isinstance(item, (Conversation, InputError))
        if isinstance(item, InputError):
            assert str(item) and item.file == label
        else:
            VALIDATOR.validate(to_canonical(item))


def paths(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield here
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from paths(member, (*here, key))


ODD: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        ["", " ", "-1s", "1e400s", "1.200s", "9999-99-99", "2026-11-20T09:30:00Z", "agent", "\ud800", "0", "json"]
    )
    | st.sampled_from(
        ["WEBVTT\n\n00:00.000 --> 00:01.000\n<v", "[0:0.000,0:1.000,0] 好", "[1, 2]", '{"turns": [5]}', "----"]
    )
    | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "body", "words", "results"]), inner)
    ),
    max_leaves=5,
)


@st.composite
def spoilt_objects(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(OBJECTS)))
    data = {"": copy.deepcopy(OBJECTS[name])}
    for _ in range(draw(st.integers(1, 4))):
        *way, key = draw(st.sampled_from(list(paths(data))[1:]))
        holder: Any = data
        for step in way:
            holder = holder[step]
        kind = draw(st.sampled_from(["replace", "replace", "remove", "repeat"]))
        if kind == "remove" and way:
            del holder[key]
        elif kind == "repeat" and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            holder[key] = draw(ODD)
        if not list(paths(data))[1:]:
            break
    return name, json.dumps(data[""])


@given(spoilt_objects())
@SETTINGS
def test_spoilt_json(spoilt: tuple[str, str]) -> None:
    check(spoilt[1], spoilt[0])


PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "-->",
        "00:00:01,000 --> 00:00:00,500",
        "00:01.000 --> x",
        "<v 客服>",
        "</v>",
        "<v",
        "<00:00:09.000>",
        "NOTE",
    ]
    + [
        "STYLE",
        "WEBVTT",
        "&lt;",
        "&#xfffffff;",
        "7",
        "[0:1.0,0:0.5,1]",
        "[9:",
        "客服:",
        "- ",
        "\r",
        "\x00",
        "\ud800",
        "{\\an8}",
    ]
)


@st.composite
def spoilt_texts(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(TEXTS)))
    text = TEXTS[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + draw(PIECES | st.text(max_size=5)) + text[end:]
    return name, text


@given(spoilt_texts())
@SETTINGS
def test_spoilt_texts(spoilt: tuple[str, str]) -> None:
    check(spoilt[1], spoilt[0])


@given(st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join), st.sampled_from(["a.vtt", "a.srt", "a.txt"]))
@SETTINGS
def test_arbitrary_text(text: str, label: str) -> None:
    check(text, label)
    check("WEBVTT\n\n" + text, label)
    check("[0:0.000,0:1.000,0] " + text, label)
    check(json.dumps({"Data": {"Result": "[0:0.000,0:1.000,0] " + text}}), "a.json")


@given(
    st.text(max_size=40) | st.lists(PIECES, max_size=8).map("".join),
    st.sampled_from(["text/html", "multipart/mixed; boundary=b", "message/rfc822", "text/plain", "x"]),
)
@SETTINGS
def test_arbitrary_messages(text: str, media_type: str) -> None:
    for body in (
        text,
        f"--b\nContent-Type: text/html; charset={text}\nContent-Transfer-Encoding: base64\n\n{text}\n--b--",
        f"<p>{text}<![{text}",
    ):
        dialog = {"type": "text", "mediatype": media_type, "encoding": "none", "body": body}
        check(json.dumps({"uuid": "u", "dialog": [dialog]}), "a.vcon")


@given(spoilt_objects())
@SETTINGS
def test_whatever_is_read_can_be_written_as_a_vcon(spoilt: tuple[str, str]) -> None:
    name, text = spoilt
    for item in read(Given(name, text.encode().hex()), ReadOptions()):
        if isinstance(item, Conversation):
            (again,) = read(Given("a.vcon", json.dumps(to_vcon(item)).encode().hex()), ReadOptions())
            assert isinstance(again, Conversation), again
            assert to_canonical(again) == to_canonical(item)


@pytest.mark.parametrize("depth", [50, 5000])
def test_messages_nested_without_end(depth: int) -> None:
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(depth))
    dialog = {"type": "text", "mediatype": "message/rfc822", "encoding": "none", "body": opened + "\n\n好"}
    check(json.dumps({"uuid": "u", "dialog": [dialog]}), "a.vcon")


@pytest.mark.parametrize("depth", [50, 200])
def test_vcons_nested_without_end(depth: int) -> None:
    vcon: dict[str, Any] = {"uuid": "u", "dialog": [{"type": "recording"}]}
    for _ in range(depth):
        transcript = {"type": "transcript", "dialog": 0, "vendor": "x", "encoding": "json", "body": vcon}
        vcon = {"uuid": "u", "dialog": [{"type": "recording"}], "analysis": [transcript]}
    check(json.dumps(vcon), "a.vcon")


def test_many_cues_and_tags_take_little_time() -> None:
    check("WEBVTT\n\n00:00.000 --> 00:01.000\n" + "<v 客服>" * 20_000 + "<" * 20_000, "a.vtt")
    check("".join(f"{i}\n00:00:00,000 --> 00:00:01,000\n" for i in range(20_000)) + "好", "a.srt")
    check("[0:0.000,0:1.000,0] 好\n" * 20_000, "a.txt")
