"""Paths, directories, patterns and standard input."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from svcnorm.model.errors import InputError
from svcnorm.readers import conversation_from_data, conversation_from_text, find_sources, read, twin
from svcnorm.readers.seen import Seen
from svcnorm.readers.sources import Source


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of calls, with the working directory beside it."""
    for name in ("b.txt", "a.jsonl", "sub/c.JSON", "sub/.d.txt", ".git/e.txt", "notes.md", "sub/deeper/f.ndjson"):
        path = tmp_path / "calls" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("客服:您好\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "calls"


def labels(*paths: str) -> list[str]:
    return [source.label for source in find_sources(paths)]


def test_a_directory_is_searched_to_the_bottom_and_sorted(calls: Path) -> None:
    passed_over: list[str] = []
    found = find_sources(["calls/"], passed_over.append)
    assert [s.label for s in found] == ["calls/a.jsonl", "calls/b.txt", "calls/sub/c.JSON", "calls/sub/deeper/f.ndjson"]
    assert passed_over == ["calls/notes.md"]


def test_labels_are_absolute_only_where_the_path_was(calls: Path) -> None:
    assert labels("./calls/b.txt") == ["calls/b.txt"]
    assert labels(str(calls / "b.txt")) == [(calls / "b.txt").as_posix()]
    assert labels("calls/sub/../b.txt") == ["calls/b.txt"]


def test_each_file_comes_once(calls: Path) -> None:
    assert labels("calls/b.txt", "calls", "./calls/b.txt").count("calls/b.txt") == 1


def test_patterns(calls: Path) -> None:
    assert labels("calls/*.txt") == ["calls/b.txt"]
    assert labels("calls/**/*.JSON") == ["calls/sub/c.JSON"]
    assert labels("call?") == labels("calls")


def test_locks_of_open_documents_are_no_inputs(calls: Path) -> None:
    (calls / "~$a.xlsx").write_bytes(b"\0lock")
    passed_over: list[str] = []
    assert "calls/~$a.xlsx" not in [s.label for s in find_sources(["calls"], passed_over.append)]
    assert passed_over == ["calls/notes.md"]
    assert "calls/~$a.xlsx" not in labels("calls/*")


def test_a_name_with_brackets_is_a_name_first(calls: Path) -> None:
    (calls / "call[1].txt").write_text("客服:您好", encoding="utf-8")
    assert labels("calls/call[1].txt") == ["calls/call[1].txt"]


def test_a_file_named_one_by_one_may_be_called_anything(calls: Path) -> None:
    assert labels("calls/notes.md", "calls/sub/.d.txt") == ["calls/notes.md", "calls/sub/.d.txt"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere.txt", "no such file"),
        ("calls/sub/none", "no such file"),
        ("*.nothing", "no file matches"),
        ("", "an empty path"),
        ("calls/.git", None),
    ],
)
def test_what_leads_to_nothing(calls: Path, path: str, message: str | None) -> None:
    if message is None:
        assert labels(path) == ["calls/.git/e.txt"]
        return
    with pytest.raises(InputError, match=message) as caught:
        find_sources([path])
    assert caught.value.remedy


def test_a_directory_without_transcripts(tmp_path: Path) -> None:
    (tmp_path / "readme.md").write_text("客服:您好", encoding="utf-8")
    with pytest.raises(InputError, match="no transcripts") as caught:
        find_sources([str(tmp_path)])
    assert ".jsonl" in caught.value.remedy


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("客服:您好".encode())))
    (source,) = find_sources(["-", "-"])
    (conversation,) = read(source)
    assert not isinstance(conversation, InputError)
    assert (conversation.id, conversation.source) == ("-", "-")


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    (error,) = read(Source("gone.txt", str(tmp_path / "gone.txt")))
    assert isinstance(error, InputError) and "cannot open" in error.message


def test_two_conversations_with_one_id_are_an_error_that_names_both_places() -> None:
    seen = Seen()
    first = conversation_from_text("---\nid: C-1\n---\n客服:好", "a.txt")
    assert twin(first, seen) is None
    assert twin(conversation_from_data({"turns": []}, "b.json"), seen) is None
    error = twin(conversation_from_data({"id": "C-1", "turns": []}, "c.json"), seen)
    assert error is not None and error.file == "c.json" and "C-1" in error.message and "a.txt" in error.message


def test_twins_in_one_file_name_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "C", "turns": ["客服:好"]}\n\n{"id": "C", "turns": ["客服:好"]}\n', encoding="utf-8")
    seen = Seen()
    errors = [twin(c, seen) for c in read(Source("a.jsonl", str(path))) if not isinstance(c, InputError)]
    assert errors[0] is None
    assert errors[1] is not None and (errors[1].file, errors[1].line) == ("a.jsonl", 3)
    assert "a.jsonl:1" in errors[1].message
