"""How long one check takes, as a ratio to starting Python: `make bench`.

Runs `python -c pass` and `svcnorm check` in turn, so that noise hits both alike, and prints medians
and their ratio; then where the time of one check goes, by import and by stage.
"""

from __future__ import annotations

import argparse
import collections
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 25
"""A second check of one 60-turn transcript takes at most this many times `python -c pass`."""


def timed(command: list[str], env: dict[str, str]) -> float:
    """Wall-clock milliseconds of one run."""
    begin = time.perf_counter()
    result = subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if result.returncode not in (0, 1):
        sys.exit(result.stderr.decode())
    return (time.perf_counter() - begin) * 1000


def imports(command: list[str], env: dict[str, str]) -> list[tuple[str, float]]:
    """Milliseconds of import by top-level package, most first."""
    result = subprocess.run(
        [command[0], "-X", "importtime", *command[1:]],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    spent: collections.Counter[str] = collections.Counter()
    for line in result.stderr.decode().splitlines():
        match = re.match(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)", line)
        if match:
            spent[match[2].split(".")[0]] += int(match[1])
    return [(name, micros / 1000) for name, micros in spent.most_common(12)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--file", default=str(ROOT / "examples/transcripts/plain-long-call.txt"))
    parser.add_argument("--pack", default="enterprise-rep")
    args = parser.parse_args()
    bare = [sys.executable, "-c", "pass"]
    check = [sys.executable, "-m", "svcnorm", "check", args.file, "--pack", args.pack]
    with tempfile.TemporaryDirectory() as cache:
        env = {**os.environ, "XDG_CACHE_HOME": cache, "PYTHONDONTWRITEBYTECODE": ""}
        first = timed(check, env)
        rows = [(timed(bare, env), timed(check, env)) for _ in range(args.rounds)]
        spent = imports(check, env)
    empty = statistics.median(row[0] for row in rows)
    ratio = statistics.median(row[1] / row[0] for row in rows)
    print(f"python -c pass            {empty:8.1f} ms")
    print(f"first check (cold cache)  {first:8.1f} ms  {first / empty:5.1f} x")
    print(
        f"check, median             {statistics.median(r[1] for r in rows):8.1f} ms  {ratio:5.1f} x  (limit {LIMIT} x)"
    )
    print("imports of one check, ms:")
    for name, millis in spent:
        print(f"  {name:24}{millis:8.1f}")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
