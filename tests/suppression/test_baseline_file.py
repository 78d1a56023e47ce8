"""The baseline: sorted lines of JSON that come back as they were, and what is refused with its line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from svcnorm.model.errors import ConfigError
from svcnorm.suppression import Known, read_baseline, write_baseline

ROWS = [
    Known("v1:b", "C-2", "no-cannot"),
    Known("v1:c", "C-1", "no-cannot", "旧录音"),
    Known("v1:a", "C-1", "no-cannot"),
    Known("v1:d", "C-1", "greeting"),
]


def _written(rows: list[Known]) -> str:
    out = io.StringIO()
    write_baseline(rows, out)
    return out.getvalue()


def test_lines_are_sorted_and_stable() -> None:
    text = _written(ROWS)
    assert text == _written(ROWS[::-1])
    assert text.splitlines()[1] == '{"conversation": "C-1", "rule": "no-cannot", "fingerprint": "v1:a", "reason": ""}'
    assert [line.rpartition('"fingerprint": "')[2][:4] for line in text.splitlines()] == [
        "v1:d",
        "v1:a",
        "v1:c",
        "v1:b",
    ]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text(_written(ROWS), encoding="utf-8")
    read = read_baseline(str(tmp_path / "b.jsonl"))
    assert {each._replace(place="") for each in read.values()} == set(ROWS)
    assert read["v1:a"].place == "b.jsonl:2"


def test_ids_that_are_no_text_do_no_harm() -> None:
    assert _written([Known("v1:a", "C-\ud83d", "r")]).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("{}\n", ":1", "this line of the baseline has no fingerprint"),
        ('\n{"fingerprint": "v1:a"}\nnot json\n', ":3", "this line of the baseline is not JSON"),
        ('["v1:a"]\n', ":1", "a line of the baseline is an object of texts"),
        ('{"fingerprint": "v1:a", "reason": 1}\n', ":1", "a line of the baseline is an object of texts"),
    ],
)
def test_what_is_refused(text: str, place: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "b.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_baseline(str(file))
    assert (error.value.place, error.value.message) == (f"{file}{place}", says)
    assert error.value.remedy == "write it anew with --write-baseline"


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_baseline(str(tmp_path / "none.jsonl"))
