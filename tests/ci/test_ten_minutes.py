"""docs/ten-minutes.md, from top to bottom: its commands end as they say, print what it shows, on the files it gives."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.ci.test_hooks import ROOT, env

__all__ = ["env"]

PAGE = (ROOT / "docs" / "ten-minutes.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"(?:^\*\*(?P<file>[\w./-]+)\*\*:\n\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.S | re.M)


class Block(NamedTuple):
    """A fenced part of the page: commands (`sh`), what they print (no kind), or a file."""

    kind: str
    text: str
    file: str


def blocks() -> Iterator[Block]:
    for found in _BLOCK.finditer(PAGE):
        yield Block(found["kind"], found["text"], found["file"] or "")


def test_the_page_from_top_to_bottom(tmp_path: Path, env: dict[str, str]) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    printed, ran, shown, written = "", 0, 0, 0
    for block in list(blocks())[1:]:
        if block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            written += 1
        elif block.kind == "sh":
            printed = ""
            for line in block.text.splitlines():
                command, _, says = line.partition("    #")
                done = subprocess.run(
                    command,
                    shell=True,
                    cwd=folder,
                    env=env,
                    capture_output=True,
                    text=True,
                    encoding="utf-8",
                    check=False,
                )
                printed += done.stdout + done.stderr
                assert (done.returncode != 0) == (says.strip() == "fails"), line + "\n" + done.stdout + done.stderr
                ran += 1
        else:
            for line in block.text.splitlines():
                assert line in printed, line + "\n----\n" + printed
                shown += 1
    assert (ran, written) == (14, 3) and shown >= 11
    log = subprocess.run(["git", "log", "--oneline"], cwd=folder, env=env, capture_output=True, text=True, check=True)
    assert len(log.stdout.splitlines()) == 2
