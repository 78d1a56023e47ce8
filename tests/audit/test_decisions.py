"""Decisions in the store: of stores from before there were any, and of conversations that look alike."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from tests.audit.conftest import HOUSE, Auditing, asked, connect, lines
from tests.audit.sites import call
from tests.review.samples import decided, decisions, written

from svcnorm.audit.store import opening
from svcnorm.audit.store.decisions import take
from svcnorm.audit.store.opening import for_writing
from svcnorm.review.decisions import read_decisions

AT = "2026-11-20T10:00:00Z"


def test_an_older_store_is_brought_up_to_date_with_its_decisions(store: Path) -> None:
    with closing(sqlite3.connect(store)) as db:
        for number in (1, 2):
            db.executescript(files("svcnorm.audit.store").joinpath(f"schema/{number}.sql").read_text(encoding="utf-8"))
        db.execute(f"PRAGMA application_id = {opening.APPLICATION}")
        db.execute("PRAGMA user_version = 2")
        db.execute(
            "INSERT INTO conversation (id, hash, source, turns, bundle, pending, moved, first_run)"
            " VALUES ('C-1', x'', 'a.txt', 3, '', 0, 0, 1)"
        )
        db.execute(
            "INSERT INTO decision (conversation, fingerprint, decision, reviewer, comment, decided)"
            " VALUES ('C-1', 'v1:0', 'doubt', '王', '听不清', '2026-11-01T00:00:00.000+00:00')"
        )
        db.commit()
    for_writing(store).close()
    assert asked(store, "SELECT conversation, kind, decision, remark, current FROM decisions") == [
        ("C-1", "finding", "doubt", "听不清", 1)
    ]
    assert asked(store, "SELECT human, reviewers FROM opinions") == [("doubt", 1)]


def test_conversations_that_are_shown_alike_are_told_apart_by_the_finding(
    auditing: Auditing, store: Path, tmp_path: Path
) -> None:
    said = (("a", "您好"), ("c", "能改吗"), ("a", "办不了"))
    talks = [call("13800138000", "8001", *said), call("13800008000", "8001", *said)]
    auditing(lines(tmp_path / "calls.jsonl", talks))
    shown = asked(store, "SELECT conversation, fingerprint FROM findings WHERE rule = 'no-cannot'")
    assert {name for name, _fingerprint in shown} == {"138****8000"}
    of = [{"conversation": name, "findings": [decided(finger, "confirmed")]} for name, finger in shown]
    of[0]["missed"] = [{"rule": "greet", "decision": "missed", "at": AT}]
    of.append({"conversation": "13800008000", "missed": [{"rule": "greet", "decision": "missed", "at": AT}]})
    found = read_decisions(written(tmp_path / "d.json", decisions("王", *of)))
    with closing(for_writing(store)) as db:
        taken = take(db, found)
    assert (taken.new, [error.message for error in taken.aside]) == (
        3,
        ["several conversations are shown as “138****8000”"],
    )
    db = connect(store)
    assert sorted(db.execute("SELECT conversation, kind FROM decision")) == [
        ("13800008000", "finding"),
        ("13800008000", "missed"),
        ("13800138000", "finding"),
    ]
    db.close()
    assert asked(store, "SELECT DISTINCT conversation FROM decisions") == [("138****8000",)]


def test_a_store_of_which_nothing_is_decided(auditing: Auditing, store: Path, tmp_path: Path) -> None:
    auditing(lines(tmp_path / "calls.jsonl", [call("C-1", "8001", ("a", "办不了"))]), packs=(HOUSE,))
    for view in ("decisions", "opinions", "missed", "checklist"):
        assert asked(store, f"SELECT * FROM {view}") == []
    assert {row[0] for row in asked(store, "SELECT human FROM reviewed")} == {None}
