"""Rows by call, in memory or in a file: the same either way, in bounded memory, and nothing is left behind."""

from __future__ import annotations

import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from svcnorm.readers.checks import Place
from svcnorm.readers.tables import store
from svcnorm.readers.tables.row import Row
from svcnorm.readers.tables.store import Calls, Placed

from .workbooks import read_bytes


def placed(number: int, text: str = "您好") -> Placed:
    return Placed(number % 3, Row(number, (str(number), text), Place("a.csv", "明细", number), (1,)))


def gathered() -> list[list[Placed]]:
    with Calls() as calls:
        for number in range(60):
            calls.add(f"call {number % 7}", placed(number))
            if number == 30:
                calls.set_aside("call 2")
        calls.add("\ud800", placed(60, "\ud800\0"))
        calls.set_aside("never seen")
        return [list(rows) for rows in calls]


def test_a_file_gives_what_memory_gives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    in_memory = gathered()
    assert [rows[0].row.number for rows in in_memory] == [0, 1, 3, 4, 5, 6, 60]
    assert [each.row.number for each in in_memory[1]] == list(range(1, 60, 7))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for bound in (0, 5_000, 12_000):
        monkeypatch.setattr(store, "IN_MEMORY", bound)
        assert gathered() == in_memory
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(store, "IN_MEMORY", 0)
    with Calls() as calls:
        calls.add("a", placed(1))
        (folder,) = tmp_path.iterdir()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert list(folder.iterdir())


def test_conversations_are_the_same_from_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "通话ID,角色,开始(秒),内容\n" + "".join(
        f"C-{number % 50},{'客服' if number % 2 else '客户'},{number},第{number}句\n" for number in range(1000)
    )
    before = read_bytes(text.encode(), "a.csv")
    assert len(before) == 50
    monkeypatch.setattr(store, "IN_MEMORY", 10_000)
    assert read_bytes(text.encode(), "a.csv") == before


def test_scattered_rows_are_read_in_bounded_memory(tmp_path: Path) -> None:
    """70 MB of calls whose rows are all over the file, read in a process of its own."""
    path = tmp_path / "big.csv"
    sentence = "您好,我家的宽带断了两天了,麻烦帮我看一下" * 50
    with path.open("w", encoding="utf-8") as out:
        out.write("通话ID,角色,开始(秒),内容\n")
        for turn in range(8):
            out.writelines(f'C-{call},客服,{turn},"{sentence}"\n' for call in range(3_000))
    assert path.stat().st_size > 65_000_000
    script = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from svcnorm.readers import find_sources, read\n"
        "found = sum(len(item.utterances) for item in read(find_sources(sys.argv[1:])[0]))\n"
        # What getrusage tells would be that of the process that started this one, until this one is larger.
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())\n"
        "print(found, int(peak[1]) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    found, megabytes = map(int, done.stdout.split())
    assert found == 24_000
    assert megabytes < 200
