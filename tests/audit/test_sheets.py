"""The workbook of a store, opened by another library, is what the store says, cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.audit.conftest import asked
from tests.audit.sites import EVIL, NUMBER, store
from tests.review.samples import decided, decisions, written

from svcnorm.audit.figures.tallies import Choice
from svcnorm.audit.sheets.write import write
from svcnorm.audit.store.decisions import take
from svcnorm.audit.store.opening import for_writing
from svcnorm.report import workbook
from svcnorm.report.plain import visible
from svcnorm.review.decisions import read_decisions

SHEETS = ["概览", "违规明细", "通话得分", "坐席", "规则", "无法判断", "人工检查"]
SEVERITY = {"info": "提示", "minor": "一般", "major": "严重", "fatal": "致命"}


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with everything that tables stumble over, of which a person has looked at some."""
    folder = tmp_path_factory.mktemp("sheets")
    of = store(folder)
    first, second = asked(of, "SELECT fingerprint FROM findings WHERE conversation = 'long' ORDER BY rule")[:2]
    at = "2026-11-20T10:00:00Z"
    data = decisions(
        "王",
        {
            "conversation": "long",
            "findings": [decided(first[0], "false_alarm", "=1+1"), decided(second[0], "confirmed")],
            "missed": [{"norm": "H-1", "turn": 1, "decision": "missed", "remark": "不耐烦", "at": at}],
            "manual": [{"norm": "H-6", "decision": "yes", "at": at}],
        },
    )
    with closing(for_writing(of)) as db:
        assert take(db, read_decisions(written(folder / "d.json", data))).aside == []
    return of


def sheets(of: Path, folder: Path, choice: Choice = Choice()) -> dict[str, list[dict[str, Any]]]:  # noqa: B008
    """The rows of each sheet by their headings. No cell is a formula or a link."""
    file = folder / "audit.xlsx"
    (folder / "rows").mkdir(exist_ok=True)
    with file.open("wb") as out:
        write(of, out, str(folder / "rows"), choice)
    assert list((folder / "rows").iterdir()) == []
    found = {}
    for sheet in load_workbook(file):
        heads, *rows = sheet.iter_rows()
        assert not any(cell.data_type == "f" or cell.hyperlink for row in rows for cell in row)
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref
        found[sheet.title] = [{str(head.value): cell.value for head, cell in zip(heads, row)} for row in rows]
    return found


