"""Whatever JSON comes, and however the export of another system is damaged: conversations, or our own error."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, BinaryIO

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, conversation_from_data, read, to_canonical
from svcnorm.readers.foreign import mapped
from svcnorm.readers.sources import Source

FOLDER = Path(__file__).parents[1] / "data" / "readers" / "formats"
FILES = sorted(path for path in FOLDER.glob("*.json") if path.name != "options.json")
SAMPLES = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in FILES
    if path.name.split(".")[0] in {shape.name for shape in mapped.shipped()}
]
NAMES = sorted(
    {
        name
        for file in mapped.SHIPPED.glob("*.yaml")
        for name in re.findall(r"[A-Za-z_][A-Za-z_0-9]*", re.sub("#.*", "", file.read_text(encoding="utf-8")))
    }
)
ODD: list[Any] = [
    *(None, True, False, 0, -1, 340, 1.5, 1e308, 10**30, -(10**19), 1795138200000, 4102444800000, 999_999_999_999),
    *(
        "",
        " ",
        "x",
        "340",
        "1.2s",
        "12:99",
        "9:30",
        "NaN",
        "1_0",
        "²",
        "9999-12-31 23:59:59",
        "0001-01-01",
        "2026-02-30",
    ),
    *(
        "2026-11-20T09:30:00+14:00",
        "2031-01-01T00:00:00Z",
        "agent",
        "客服(8001)",
        "{",
        "[1]",
        '{"bg": NaN}',
        "\ud800",
        "x" * 300,
    ),
    *([], {}, [[]], [{}], {"text": "x"}, [{"text": "您好", "start": 1}]),
]


class Given(Source):
    """A source whose bytes are given."""

    def open(self) -> BinaryIO:
        return io.BytesIO(self.path.encode("utf-8", "surrogatepass"))


def check(data: Any, **options: Any) -> None:
    text = json.dumps(data)
    for label in ("x.json", "x.jsonl"):
        for item in read(Given(label, text), ReadOptions(**options)):
            assert isinstance(item, (Conversation, InputError))
            if isinstance(item, InputError):
                assert str(item) and item.file == label
            else:
                again = conversation_from_data(json.loads(json.dumps(to_canonical(item))), label)
                assert [(u.text, u.start, u.end, u.role) for u in again.utterances] == [
                    (u.text, u.start, u.end, u.role) for u in item.utterances
                ]


def places(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in the data, as keys and indexes from the root."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, member in members:
        yield (*at, key)
        yield from places(member, (*at, key))


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A sample with some of its values dropped or replaced."""
    data = deepcopy(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 4))):
        found = list(places(data))
        if not found:
            break
        *way, last = draw(st.sampled_from(found))
        holder = data
        for key in way:
            holder = holder[key]
        if draw(st.booleans()):
            holder[last] = deepcopy(draw(st.sampled_from(ODD)))
        else:
            del holder[last]
    return data


LIKELY = st.recursive(
    st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=25,
)


@given(damaged(), st.sampled_from([{}, {"agent_channel": "0"}, {"agent_speaker": "1"}]))
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_damaged_export_crashes_a_reader(data: Any, options: dict[str, Any]) -> None:
    check(data, **options)


@given(LIKELY)
@example({"Transcription": {"Paragraphs": [{"Words": [{"Text": "您好", "Start": 1e308}]}]}})
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_json_with_the_names_of_other_systems_crashes_a_reader(data: Any) -> None:
    check(data)
