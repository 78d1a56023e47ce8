"""Stores that cannot be used are refused with one clear message, and left as they are."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from tests.audit.conftest import Auditing, asked, connect, generated, lines

from svcnorm.audit.store import opening
from svcnorm.model.errors import StoreError


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return lines(tmp_path / "calls.jsonl", generated(3))


def test_what_is_no_store(auditing: Auditing, calls: Path, store: Path) -> None:
    store.write_text("客服:您好\n" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="no store of svcnorm"):
        auditing(calls)
    store.unlink()
    other = connect(store)
    other.execute("CREATE TABLE things (name)")
    other.close()
    for use in (lambda: auditing(calls), lambda: opening.for_reading(store)):
        with pytest.raises(StoreError, match="another program"):
            use()


def test_a_store_of_a_newer_version(auditing: Auditing, calls: Path, store: Path) -> None:
    auditing(calls)
    db = connect(store)
    db.execute(f"PRAGMA user_version = {opening.VERSION + 1}")
    db.close()
    for use in (lambda: auditing(calls), lambda: opening.for_reading(store)):
        with pytest.raises(StoreError, match=f"version {opening.VERSION + 1}; this svcnorm knows"):
            use()


def test_a_store_that_another_program_writes_to(
    auditing: Auditing, calls: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditing(calls)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    other = connect(store)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is writing"):
        auditing(calls)
    assert asked(store, "SELECT count(*) FROM conversations") == [(3,)]
    other.execute("ROLLBACK")
    other.close()
    assert auditing(calls).unchanged == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only(auditing: Auditing, calls: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="cannot write beside the store"):
            auditing(calls)
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    from svcnorm.audit.store.lock import Lock

    with pytest.raises(StoreError, match="cannot write beside the store"):
        Lock(tmp_path / "none" / "audit.db")
    with pytest.raises(StoreError, match="no such store"):
        opening.for_reading(tmp_path / "none" / "audit.db")


def test_nobody_else_may_read_it(auditing: Auditing, calls: Path, store: Path) -> None:
    auditing(calls)
    for path in store.parent.glob("audit.db*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_masked_and_plain_text_are_not_mixed(auditing: Auditing, calls: Path, store: Path) -> None:
    from svcnorm.audit import engine, pool
    from svcnorm.config import Config

    auditing(calls)
    plain = engine.Options(pool.Terms((), Config(), None, False))
    with pytest.raises(StoreError, match="begun with masked text"):
        engine.audit(store, [], plain)


def test_a_reader_changes_nothing(auditing: Auditing, calls: Path, store: Path) -> None:
    auditing(calls)
    db = opening.for_reading(store)
    with pytest.raises(sqlite3.OperationalError, match="readonly|query_only"):
        db.execute("DELETE FROM run")
    db.close()


def test_numbers_of_people_are_masked(auditing: Auditing, tmp_path: Path, store: Path) -> None:
    turns = [{"speaker": "agent", "text": "13800001234办不了"}, {"speaker": "customer", "text": "好"}]
    call = {"id": "13800001234-1", "channel": "chat", "customer": "13800001234", "cases": ["c"], "turns": turns}
    auditing(lines(tmp_path / "calls.jsonl", [call, {**call, "id": "13800004321-1"}]))
    names = {name for (name,) in asked(store, "SELECT conversation FROM findings")}
    assert names == {"138****1234-1", "138****4321-1"}
    views = [name for (name,) in asked(store, "SELECT name FROM sqlite_master WHERE type = 'view'")]
    for view in views:
        assert "13800001234" not in repr(asked(store, f"SELECT * FROM {view}")), view
