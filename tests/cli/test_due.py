"""`svcnorm due` and `audit --customers`: what is open, what is overdue, and whom nobody visited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import HOUSE, asked, lines
from tests.audit.test_over_time import call, complaint, reply
from tests.cli.conftest import Cli

ROSTER = "客户编号,客户等级,客户经理工号,建档日期\nK-9,重要,8001,2026-10-01\nK-8,普通,8001,2026-10-01\n"


@pytest.fixture
def due(cli: Cli) -> Any:
    """Audit conversations, and list what is due as of a time."""

    def run(as_of: str, *records: dict[str, Any], within: str = "0", roster: str = "") -> list[dict[str, Any]]:
        more = []
        if roster:
            Path("roster.csv").write_text(roster, encoding="utf-8")
            more = ["--customers", "roster.csv"]
        paths = [str(lines(Path("calls.jsonl"), records))] if records else []
        ran = cli("audit", *paths, *more, "--pack", HOUSE, "--jobs", "1")
        assert ran.code == 0, ran.err
        ran = cli("due", "--as-of", as_of, "--within", within, "--format", "json")
        assert ran.code == 0, ran.err
        found: list[dict[str, Any]] = json.loads(ran.out)
        return found

    return run


def test_an_open_case_before_and_after_its_deadline(due: Any) -> None:
    (one,) = due("2026-11-04T07:01:00+08:00", complaint())
    assert (one["state"], one["hours"], one["rule"], one["case"]) == ("open", 2.0, "reply-in-48-hours", "T-1")
    assert (one["due"], one["trigger"], one["customer"]) == ("2026-11-04T09:01:00+08:00", "complaint_received", "K-1")
    assert one["triggered"] == "2026-11-02T09:01:00+08:00" and one["missing"] and one["certain"]
    assert due("2026-11-04T07:01:00+08:00", complaint(), within="1.9") == []
    assert len(due("2026-11-04T07:01:00+08:00", complaint(), within="2")) == 1
    assert [each["state"] for each in due("2026-11-04T09:01:00+08:00", complaint())] == ["open"]
    assert [each["state"] for each in due("2026-11-04T09:01:01+08:00", complaint(), within="1")] == ["overdue"]


def test_what_was_done_is_not_due_late_or_not(due: Any) -> None:
    assert due("2026-11-05T00:00:00+08:00", complaint(), reply("08:00")) == []
    assert due("2026-11-05T00:00:00+08:00", complaint(), reply("10:00")) == []


def test_an_earlier_reply_does_not_answer_a_later_complaint(due: Any) -> None:
    again = {"type": "complaint_received", "at": "2026-11-05T10:00:00+08:00"}
    third = call("third", "2026-11-05T10:00:00+08:00", again, cases=["T-1"], customer="K-1")
    (one,) = due("2026-11-06T00:00:00+08:00", complaint(), reply("08:00"), third)
    assert (one["state"], one["conversation"], one["hours"]) == ("open", "third", 34.0)


def test_a_customer_whom_nobody_visited(due: Any, cli: Cli, tmp_path: Path) -> None:
    found = due("2026-11-10T00:00:00+08:00", roster=ROSTER)
    assert [(each["state"], each["customer"], each["due"]) for each in found] == [
        ("overdue", "K-9", "2026-10-16T00:00:00+08:00"),
        ("overdue", "K-9", "2026-11-01T00:00:00+08:00"),
        ("open", "K-9", "2026-11-16T00:00:00+08:00"),
    ]
    assert {each["agent"] for each in found} == {"8001"}
    store = tmp_path / "audit.db"
    verdicts = "SELECT conversation, rule, verdict, subject FROM verdicts ORDER BY conversation, rule"
    assert cli("audit", "--customers", "roster.csv", "--pack", HOUSE, "--as-of", "2026-11-10").code == 0
    assert asked(store, verdicts) == [
        ("roster:K-8", "visited", "not_applicable", "customer:K-8"),
        ("roster:K-9", "visited", "violation", "customer:K-9"),
    ]
    # Visits move the verdict; that of the customer stands with the roster, once.
    days = ("2026-10-09", "2026-10-31", "2026-11-02")
    visit = [
        call(
            f"v{day}", f"{day}T10:00:00+08:00", {"type": "visit_started", "at": f"{day}T10:00:00+08:00"}, customer="K-9"
        )
        for day in days
    ]
    lines(tmp_path / "visits.jsonl", [{**each, "channel": "visit"} for each in visit])
    assert cli("audit", "visits.jsonl", "--pack", HOUSE, "--as-of", "2026-11-10").code == 0
    assert asked(store, verdicts + " LIMIT 2")[1] == ("roster:K-9", "visited", "pass", "customer:K-9")
    assert asked(store, "SELECT count(*) FROM verdicts WHERE rule = 'visited' AND verdict = 'pass'") == [(1,)]
    assert asked(store, "SELECT withdrawn_run FROM all_findings WHERE rule = 'visited'") == [(3,)]


def test_a_roster_counts_for_rules_and_not_as_conversations(due: Any, cli: Cli) -> None:
    due("2026-11-10T00:00:00+08:00", complaint(), roster=ROSTER)
    told = json.loads(cli("summary", "--format", "json").out)
    assert told["conversations"] == 1
    rules = {line["name"]: line for line in json.loads(cli("summary", "--by", "rule", "-f", "json").out)["lines"]}
    assert (rules["visited"]["undetermined"]["n"], rules["visited"]["not_applicable"]) == (2, 1)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("roster.csv", "姓名,等级\n王先生,重要\n", "没有客户列"),
        ("roster.csv", "客户编号,等级\n,重要\nK-1,重要\n", "没有写客户"),
        ("roster.csv", "客户编号,建档日期\nK-1,某天\n", "某天"),
        ("roster.csv", "客户编号\nK-1\nK-1\n", "K-1"),
    ],
)
def test_a_roster_that_cannot_be_read(name: str, text: str, said: str, cli: Cli) -> None:
    Path(name).write_text(text, encoding="utf-8")
    ran = cli("audit", "--customers", name, "--pack", HOUSE, "--jobs", "1")
    assert ran.code == 2 and said in ran.err and name in ran.err


@pytest.mark.parametrize("form", ["jsonl", "xlsx"])
def test_rosters_of_other_forms(form: str, due: Any, cli: Cli) -> None:
    file = Path(f"roster.{form}")
    row = {"customer": "K-9", "tier": "important", "agent": "8001", "since": "2026-10-01"}
    if form == "jsonl":
        file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    else:
        from openpyxl import Workbook

        book = Workbook()
        book.active.append(list(row))
        book.active.append(list(row.values()))
        book.save(file)
    assert cli("audit", "--customers", str(file), "--pack", HOUSE, "--as-of", "2026-11-10").code == 0
    assert asked(Path("audit.db"), "SELECT verdict FROM verdicts WHERE rule = 'visited'") == [("violation",)]


def test_a_table_in_both_languages(due: Any, cli: Cli) -> None:
    due("2026-11-04T07:01:00+08:00", complaint())
    ran = cli("due", "--as-of", "2026-11-04T07:01:00+08:00")
    assert "投诉 48 小时内回复" in ran.out and "待办" in ran.out
    ran = cli("--lang", "en", "due", "--as-of", "2026-11-05", "-f", "csv")
    assert ran.out.splitlines()[1].startswith("overdue,2026-11-04T09:01:00+08:00,-15.0,")
    assert cli("due").code == 2


def test_a_changed_case_log_judges_again_what_it_concerns(cli: Cli, tmp_path: Path) -> None:
    other = call("other", "2026-11-02T10:00:00+08:00", cases=["T-2"])
    lines(tmp_path / "calls.jsonl", [complaint(), other])
    log = "工单号,事件,时间\nT-1,首次回复,{}\nT-1,结案,2026-11-09 10:00:00\n"

    def again(when: str) -> list[tuple[Any, ...]]:
        (tmp_path / "cases.csv").write_text(log.format(when), encoding="utf-8")
        assert cli("audit", "calls.jsonl", "--cases", "cases.csv", "--pack", HOUSE, "--jobs", "1").code == 0
        return asked(
            tmp_path / "audit.db", "SELECT verdict FROM verdicts WHERE conversation = 'first' AND rule LIKE 'reply%'"
        )

    assert again("2026-11-04 09:00:00") == [("pass",)]
    assert again("2026-11-04 09:30:00") == [("violation",)]
    assert asked(tmp_path / "audit.db", "SELECT run, judged, unchanged FROM runs") == [(1, 2, 0), (2, 1, 1)]
