"""The header of a table: where it stands, what its headings mean, and which are not understood."""

from __future__ import annotations

import pytest

from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.tables.aliases import COLUMNS
from svcnorm.readers.tables.header import Headed, headed, plain
from svcnorm.readers.tables.row import Row


def found(*lines: tuple[str, ...], columns: dict[str, str] | None = None) -> Headed:
    rows = (Row(number, cells, Place("a.csv", line=number)) for number, cells in enumerate(lines, 1))
    return headed(rows, COLUMNS, columns or {})


@pytest.mark.parametrize(
    ("heading", "ours", "unit"),
    [
        ("通话ID", "id", ""),
        ("通话 id", "id", ""),
        ("Call-ID", "id", ""),
        ("CALL_ID", "id", ""),
        ("ｃａｌｌ＿ｉｄ", "id", ""),
        ("通話ＩＤ", "id", ""),
        ("【会话编号】", "id", ""),
        ("*角色", "role", ""),
        ("说话人:", "speaker", ""),
        ("开始时间(秒)", "start", "s"),
        ("开始时间（毫秒）", "start", "ms"),
        ("开始时间[ms]", "start", "ms"),
        ("开始时间(单位:秒)", "start", "s"),
        ("开始毫秒", "start", "ms"),
        ("start_ms", "start", "ms"),
        ("Start Time (sec)", "start", "s"),
        ("BeginTime", "start", ""),
        ("start_time_ms", "start", "ms"),
        ("通话时长/分钟", "call_duration", "min"),
        ("开始时间(北京时间)", "start", ""),
        ("振铃秒数", "ring_duration", ""),
        ("坐席(工号)", "agent", ""),
        ("客户手机号", "customer", ""),
        ("转写文本", "text", ""),
    ],
)
def test_headings(heading: str, ours: str, unit: str) -> None:
    header = found((heading,))
    assert header.columns == {ours: 0}
    assert header.units.get(ours, "") == unit


def test_the_header_is_the_first_row_in_which_most_is_understood() -> None:
    title, blank = ("客服中心", "", ""), ("导出人", "客服", "小王")
    table = found(title, blank, ("通话ID", "角色", "内容"), ("C-1", "客服", "通话ID"), ("通话ID", "角色", "内容"))
    assert table.header is not None and table.header.number == 3
    assert [row.number for row in table.rows if isinstance(row, Row)] == [4, 5]


def test_one_heading_among_many_cells_is_a_word_in_a_row() -> None:
    table = found(("甲", "乙", "丙"), ("1", "客服", "您好"))
    assert (table.columns, table.unknown) == ({}, ("甲", "乙", "丙"))
    assert len(list(table.rows)) == 2
    assert found(("甲", "乙", "丙"), columns={"text": "丙"}).columns == {"text": 2}


def test_the_best_word_for_a_column_wins_and_the_other_is_told() -> None:
    table = found(("时间", "开始时间", "备注", "内容"))
    assert table.columns["start"] == 1
    assert table.unknown == ("时间", "备注")


def test_what_the_user_names_comes_first() -> None:
    table = found(("内容", "说了什么（原文）", "角色"), columns={"text": "说了什么(原文)"})
    assert table.columns["text"] == 1
    assert table.unknown == ("内容",)


def test_errors_above_the_header_are_kept() -> None:
    rows = iter([InputError("bad", line=1), Row(2, ("角色", "内容"), Place("")), Row(3, ("客服", "您好"), Place(""))])
    table = headed(rows, COLUMNS, {})
    assert [type(item).__name__ for item in table.rows] == ["InputError", "Row"]


def test_no_word_means_two_columns() -> None:
    """A word that two columns claim would be taken for the one that stands first in the list."""
    seen: dict[str, str] = {}
    twice = []
    for ours, words in COLUMNS.items():
        for word in words:
            if seen.setdefault(plain(word), ours) != ours:
                twice.append((word, ours, seen[plain(word)]))
    assert not twice
