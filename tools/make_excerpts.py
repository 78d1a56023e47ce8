"""Keeps the reports that README files show in step with the program.

python tools/make_excerpts.py            run the commands and write the excerpts anew
python tools/make_excerpts.py --check    change nothing; exit 1 if a page is stale

An excerpt is a code block below a comment that names its command and the paragraphs to show:

    <!-- svcnorm check call.txt · paragraphs 1 2 -1 -->
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"(<!-- (svcnorm [^\n]*?) · paragraphs ([-\d ]+?) -->\n\n```text\n)(.*?)(```\n)", re.DOTALL)


@lru_cache
def output(command: str) -> str:
    """What a command prints. Ends the program where it cannot be run."""
    arguments = [sys.executable, "-m", *shlex.split(command)]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    done = subprocess.run(arguments, cwd=ROOT, env=env, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode("utf-8"))
    return done.stdout.decode("utf-8")


def excerpt(command: str, wanted: list[int]) -> str:
    """Paragraphs of a command's output, counted from 1, or from the end where negative; … stands for those left out."""
    paragraphs = output(command).rstrip("\n").split("\n\n")
    chosen = [number - 1 if number > 0 else len(paragraphs) + number for number in wanted]
    parts = []
    for at, index in enumerate(chosen):
        if at and index != chosen[at - 1] + 1:
            parts.append("  …")
        parts.append(paragraphs[index])
    return "\n\n".join(parts) + "\n"


def renewed(page: str) -> str:
    """A page with its excerpts as the program prints them now."""
    return BLOCK.sub(lambda found: found[1] + excerpt(found[2], [int(n) for n in found[3].split()]) + found[5], page)


def main(arguments: list[str]) -> int:
    """Write, or compare; returns the exit code."""
    stale = 0
    for name in PAGES:
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = renewed(before)
        if before != after and "--check" not in arguments:
            path.write_text(after, encoding="utf-8")
        elif before != after:
            print(f"{name} is stale: run python tools/make_excerpts.py", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
