"""Scripts as their authors write them, and the lines that are read: data, one runner for all formats."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm.readers import ReadOptions, Source
from svcnorm.readers.document import Document
from svcnorm.scripts.model import Line, Script
from svcnorm.scripts.reading.read import script_in
from svcnorm.scripts.spoken import spoken
from svcnorm.scripts.words import written

DATA = Path(__file__).parents[1] / "data" / "scripts"
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "reading.yaml").read_text(encoding="utf-8"))["cases"]
SPOKEN: list[dict[str, Any]] = yaml.safe_load((DATA / "spoken.yaml").read_text(encoding="utf-8"))["cases"]
COMPANY = "中国电信"


def script_of(data: bytes, suffix: str) -> Script:
    name = f"a{suffix}"
    return script_in(Document(name, io.BytesIO(data), ReadOptions()), Source(name, name))


def shown(script: Script, line: Line) -> str:
    place = line.spot.pointer or f"{line.spot.line}:{line.spot.column}"
    marks = [f"[{script.scenes[line.scene].name}]"]
    marks += [f"({line.branch})"] if line.branch else []
    marks += [f"<{line.choice}>"] if line.choice else []
    said = " | ".join(words.said for words in spoken(line.words, COMPANY).variants)
    return " ".join([place, line.role, *marks, said])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_file(case: dict[str, Any]) -> None:
    script = script_of(case["text"].encode(), case["suffix"])
    assert [shown(script, line) for line in script.lines] == case["lines"]
    assert script.channel == case.get("channel", "")
    assert list(script.notes) == case.get("notes", [])
    if "kinds" in case:
        assert {scene.name: list(scene.kinds) for scene in script.scenes if scene.kinds} == case["kinds"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_every_line_stands_in_the_file_where_it_is_said_to(case: dict[str, Any], end: str) -> None:
    text = case["text"].replace("\n", end)
    lines = text.split(end)
    for line in script_of(text.encode(), case["suffix"]).lines:
        begin = line.spot.column - 1
        assert lines[line.spot.line - 1][begin : begin + len(line.raw)] == line.raw
        for char, (start, stop) in zip(*line.words):
            assert char in line.raw[start:stop]


@pytest.mark.parametrize("case", SPOKEN, ids=lambda case: case["line"])
def test_what_is_said(case: dict[str, Any]) -> None:
    found = spoken(written(case["line"]), COMPANY)
    assert [words.said for words in found.variants] == case["said"]
    assert [case["line"][each.start : each.end] for each in found.unknown] == case.get("unknown", [])
    for words in found.variants:
        assert len(words.said) == len(words.spans)
        assert list(words.spans) == sorted(words.spans)
