"""Every format that another system exports means the same as its canonical twin.

tests/data/readers/formats/<format>[.<case>].<ending> is a sample written from the published schema, and
<the same name>.twin.json(l) what it must be read as: one canonical conversation, or one a line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, find_sources, opened, read, to_canonical
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign import shapes
from svcnorm.readers.foreign.mapped import shipped
from svcnorm.readers.format import Shape
from svcnorm.readers.formats import formats
from svcnorm.readers.json import loads
from svcnorm.report.notes import NOTES

FOLDER = Path(__file__).parents[1] / "data" / "readers" / "formats"
SAMPLES = sorted(path for path in FOLDER.iterdir() if ".twin." not in path.name and path.name != "options.json")
OPTIONS: dict[str, dict[str, Any]] = json.loads((FOLDER / "options.json").read_text(encoding="utf-8"))
"""What a user says on the command line for a sample, by its name."""
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "src/svcnorm/schemas/conversation.schema.json").read_text(encoding="utf-8")
)


def conversations(path: Path) -> list[dict[str, Any]]:
    (source,) = find_sources([str(path)])
    found = list(read(source, ReadOptions(**OPTIONS.get(path.name, {}))))
    faults = [str(item) for item in found if isinstance(item, InputError)]
    assert not faults
    return [to_canonical(item) for item in found if not isinstance(item, InputError)]


def twin(path: Path) -> list[dict[str, Any]]:
    file = FOLDER / f"{path.name}.twin.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def bare(conversation: dict[str, Any], path: Path) -> dict[str, Any]:
    """Without the path, by which a conversation is called that has no id."""
    ident = str(conversation["id"]).replace(path.as_posix(), path.name)
    return {**conversation, "id": ident}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_means_its_canonical_twin(path: Path) -> None:
    assert [bare(each, path) for each in conversations(path)] == twin(path)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_what_is_read_is_valid(path: Path) -> None:
    for conversation in conversations(path):
        jsonschema.validate(conversation, SCHEMA)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_is_recognised(path: Path) -> None:
    with opened(find_sources([str(path)])[0], ReadOptions(**OPTIONS.get(path.name, {}))) as document:
        list(document.conversations())
    assert document.formats[-1] == path.name.split(".")[0]


def documents(path: Path) -> list[Any]:
    """What a file of JSON holds: one thing, or one a line."""
    text = path.read_text(encoding="utf-8")
    return [loads(each, Place(""), strict=False) for each in (text.splitlines() if path.suffix == ".jsonl" else [text])]


def claimed(data: Any) -> list[str]:
    return [shape.name for shape in shapes() if shape.claims(data)]


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.suffix in (".json", ".jsonl")], ids=lambda p: p.name)
def test_one_form_alone_claims_a_sample(path: Path) -> None:
    for data in documents(path):
        apart = data if isinstance(data, list) and not claimed(data) else [data]
        assert [claimed(each) for each in apart] == [[path.name.split(".")[0]]] * len(apart)


OURS = [
    *FOLDER.glob("*.twin.jsonl"),
    *(FOLDER.parent / "good").glob("*.json"),
    *(Path(__file__).parents[2] / "examples" / "transcripts").glob("*.json*"),
]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_form_claims_our_own(path: Path) -> None:
    for data in documents(path):
        assert not claimed(data)


@pytest.mark.parametrize("shape", list(shipped()), ids=lambda shape: shape.name)
def test_every_mapped_format_has_a_full_a_minimal_and_a_bare_sample(shape: Shape) -> None:
    assert {f"{shape.name}{case}.json" for case in ("", ".minimal", ".bare")} <= {path.name for path in SAMPLES}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_notes_are_worded(path: Path) -> None:
    codes = {note.partition(":")[0] for each in conversations(path) for note in each.get("notes", ())}
    assert codes <= set(NOTES)


def test_every_format_has_a_sample() -> None:
    ours = {"text", "json", "jsonl", "parquet"}  # Parquet holds our own form, or columns as CSV does.
    assert {each.name for each in formats()} - ours <= {path.name.split(".")[0] for path in SAMPLES}
