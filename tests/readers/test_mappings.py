"""A user's own mapping file: what it makes of an export, and what is said of one that is wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm import i18n
from svcnorm.i18n.errors import said
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, find_sources, read, to_canonical
from svcnorm.readers.foreign import mapped, own_shapes

ROOT = Path(__file__).parents[2]
WRONG = yaml.safe_load((ROOT / "tests/data/readers/mapping-errors.yaml").read_text(encoding="utf-8"))
SMALL = "format: small\nknown_by: rows[].t\nturns: rows[]\nturn: {text: t, start: s, speaker: w}\nunit: s\n"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    own_shapes.cache_clear()


def read_with(folder: Path, mapping: str, data: str, name: str = "a.json") -> list[Conversation | InputError]:
    (folder / "own.yaml").write_text(mapping, encoding="utf-8")
    (folder / name).write_text(data, encoding="utf-8")
    (source,) = find_sources([str(folder / name)])
    return list(read(source, ReadOptions(mappings=(str(folder / "own.yaml"),))))


def block(kind: str) -> str:
    """The first block of code of a kind in the section of the documentation."""
    section = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").partition("## Mapping files")[2]
    found = re.search(rf"```{kind}\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    first, second = read_with(tmp_path, block("yaml"), block("json"))
    assert isinstance(first, Conversation) and isinstance(second, Conversation)
    assert to_canonical(first) == {
        "id": "H-7",
        "channel": "inbound_call",
        "zone_source": "assumed",
        "started_at": "2026-11-20T09:30:00+08:00",
        "customer": "K-88",
        "attributes": {"rings": 2},
        "parties": [
            {"id": "agent:8001", "role": "agent", "agent": "8001"},
            {"id": "customer", "role": "customer"},
        ],
        "turns": [
            {"speaker": "agent:8001", "text": "您好，客服中心，请问有什么可以帮您？", "start": 8.4, "end": 11.9},
            {"speaker": "customer", "text": "我的宽带断了。", "start": 12.3, "end": 15},
            {"speaker": "agent:8001", "text": "让您久等了，明天上午给您修好。", "start": 21.5, "end": 25},
        ],
        "events": [{"type": "answer", "at": 8}, {"type": "hangup", "at": 26.2}],
        "notes": ["rows_left_out:1"],
    }
    assert [u.text for u in second.utterances] == ["您好，请讲。没事，打错了。"]
    assert second.notes == ("whole_text",)


def test_every_key_is_in_the_example() -> None:
    from svcnorm.readers.foreign.mapping import KEYS

    assert set(yaml.safe_load(block("yaml"))) == set(KEYS)


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["why"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_wrong_mapping_file_is_one_error(case: dict[str, Any], name: str, tmp_path: Path) -> None:
    (error,) = read_with(tmp_path, case["text"], '{"x": 1}\n{"x": 2}\n' if name == "a.jsonl" else '{"x": 1}', name)
    assert isinstance(error, InputError)
    assert (error.file, error.line) == (str(tmp_path / "own.yaml"), case.get("line"))
    assert case["says"] in error.message
    assert case.get("remedy", "") in error.remedy
    with i18n.speaking("zh"):
        assert all(not text or said(text) != text for text in (error.message, error.remedy))


@pytest.mark.parametrize(("content", "says"), [(None, "cannot read the mapping file"), (b"\xff\xfe\x00", "not UTF-8")])
def test_a_mapping_file_that_cannot_be_read(content: bytes | None, says: str, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    if content is not None:
        own.write_bytes(content)
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    (source,) = find_sources([str(tmp_path / "a.json")])
    (error,) = read(source, ReadOptions(mappings=(str(own),)))
    assert isinstance(error, InputError) and error.file == str(own) and says in error.message


def test_a_mapping_file_beats_what_we_ship_and_our_own_form(tmp_path: Path) -> None:
    whisper = {"segments": [{"start": 1, "end": 2, "text": "别的", "mine": "我的"}]}
    mapping = "format: own\nknown_by: segments[].mine\nturns: segments[]\nturn: {text: mine}\n"
    (found,) = read_with(tmp_path, mapping, json.dumps(whisper))
    assert isinstance(found, Conversation) and [u.text for u in found.utterances] == ["我的"]
    mapping = "format: own\nknown_by: turns[].mine\nturns: turns[]\nturn: {text: mine}\n"
    (found,) = read_with(tmp_path, mapping.replace("own", "own2"), '{"turns": [{"mine": "您好"}]}')
    assert isinstance(found, InputError)  # the file was read once
    own_shapes.cache_clear()
    (found,) = read_with(tmp_path, mapping, '{"turns": [{"mine": "您好"}]}')
    assert isinstance(found, Conversation) and [u.text for u in found.utterances] == ["您好"]


def test_a_mapping_file_is_read_once_for_all_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    whole = mapped.read_mapping
    monkeypatch.setattr(mapped, "read_mapping", lambda file: seen.append(file) or whole(file))
    lines = "".join(f'{{"rows": [{{"t": "第{number}通", "s": {number}}}]}}\n' for number in range(5))
    found = read_with(tmp_path, SMALL, lines, "a.jsonl")
    assert len(found) == 5 and all(isinstance(each, Conversation) for each in found)
    assert seen == [str(tmp_path / "own.yaml")]


@pytest.mark.parametrize(
    ("strip", "text", "left"),
    [
        (r"'<\|[^|<>]*\|>'", "<|zh|>您<|NEUTRAL|>好", "您好"),
        (r"['^ +', ' +$']", "  您 好 ", "您 好"),
        (r"'<\|[^|<>]*\|>'", "<|zh|>\ud800𠮷<|x|>好", "\ud800𠮷好"),
        (r"'x*'", "axxb", "ab"),
        (r"'您.*'", "您好", ""),
    ],
)
def test_what_is_cut_out_of_texts(strip: str, text: str, left: str, tmp_path: Path) -> None:
    (found,) = read_with(tmp_path, f"{SMALL}strip: {strip}\n", json.dumps({"rows": [{"t": text}, {"t": "嗯"}]}))
    assert isinstance(found, Conversation) and "".join(u.text for u in found.utterances) == f"{left}嗯"


def test_a_list_holds_conversations_of_any_form(tmp_path: Path) -> None:
    items = [
        {"rows": [{"t": "一"}]},
        {"segments": [{"start": 1, "text": "二"}]},
        {"x": 1},
        {"rows": [{"t": 5}]},
        {"turns": [{"speaker": "agent", "text": "三"}]},
    ]
    found = read_with(tmp_path, SMALL, json.dumps(items))
    assert [each.utterances[0].text if isinstance(each, Conversation) else each.where for each in found] == [
        *("一", "二", "/2", "/3/rows/0/t", "三")
    ]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_numbers_that_json_lacks_are_nothing_only_in_other_forms(name: str, tmp_path: Path) -> None:
    (found,) = read_with(tmp_path, SMALL, '{"rows": [{"t": "好", "s": NaN, "score": -Infinity}]}', name)
    assert isinstance(found, Conversation) and found.utterances[0].start is None
    for ours in ('{"turns": [{"speaker": "agent", "text": "好", "start": NaN}]}', '{"x": NaN}', '[{"x": NaN}]'):
        (error,) = read_with(tmp_path, SMALL, ours, name)
        assert isinstance(error, InputError) and "NaN is not a number that JSON allows" in error.message


@pytest.mark.parametrize(
    ("rows", "turns", "notes"),
    [
        ([("好", 3, 0), ("喂", 1, 1)], [("喂", 1_000), ("好", 3_000)], ["turns_sorted"]),
        ([("好", 1, 0), ("嗯", None, 1), ("喂", 3, 0)], [("好", 1_000), ("嗯", None), ("喂", 3_000)], []),
        ([("好", 5, 0), ("嗯", None, 1), ("喂", 3, 0)], [("喂", 3_000), ("好", 5_000), ("嗯", None)], ["turns_sorted"]),
        ([("好", 1, 0), ("喂", 1, 1), ("嗯", 1, 0)], [("好", 1_000), ("喂", 1_000), ("嗯", 1_000)], []),
        ([(" ", 1, 0), ("喂", 2, 1), ("", 3, 1)], [("喂", 2_000)], ["empty_turns:2"]),
    ],
    ids=["out of order", "one without a time", "one without a time behind its forerunner", "at once", "empty"],
)
def test_order(rows: list[Any], turns: list[Any], notes: list[str], tmp_path: Path) -> None:
    data = {"rows": [{"t": text, "s": start, "w": speaker} for text, start, speaker in rows]}
    (found,) = read_with(tmp_path, SMALL, json.dumps(data))
    assert isinstance(found, Conversation)
    assert [(u.text, u.start) for u in found.utterances] == turns
    assert list(found.notes) == notes


@pytest.mark.parametrize(
    ("end", "kept", "noted"),
    [(2.0, 2_000, False), (1.999, 2_000, False), (1.99, 2_000, False), (1.989, None, True), (-5, None, True)],
)
def test_an_end_before_its_start(end: float, kept: int | None, noted: bool, tmp_path: Path) -> None:
    mapping = SMALL.replace("start: s,", "start: s, end: e,")
    (found,) = read_with(tmp_path, mapping, json.dumps({"rows": [{"t": "好", "s": 2, "e": end}]}))
    assert isinstance(found, Conversation)
    assert found.utterances[0].end == kept
    assert found.notes == (("end_left_out:/rows/0",) if noted else ())


def test_an_end_without_a_start(tmp_path: Path) -> None:
    mapping = SMALL.replace("start: s,", "start: s, end: e,")
    (found,) = read_with(tmp_path, mapping, json.dumps({"rows": [{"t": "好", "e": 3}]}))
    assert isinstance(found, Conversation)
    assert (found.utterances[0].start, found.utterances[0].end) == (None, None)
    assert found.notes == ("end_left_out:/rows/0",)


@pytest.mark.parametrize(
    ("words", "roles"),
    [((0, 1), ["agent", "customer"]), ((0, 0), ["agent", "agent"]), ((0, 1, 2), ["agent", "unknown", "unknown"])],
)
def test_the_users_word_on_channels(words: tuple[int, ...], roles: list[str], tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(SMALL.replace("speaker", "channel"), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"rows": [{"t": "好", "w": word} for word in words]}), encoding="utf-8")
    (source,) = find_sources([str(tmp_path / "a.json")])
    (found,) = read(source, ReadOptions(mappings=(str(tmp_path / "own.yaml"),), agent_channel="0"))
    assert isinstance(found, Conversation)
    assert [u.role for u in found.utterances] == roles and found.role_source == "option"


@pytest.mark.parametrize(
    ("zone", "started", "source"),
    [("Z", "2026-11-20T17:30:00+08:00", "assumed"), ("+09:00", "2026-11-20T09:30:00+09:00", "given")],
)
def test_only_a_zone_that_is_not_utc_says_where_people_are(
    zone: str, started: str, source: str, tmp_path: Path
) -> None:
    mapping = "format: small\nknown_by: rows[].t\nturns: rows[]\nturn: {text: t, at: s}\n"
    (found,) = read_with(tmp_path, mapping, json.dumps({"rows": [{"t": "好", "s": f"2026-11-20T09:30:00{zone}"}]}))
    assert isinstance(found, Conversation)
    assert to_canonical(found)["started_at"] == started and found.zone_source == source
    assert found.notes == ("started_at_from_turns",)


def test_our_own_form_loads_nothing_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"turns": [{"speaker": "agent", "text": "您好"}]}\n' * 2, encoding="utf-8")
    program = (
        "import sys; from svcnorm.readers import find_sources, read\n"
        "found = [item for source in find_sources([sys.argv[1]]) for item in read(source)]\n"
        "assert len(found) == 2\n"
        "print([name for name in sys.modules if name == 'yaml' or name.startswith('svcnorm.readers.foreign')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.jsonl")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
