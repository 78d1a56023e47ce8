"""What spans conversations, runs and time: cases whose halves come one after the other, and what is still open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.audit.conftest import Auditing, asked, lines

from svcnorm.readers.times import date_time

REPLY = "SELECT conversation, verdict, reasons FROM verdicts WHERE rule = 'reply-in-48-hours' ORDER BY conversation"


def at(text: str) -> int:
    moment = date_time(text, 480)
    assert moment is not None and moment.instant is not None
    return moment.instant


def call(ident: str, started: str, *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    turns = [{"speaker": "agent", "text": "您好"}, {"speaker": "customer", "text": "你好"}]
    return {
        "id": ident,
        "channel": "inbound_call",
        "started_at": started,
        "turns": turns,
        "events": list(events),
        **more,
    }


def complaint(case: str = "T-1") -> dict[str, Any]:
    event = {"type": "complaint_received", "at": "2026-11-02T09:01:00+08:00"}
    return call("first", "2026-11-02T09:00:00+08:00", event, cases=[case], customer="K-1")


def reply(hour: str, case: str = "T-1", ident: str = "second") -> dict[str, Any]:
    event = {"type": "first_reply", "at": f"2026-11-04T{hour}:00+08:00", "by": "agent"}
    return call(ident, f"2026-11-04T{hour}:00+08:00", event, cases=[case], customer="K-1")


def test_two_halves_in_two_files_in_two_runs(auditing: Auditing, tmp_path: Path, store: Path) -> None:
    monday = lines(tmp_path / "monday.jsonl", [complaint()])
    auditing(monday)
    assert asked(store, REPLY) == [("first", "undetermined", "record_end_unknown")]
    assert auditing(lines(tmp_path / "wednesday.jsonl", [reply("09:00")])).judged == 2
    assert asked(store, REPLY) == [("first", "pass", ""), ("second", "not_applicable", "no_trigger")]
    assert asked(store, "SELECT * FROM changes WHERE rule = 'reply-in-48-hours'") == [
        (2, "first", "reply-in-48-hours", "undetermined", "pass")
    ]


def test_an_open_case_before_and_after_its_deadline(auditing: Auditing, tmp_path: Path, store: Path) -> None:
    monday = lines(tmp_path / "monday.jsonl", [complaint()])
    auditing(monday, as_of=at("2026-11-04T09:00:59+08:00"))
    assert asked(store, REPLY) == [("first", "undetermined", "window_open")]
    other = lines(tmp_path / "other.jsonl", [call("other", "2026-11-04T09:00:00+08:00")])
    assert auditing(other, as_of=at("2026-11-04T09:01:00+08:00")).judged == 2
    assert asked(store, REPLY)[0] == ("first", "violation", "")
    assert len(asked(store, "SELECT * FROM findings WHERE rule = 'reply-in-48-hours'")) == 1
    # The reply had been made in time and reached the log late: the finding is withdrawn, and can be traced.
    auditing(lines(tmp_path / "late.jsonl", [reply("09:00")]), as_of=at("2026-11-05T09:00:00+08:00"))
    assert asked(store, REPLY)[0] == ("first", "pass", "")
    assert asked(store, "SELECT * FROM findings WHERE rule = 'reply-in-48-hours'") == []
    traced = "SELECT first_run, withdrawn_run FROM all_findings WHERE rule = 'reply-in-48-hours'"
    assert asked(store, traced) == [(2, 3)]


def test_a_changed_conversation_is_replaced_and_leaves_its_case(
    auditing: Auditing, tmp_path: Path, store: Path
) -> None:
    both = lines(tmp_path / "both.jsonl", [complaint(), reply("08:00")])
    auditing(both, as_of=at("2026-11-09T09:00:00+08:00"))
    assert asked(store, REPLY)[0] == ("first", "pass", "")
    lines(both, [complaint(), reply("08:00", case="T-2")])
    auditing(both, as_of=at("2026-11-09T09:00:00+08:00"))
    assert asked(store, REPLY)[0] == ("first", "violation", "")
    assert asked(store, "SELECT count(*) FROM conversations") == [(2,)]
    cases = asked(store, 'SELECT "case", conversation FROM cases ORDER BY 1')
    assert cases == [("T-1", "first"), ("T-2", "second")]


def test_one_verdict_per_case(auditing: Auditing, tmp_path: Path, store: Path) -> None:
    three = [complaint(), reply("08:00"), reply("09:30", ident="third")]
    auditing(lines(tmp_path / "case.jsonl", three))
    once = "SELECT conversation, verdict, subject FROM verdicts WHERE rule = 'one-complaint'"
    assert asked(store, once) == [("first", "pass", "case:T-1")]


def test_a_visit_missed_across_the_end_of_a_month(auditing: Auditing, tmp_path: Path, store: Path) -> None:
    def visit(ident: str, day: str) -> dict[str, Any]:
        event = {"type": "visit_started", "at": f"{day}T10:00:00+08:00"}
        important = {"customer_tier": "important"}
        return {**call(ident, f"{day}T10:00:00+08:00", event, customer="K-9", attributes=important), "channel": "visit"}

    visited = "SELECT conversation, verdict, subject FROM verdicts WHERE rule = 'visited' ORDER BY conversation"
    auditing(lines(tmp_path / "october.jsonl", [visit("v1", "2026-10-01"), visit("v2", "2026-10-14")]))
    assert asked(store, visited) == [("v1", "undetermined", "customer:K-9")]
    auditing(lines(tmp_path / "november.jsonl", [visit("v3", "2026-11-03")]), as_of=at("2026-11-10T00:00:00+08:00"))
    assert asked(store, visited) == [("v1", "violation", "customer:K-9")]
    assert asked(store, "SELECT message FROM findings WHERE rule = 'visited'") == [("10-16–10-31 没有拜访",)]
    auditing(lines(tmp_path / "more.jsonl", [visit("v4", "2026-10-31")]), as_of=at("2026-11-10T00:00:00+08:00"))
    assert asked(store, visited) == [("v1", "pass", "customer:K-9")]


def test_a_changed_pack_judges_again_what_it_must(auditing: Auditing, tmp_path: Path, store: Path) -> None:
    from tests.audit.conftest import HOUSE

    text = Path(HOUSE).read_text(encoding="utf-8")
    pack = tmp_path / "house.yaml"
    both = lines(tmp_path / "both.jsonl", [complaint(), reply("08:00")])

    def again(of: str) -> int:
        pack.write_text(of, encoding="utf-8")
        return auditing(both, packs=(str(pack),)).judged

    assert again(text) == 2
    assert again(text + "# a comment\n") == 0
    reworded = text.replace("title: 开头问好", "title: 先问好")
    assert again(reworded) == 0
    assert asked(store, "SELECT DISTINCT title FROM verdicts WHERE rule = 'greet'") == [("先问好",)]
    assert again(text.replace("within: 48 hours", "within: 40 hours")) == 2
    changed = "SELECT conversation, rule, before, after FROM changes"
    assert asked(store, changed) == [("first", "reply-in-48-hours", "pass", "violation")]
