"""The workbook, opened by another library, holds the tables cell by cell, all text as text."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from tests.report import samples
from tests.report.factories import card, finding, place, report, rule, talk, verdict

from svcnorm.model.conversation import Party
from svcnorm.model.report import ConversationReport, Report
from svcnorm.report import Options, workbook, write
from svcnorm.report.masking import PLAIN
from svcnorm.report.tables import TABLES, summary
from svcnorm.report.view import View

SHEETS = ["概览", "违规明细", "通话得分", "坐席", "规则", "无法判断", "人工检查"]


def book(of: Report, **options: bool) -> Workbook:
    out = io.BytesIO()
    write("xlsx", of, out, Options(**options))
    return load_workbook(io.BytesIO(out.getvalue()))


def cells(of: Report, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet by their headings."""
    heads, *rows = book(of)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row)) for row in rows]


@pytest.mark.parametrize("sample", [samples.several, samples.hostile, samples.clean, samples.undetermined])
def test_the_sheets_are_the_tables_cell_by_cell(sample: Callable[[], Report]) -> None:
    of = sample()
    found = book(of, mask=False)
    view = View(of, PLAIN, verbose=True)
    assert found.sheetnames == SHEETS
    for sheet, table in zip(found, [summary(view, False), *(make(view) for make in TABLES)]):
        rows = [[column.head for column in table.columns], *table.rows]
        assert sheet.max_row == len(rows)
        for cells, expected in zip(sheet.iter_rows(), rows):
            for cell, value in zip(cells, expected):
                held = workbook.clipped(value) if isinstance(value, str) and value else value or value == 0 and value
                assert cell.value == (None if value in (None, "") else held), (sheet.title, cell.coordinate)
                assert cell.hyperlink is None and cell.data_type != "f"


def test_heads_are_frozen_and_can_be_filtered() -> None:
    for sheet in book(samples.several()):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.column_dimensions["B"].width > 5


def test_long_numbers_keep_all_their_digits() -> None:
    call = talk("客服:您好", name=samples.LONG_ID, parties=(Party("客服", "agent", "00800123"),))
    of = report(ConversationReport(call, (), (card("H"),)))
    (row,) = cells(of, "通话得分")
    assert row["对话"] == samples.LONG_ID and row["坐席"] == "00800123"


def test_numbers_are_numbers_and_times_are_times() -> None:
    rows = cells(samples.several(), "通话得分")
    assert rows[0]["得分"] == 0 and rows[0]["可判断"] == 0.871 and rows[1]["得分"] == 96
    assert rows[0]["开始时间"] == datetime(2026, 11, 20, 9, 30)


def test_points_can_be_added_up() -> None:
    of = samples.several()
    rows = [row for row in cells(of, "违规明细") if row["手册"] == samples.HANDBOOK.title]
    assert sum(row["扣分"] or 0 for row in rows) == 35  # type: ignore[misc]
    assert {row["判定"] for row in cells(of, "违规明细")} == {"违规", "疑似"}


def test_agents_are_counted_with_their_denominators() -> None:
    scored = [(92.0, True), (61.0, False), (None, None)]
    of = report(
        *(
            ConversationReport(
                talk("客服:您好", name=f"C-{n}", parties=(Party("客服", "agent", "8001", "北组"),)),
                (verdict("r", "violation", finding("r", place(0, 0, 2), party="客服")),),
                (card("H", score, passed=passed),),
            )
            for n, (score, passed) in enumerate(scored)
        ),
        rules=(rule("r"),),
    )
    (row,) = cells(of, "坐席")
    assert (row["坐席"], row["班组"], row["对话"], row["平均分"]) == ("8001", "北组", 3, 76.5)
    assert (row["合格"], row["不合格"], row["无法评定"], row["合格率"], row["严重"]) == (1, 1, 1, 0.5, 3)


def test_more_rows_than_a_sheet_holds_go_to_further_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 2)
    found = book(samples.hostile())
    parts = [sheet for sheet in found if sheet.title.startswith("违规明细")]
    assert [sheet.title for sheet in parts[:3]] == ["违规明细", "违规明细 (2)", "违规明细 (3)"]
    assert sum(sheet.max_row - 1 for sheet in parts) == len(samples.HOSTILE) + 1
    assert all(sheet["A1"].value == "对话" for sheet in parts)


@pytest.mark.parametrize("text", ["办" * 40_000, "😀" * 20_000, "a😀" * 12_000])
def test_what_a_cell_cannot_hold_is_cut_with_a_mark(text: str) -> None:
    cut = workbook.clipped(text)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767 and len(cut) > 15_000
    assert cut.endswith(f"……（原文 {len(text)} 字，放不下，已截断）")


def test_what_just_fits_is_not_cut() -> None:
    assert workbook.clipped("办" * 32_767) == "办" * 32_767


def test_equal_reports_are_equal_files() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write("xlsx", samples.several(), first)
    write("xlsx", samples.several(), second)
    assert first.getvalue() == second.getvalue()
