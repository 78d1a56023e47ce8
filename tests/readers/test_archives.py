"""Archives are read like folders; what is damaged in them is told, and the rest is read."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from svcnorm.files import read_all
from svcnorm.readers import archives, find_sources


def call(ident: str) -> str:
    return json.dumps({"id": ident, "turns": [{"speaker": "agent", "text": "您好"}]}, ensure_ascii=False) + "\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pack(path: Path, **files: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)


def test_members_are_sources(folder: Path) -> None:
    pack(folder / "calls.zip", b_jsonl=call("B"), day1__a_txt="客服:您好\n", notes_pdf="x", _hidden_txt="x")
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(call("C").encode()))
    passed_over: list[str] = []
    sources = find_sources(["."], passed_over.append)
    assert [source.label for source in sources] == ["c.jsonl.gz", "calls.zip/b.jsonl", "calls.zip/day1/a.txt"]
    assert passed_over == ["calls.zip/notes.pdf"]
    batch = read_all(["calls.zip", "*.gz"])
    assert [c.id for c in batch.conversations] == ["C", "B", "calls.zip/day1/a.txt"]
    assert not batch.errors


def test_a_damaged_archive_is_told_and_the_rest_is_read(folder: Path) -> None:
    pack(folder / "whole.zip", a_jsonl=call("A") * 1)
    data = bytearray((folder / "whole.zip").read_bytes())
    (folder / "cut.zip").write_bytes(data[: len(data) // 2])
    data[45] ^= 0xFF
    (folder / "flipped.zip").write_bytes(data)
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(call("D").encode())[:-12])
    (folder / "none.jsonl.gz").write_bytes(b"no archive")
    pack(folder / "nothing.zip", picture_png="x")
    batch = read_all(["."])
    assert [c.id for c in batch.conversations] == ["A"]
    said = {error.file: error.message for error in batch.errors}
    assert set(said) == {"cut.zip", "flipped.zip/a.jsonl", "cut.jsonl.gz", "none.jsonl.gz", "nothing.zip"}
    assert said.pop("nothing.zip") == "the archive holds no transcripts"
    assert set(said.values()) == {"the archive is damaged, or is none"}


def test_a_bomb_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "FREE_BYTES", 100_000)
    monkeypatch.setattr(archives, "MOST_RATIO", 100)
    pack(folder / "bomb.zip", a_jsonl=" " * 5_000_000)
    (folder / "bomb.jsonl.gz").write_bytes(gzip.compress(b" " * 5_000_000))
    batch = read_all(["."])
    assert not batch.conversations
    assert all("packed too well" in error.message for error in batch.errors) and len(batch.errors) == 2