@pytest.fixture(scope="module")
def book(audited: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    return sheets(audited, tmp_path_factory.mktemp("book"))


def shown(text: str | None) -> str | None:
    """A text as a cell holds it."""
    return workbook.clipped(visible(text)) if text else None


def test_findings(audited: Path, book: dict[str, list[dict[str, Any]]]) -> None:
    query = (
        "SELECT a.conversation, a.fingerprint, a.rule, a.possible, a.severity, a.turn, a.message, a.suggestion, b.norm,"
        " r.human FROM all_findings a JOIN norms b ON b.rule = a.rule"
        " JOIN reviewed r ON r.conversation = a.conversation AND r.fingerprint = a.fingerprint"
        " WHERE a.withdrawn_run IS NULL"
    )
    expected = Counter(
        (
            *(shown(name), fingerprint, rule, "疑似" if possible else "违规", SEVERITY[severity]),
            *(None if turn is None else turn + 1, shown(message), shown(suggestion), norm),
            {"false_alarm": "误报", "confirmed": "属实", None: None}[human],
        )
        for name, fingerprint, rule, possible, severity, turn, message, suggestion, norm, human in asked(audited, query)
    )
    columns = ("对话", "指纹", "规则编号", "判定", "等级", "句号", "问题", "建议", "条款编号", "复核")
    heads = list(book["违规明细"][0])
    assert [head for head in columns if head not in heads] == []
    assert Counter(tuple(row[head] for head in columns) for row in book["违规明细"]) == expected
    assert len(expected) > 20 and [row["复核意见"] for row in book["违规明细"] if row["复核"] == "误报"] == [
        "王：误报 =1+1"
    ]


def test_scores(audited: Path, book: dict[str, list[dict[str, Any]]]) -> None:
    rows = asked(audited, "SELECT conversation, handbook, score, coverage FROM scores")
    roster = {row[0] for row in rows if row[0].startswith("roster:")}
    expected = Counter(
        (shown(name), score, coverage / 1000) for name, _book, score, coverage in rows if name not in roster
    )
    assert Counter((row["对话"], row["得分"], row["可判断"]) for row in book["通话得分"]) == expected
    lost: dict[str, float] = defaultdict(float)
    for name, points in asked(audited, "SELECT conversation, points FROM deductions"):
        lost[name] += points
    assert all(row["得分"] == max(0, 100 - lost[row["对话"]]) for row in book["通话得分"] if row["对话"] in lost)
    (long,) = [row for row in book["通话得分"] if row["对话"] == "long"]
    # One false alarm gives its points back; the missed fault is of a rule that is broken already.
    assert long["复核后得分"] is not None and long["复核后结论"] in ("合格", "不合格", "无法评定")
    assert sum(row["复核后得分"] is not None for row in book["通话得分"]) == 1


def test_what_is_open(audited: Path, book: dict[str, list[dict[str, Any]]]) -> None:
    expected = Counter(
        (shown(name), rule) for name, rule in asked(audited, "SELECT conversation, rule FROM undetermined")
    )
    assert Counter((row["对话"], row["规则编号"]) for row in book["无法判断"]) == expected and expected
    looked = [row for row in book["人工检查"] if row["复核"]]
    assert [(row["对话"], row["复核"], row["复核意见"]) for row in looked] == [("long", "符合", "王：符合")]
    assert [(row["对话"], row["条款编号"], row["句号"], row["复核意见"]) for row in book["人工补充"]] == [
        ("long", "H-1", 2, "王: 不耐烦")
    ]


def test_figures(audited: Path, book: dict[str, list[dict[str, Any]]]) -> None:
    assert list(book) == [*SHEETS, "人工补充"]
    (whole,) = [row for row in book["概览"] if row["项目"] == "对话"]
    assert (
        whole["数字"]
        == asked(audited, "SELECT count(*) FROM conversations WHERE conversation NOT GLOB 'roster:*'")[0][0]
    )
    rates = {rule: row for rule, *row in asked(audited, "SELECT rule, violation, judged - violation FROM rule_rates")}
    assert {row["规则编号"]: [row["违规"], row["符合"]] for row in book["规则"]} == rates
    agents = dict(asked(audited, "SELECT coalesce(agent, ''), conversations FROM agent_rates"))
    assert {visible(agent or "未署名"): n for agent, n in agents.items()} == {
        row["坐席"]: row["对话"] for row in book["坐席"]
    }


def test_hostile_ids_and_long_numbers_are_text(book: dict[str, list[dict[str, Any]]]) -> None:
    names = {row["对话"] for row in book["通话得分"]}
    assert f"../../{EVIL}" in names and "=1+1" in names
    assert "138****8000" in names and NUMBER not in str(book)


def test_only_the_days_that_were_asked_for(audited: Path, tmp_path: Path) -> None:
    found = sheets(audited, tmp_path, Choice("2026-11-03", "2026-11-03"))
    days = {str(row["开始时间"])[:10] for row in found["通话得分"]}
    assert days == {"2026-11-03"} and found["违规明细"]


def test_full_sheets_go_on_in_further_ones(audited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sheets(audited, tmp_path)["违规明细"]
    monkeypatch.setattr(workbook, "ROWS", 10)
    parts = sheets(audited, tmp_path)
    found = [row for title, rows in parts.items() if title.startswith("违规明细") for row in rows]
    assert found == whole and "违规明细 (2)" in parts
