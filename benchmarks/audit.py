"""What an audit of generated conversations takes: conversations a second, memory of all processes, room in the store.

python benchmarks/audit.py 10000 --pack phone

Then, of some of them in one process, where the time goes: reading, storing, judging.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import generate

STAGES = 300
"""Conversations whose stages are timed."""

EVERY = 0.2
"""Seconds between two looks at the memory."""


def resident(pid: int) -> dict[int, int]:
    """Megabytes that a process and all that it started hold."""
    found: dict[int, int] = {}
    waiting = [pid]
    while waiting:
        each = waiting.pop()
        try:
            pages = int(Path(f"/proc/{each}/statm").read_text().split()[1])
            waiting += map(int, Path(f"/proc/{each}/task/{each}/children").read_text().split())
        except (OSError, ValueError, IndexError):
            continue
        found[each] = pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    return found


def audited(store: Path, calls: Path, packs: Sequence[str], jobs: int) -> None:
    """Run `svcnorm audit` and print what it took."""
    named = [word for pack in packs for word in ("--pack", pack)]
    command = [sys.executable, "-m", "svcnorm", "audit", str(calls), "--store", str(store), "--jobs", str(jobs), *named]
    begin = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = parent = 0
    while running.poll() is None:
        held = resident(running.pid)
        peak, parent = max(peak, sum(held.values())), max(parent, held.get(running.pid, 0))
        time.sleep(EVERY)
    took = time.perf_counter() - begin
    children = os.times()
    if running.returncode:
        sys.exit(f"svcnorm audit ended with {running.returncode}")
    with sqlite3.connect(store) as db:
        (count,) = db.execute("SELECT count(*) FROM conversation").fetchone()
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
        vectors, rules = db.execute("SELECT count(*), max(length(codes)) FROM vector").fetchone()
    cpu = children.children_user + children.children_system
    print(f"{count} conversations, {rules} rules, {jobs} processes: {took:.0f} s, {count / took:.0f} a second")
    print(f"processor time {cpu:.0f} s: {count / cpu:.0f} conversations a second of it")
    print(f"memory: {peak} MB in all, {parent} MB of it in the process that reads and stores")
    print(f"store: {pages * size / count:.0f} bytes a conversation; {vectors} different sets of verdicts")


class Stopwatch:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.spent[name] = self.spent.get(name, 0.0) + time.perf_counter() - begin

    def of(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*args: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*args, **named)

        return timed


def stages(folder: Path, calls: Path, packs: Sequence[str]) -> None:
    """Print where the time of an audit in one process goes."""
    from svcnorm.audit import engine, pool
    from svcnorm.audit.store import arrivals, results, waiting
    from svcnorm.config import Config
    from svcnorm.files import read_each

    watch = Stopwatch()
    for module, name, stage in (
        (engine, "entry", "canonical form"),
        (arrivals, "enter", "store what came"),
        (waiting, "fellows", "look up fellows"),
        (pool, "judge_batch", "judge"),
        (results, "write", "store what was found"),
    ):
        setattr(module, name, watch.of(stage, getattr(module, name)))
    terms = pool.Terms(tuple(packs), Config(), None, True)
    engine.audit(folder / "warm.db", [], engine.Options(terms))
    begin = time.perf_counter()
    engine.audit(folder / "stages.db", read_each([str(calls)]), engine.Options(terms))
    watch.spent["read, and the rest"] = time.perf_counter() - begin - sum(watch.spent.values())
    for stage, seconds in sorted(watch.spent.items(), key=lambda pair: -pair[1]):
        print(f"  {stage:<22}{seconds * 1000 / STAGES:8.2f} ms a conversation")


def write(path: Path, count: int) -> None:
    import json

    with path.open("w", encoding="utf-8") as out:
        for record in generate.conversations(count):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=2_000)
    parser.add_argument("--pack", action="append", default=[])
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "few.jsonl", STAGES)
        stages(folder, folder / "few.jsonl", args.pack)
        write(folder / "calls.jsonl", args.count)
        audited(folder / "audit.db", folder / "calls.jsonl", args.pack, args.jobs)


if __name__ == "__main__":
    main()
