"""Whatever ends an audit, the next one goes on from there, and the tables are those of an undisturbed run."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest
from tests.audit.conftest import HOUSE, Auditing, asked, generated, lines, tables

from svcnorm.audit import engine, pool
from svcnorm.audit.store import opening
from svcnorm.config import Config
from svcnorm.files import read_each
from svcnorm.model.errors import StoreError

KILLS = 30
CALLS = 70
HOW_FAR = "SELECT count(*), coalesce(sum(pending), 0) FROM conversation"
VIEWS = ("verdicts", "all_findings", "scores", "deductions", "conversations", "cases", "events", "errors")
Trace = Callable[[str], None]


def audit(store: Path, calls: Path, trace: Trace | None = None) -> None:
    """An audit in this process; `trace` is told every statement of SQL before it is carried out."""
    begin = opening.for_writing

    def traced(path: Path) -> sqlite3.Connection:
        db = begin(path)
        db.set_trace_callback(trace)
        return db

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "for_writing", traced)
        options = engine.Options(pool.Terms((HOUSE,), Config(), None, True), chunk=16, share=4)
        engine.audit(store, read_each([str(calls)]), options)


def killed(store: Path, calls: Path, at: int) -> int:
    """An audit in a process of its own, killed at its `at`-th statement; returns its exit code."""
    left = at

    def kill(_statement: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    process = get_context("fork").Process(target=audit, args=(store, calls, kill))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def made(store: Path) -> bool:
    """Whether there is a store already."""
    db = sqlite3.connect(store)
    try:
        return bool(db.execute("PRAGMA user_version").fetchone()[0])
    finally:
        db.close()


def test_killed_again_and_again(tmp_path: Path) -> None:
    good = generated(CALLS)
    calls = lines(tmp_path / "calls.jsonl", [*good[:40], {"id": "bad", "turns": 1}, *good[40:], good[0]])
    statements: list[str] = []
    audit(tmp_path / "undisturbed.db", calls, statements.append)
    undisturbed = tables(tmp_path / "undisturbed.db", VIEWS)
    assert len(undisturbed["errors"]) == 2
    rng = random.Random(11)
    kills, stages, stores = 0, set(), [tmp_path / "killed-0.db"]
    while kills < KILLS:
        end = killed(stores[-1], calls, rng.randrange(1, len(statements) // 3))
        if end == 0:
            stores.append(tmp_path / f"killed-{len(stores)}.db")
            continue
        assert end == -signal.SIGKILL
        kills += 1
        stages |= set(asked(stores[-1], HOW_FAR)) if made(stores[-1]) else {(0, 0)}
    assert len(stages) >= KILLS / 4, "the kills hit all at the same place"
    audit(stores[-1], calls)
    for store in stores:
        assert tables(store, VIEWS) == undisturbed
        first = asked(store, "SELECT state, read, errors FROM runs WHERE run = 1")
        assert first == [("done", CALLS, 2)]


def test_killed_while_the_store_is_made(tmp_path: Path) -> None:
    calls = lines(tmp_path / "calls.jsonl", generated(5))
    (tmp_path / "audit.db").touch()
    audit(tmp_path / "audit.db", calls)
    assert asked(tmp_path / "audit.db", "SELECT count(*) FROM conversations") == [(5,)]


def test_a_full_disk_is_told_and_the_audit_goes_on_when_there_is_room(tmp_path: Path) -> None:
    calls = lines(tmp_path / "calls.jsonl", generated(CALLS))
    audit(tmp_path / "undisturbed.db", calls)
    store = tmp_path / "full.db"

    def on_a_full_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        try:
            audit(store, calls)
        except StoreError as error:
            os._exit(7 if "disk is full" in error.message and "goes on" in error.remedy else 8)

    process = get_context("fork").Process(target=on_a_full_disk)
    process.start()
    process.join()
    assert process.exitcode == 7
    before = asked(store, "SELECT count(*) FROM conversations")[0][0]
    assert before < CALLS or asked(store, "SELECT count(*) FROM conversation WHERE pending")[0][0]
    audit(store, calls)
    assert tables(store, VIEWS) == tables(tmp_path / "undisturbed.db", VIEWS)


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    calls = lines(tmp_path / "calls.jsonl", generated(400))
    command = [sys.executable, "-m", "svcnorm", "audit", str(calls), "--store", str(tmp_path / "a.db"), "--pack", HOUSE]
    source = str(Path(engine.__file__).parent.parent.parent)
    running = subprocess.Popen(
        [*command, "--jobs", "2"],
        env={**os.environ, "PYTHONPATH": source},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: len(children(running.pid)) >= 3)  # two workers, and the one that keeps track of shared resources
    running.kill()
    running.wait()
    until(lambda: not members(running.pid))


def until(done: Callable[[], bool]) -> None:
    """Wait for something, half a minute at most."""
    for _ in range(300):
        if done():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def children(parent: int) -> list[str]:
    return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()


def members(session: int) -> list[int]:
    """The processes of a session that are not just waiting to be buried."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, _group, of = stat.read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(of) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


def test_a_second_audit_of_one_store_waits_outside(auditing: Auditing, tmp_path: Path) -> None:
    from svcnorm.audit.store.lock import Lock

    lock = Lock(tmp_path / "audit.db")
    with pytest.raises(StoreError, match="another audit is writing"):
        auditing(lines(tmp_path / "calls.jsonl", generated(1)))
    lock.release()
    assert auditing(tmp_path / "calls.jsonl").judged == 1
