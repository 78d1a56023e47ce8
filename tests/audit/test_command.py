"""`svcnorm audit` and `svcnorm query` as a user calls them."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from tests.audit.conftest import HOUSE, generated, lines
from tests.cli.conftest import Cli, cli  # noqa: F401 (a fixture)


@pytest.fixture
def asking(cli: Cli, tmp_path: Path) -> Cli:  # noqa: F811
    """The command line in a directory with forty calls."""
    lines(tmp_path / "calls.jsonl", generated(40))
    return cli


def test_audit_then_query(asking: Cli) -> None:
    ran = asking("audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1")
    assert (ran.code, ran.err) == (0, "")
    assert "读入 40，已判 40，没有变化 0，未能读入 0" in ran.out and "/ 40" in ran.out
    ran = asking("audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1")
    assert "读入 40，已判 0，没有变化 40，未能读入 0" in ran.out
    assert "violations: conversation, rule, title" in asking("query").out
    table = asking("query", "SELECT rule, count(*) AS n FROM violations GROUP BY rule ORDER BY n DESC LIMIT 1")
    assert table.out.split()[:2] == ["rule", "n"]
    sheet = asking("query", "SELECT '=1+1' AS a, '＋1' AS b, 2 AS n, x'0f' AS h, NULL AS z", "--format", "csv")
    assert sheet.out == "\ufeffa,b,n,h,z\r\n'=1+1,'＋1,2,0f,\r\n"
    rows = json.loads(asking("query", "SELECT id FROM conversation LIMIT 2", "--format", "json").out)
    assert rows == [{"id": "G-0000000"}, {"id": "G-0000001"}]
    one_a_line = asking("query", "SELECT id FROM conversation LIMIT 2", "--format", "jsonl").out
    assert [json.loads(line) for line in one_a_line.splitlines()] == rows


@pytest.mark.parametrize("wrong", [["nowhere"], ["calls.jsonl", "--customers", "nowhere.csv"]])
def test_a_path_that_leads_nowhere_begins_no_run(asking: Cli, tmp_path: Path, wrong: list[str]) -> None:
    ran = asking("audit", *wrong, "--pack", HOUSE)
    assert ran.code == 2 and "nowhere" in ran.err
    assert not (tmp_path / "audit.db").exists()


def test_entries_of_a_roster_are_no_conversations(asking: Cli, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("客户编号,客户等级,建档日期\nK-X,重要,2026-01-01\n", encoding="utf-8")
    options = ("--pack", HOUSE, "--customers", "roster.csv", "--as-of", "2027-01-01", "--jobs", "1")
    ran = asking("audit", "calls.jsonl", *options)
    assert "读入 41" in ran.out and "/ 40" in ran.out


def test_what_is_no_transcript_does_not_pass_in_silence(asking: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "month"
    folder.mkdir()
    (tmp_path / "calls.jsonl").rename(folder / "calls.jsonl")
    for name in ("a.doc", "b.pdf", "c.xls", "d.mp3", "~$c.xlsx", ".hidden"):
        (folder / name).write_bytes(b"?")
    ran = asking("audit", "month", "--pack", HOUSE, "--jobs", "1")
    assert ran.code == 0 and "读入 40，" in ran.out
    assert ran.err.strip() == "文件夹里有 4 个文件不是对话记录，没有读：month/a.doc、month/b.pdf、month/c.xls…"


def test_exceptions_do_not_pass_in_silence(asking: Cli, tmp_path: Path) -> None:
    """An audit counts what they allow, and says that it does."""
    (tmp_path / "allowed.yaml").write_text(
        'exceptions:\n  - {rule: no-cannot, path: "*.jsonl", reason: 旧录音}\n', encoding="utf-8"
    )
    (tmp_path / "svcnorm.yaml").write_text("exceptions: [allowed.yaml]\n", encoding="utf-8")
    ran = asking("audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1")
    assert ran.code == 0 and "例外清单" in ran.err and "svcnorm review" in ran.err
    found = json.loads(asking("query", "SELECT count(*) AS n FROM violations", "--format", "json").out)
    assert found[0]["n"] > 0


def test_only_since_a_day(asking: Cli, tmp_path: Path) -> None:
    records = generated(40)
    records[0].pop("started_at")
    day = sorted(str(one["started_at"])[:10] for one in records[1:])[20]
    earlier = sum(str(one["started_at"])[:10] < day for one in records[1:])
    lines(tmp_path / "calls.jsonl", records)
    words = ("audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1", "--since")
    ran = asking(*words, day)
    assert ran.code == 0 and f"略过 {day} 之前的对话 {earlier} 个" in ran.out and f"读入 {40 - earlier}，" in ran.out
    assert asking("--lang", "en", *words, "2030-01-01").code == 0
    ran = asking("--lang", "en", *words, "next week")
    assert ran.code == 2 and "--since 'next week' is not a day" in ran.err


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM run",
        "ATTACH 'other.db' AS other",
        "PRAGMA journal_mode = DELETE",
        "CREATE TEMP TABLE t (a)",
        "SELECT load_extension('x')",
        "SELECT nothing FROM nowhere",
        "SELECT 1; DELETE FROM run",
        "VACUUM INTO 'copy.db'",
    ],
)
def test_a_query_only_asks(sql: str, asking: Cli, tmp_path: Path) -> None:
    asking("audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1")
    ran = asking("--lang", "en", "query", sql)
    assert (ran.code, ran.out) == (2, "")
    assert "the query cannot be answered" in ran.err
    assert not (tmp_path / "other.db").exists() and not (tmp_path / "copy.db").exists()


def test_archives_and_what_cannot_be_read(asking: Cli, tmp_path: Path) -> None:
    text = (tmp_path / "calls.jsonl").read_text(encoding="utf-8")
    records = text.splitlines(keepends=True)
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("a.jsonl", "".join(records[:10]))
    (tmp_path / "more.jsonl.gz").write_bytes(gzip.compress("".join(records[10:20]).encode()))
    (tmp_path / "broken.zip").write_bytes((tmp_path / "some.zip").read_bytes()[:300])
    (tmp_path / "calls.jsonl").write_text("".join(records[20:]) + "{\n", encoding="utf-8")
    assert "some.zip/a.jsonl" in asking("audit", ".", "--dry-run").out
    ran = asking("--lang", "en", "audit", ".", "--pack", HOUSE, "--jobs", "1")
    assert ran.code == 2
    assert "read 40, judged 40, unchanged 0, set aside 2" in ran.out
    assert "broken.zip: the archive is damaged" in ran.err
    assert asking("query", "SELECT file, place FROM errors", "--format", "csv").out.splitlines()[1:] == [
        "broken.zip,",
        "calls.jsonl,21:1",
    ]


def test_a_fault_of_ours_on_one_conversation_is_set_aside_and_tried_again(
    asking: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svcnorm.audit import batch

    good = batch.judged_conversation

    def bad(conversation, *rest):  # type: ignore[no-untyped-def]
        if conversation.id == "G-0000003":
            raise ZeroDivisionError("by zero")
        return good(conversation, *rest)

    monkeypatch.setattr(batch, "judged_conversation", bad)
    ran = asking("--lang", "en", "audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1")
    assert ran.code == 2
    assert "svcnorm itself failed on the conversation “G-0000003”: ZeroDivisionError: by zero" in ran.err
    monkeypatch.setattr(batch, "judged_conversation", good)
    ran = asking("--lang", "en", "audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1")
    assert (ran.code, "judged 1, unchanged 39" in ran.out) == (0, True)
