"""Labels as a table: a row a label, or a row a conversation with a column a norm."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from svcnorm.model.errors import InputError
from svcnorm.review.labels import Record
from svcnorm.review.reading.rows import Row, gathered
from svcnorm.text.fold import fold

HEADS: Mapping[str, tuple[str, ...]] = {
    "conversation": (
        "conversation",
        "conversation id",
        "id",
        "call id",
        "通话",
        "通话编号",
        "会话",
        "会话编号",
        "录音编号",
        "录音",
        "编号",
        "流水号",
    ),
    "norm": ("norm", "norm id", "clause", "规范", "规范编号", "条款", "条款编号", "依据", "质检项", "评分项"),
    "verdict": ("verdict", "label", "result", "结论", "结果", "判定", "质检结果", "标注", "是否合格"),
    "turn": ("turn", "sentence", "句号", "句", "第几句", "句次"),
    "note": ("note", "remark", "comment", "备注", "说明", "理由"),
}
"""What the columns of a table are called; case and width do not matter."""

_NORM = re.compile(r"[A-Za-z]\w*-[\w.-]+\Z")


def read_table(text: str, file: str) -> list[Record]:
    """All labels of a table. Its separator (comma, semicolon, tab) is the one that the headings have most of."""
    if not text.strip():
        return []
    first = text.split("\n", 1)[0]
    separator = max(",\t;", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    heads = [fold(head).strip() for head in rows[0]] if rows else []
    columns = {role: _column(heads, names) for role, names in HEADS.items()}
    if columns["conversation"] is None:
        remedy = "name the column of the conversations: conversation, 通话编号 …"
        raise InputError("no column holds the conversations", file=file, line=1, remedy=remedy)
    long = columns["norm"] is not None and columns["verdict"] is not None
    found = _long(rows[1:], columns, file) if long else _wide(rows, columns, file)
    return gathered(found, file)


def _column(heads: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heads.index(name) for name in names if name in heads), None)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _long(rows: Sequence[Sequence[str]], columns: Mapping[str, int | None], file: str) -> Iterator[Row]:
    for line, row in enumerate(rows, 2):
        name, norm, verdict = (_cell(row, columns[role]) for role in ("conversation", "norm", "verdict"))
        if not verdict:
            continue
        if not name or not norm:
            raise InputError("a label without conversation or norm", file=file, line=line, remedy="fill both in")
        turn = _cell(row, columns["turn"])
        # People count sentences from 1.
        turns = (int(turn) - 1,) if turn.isdigit() and int(turn) > 0 else ()
        yield Row(name, norm, verdict, line, turns, _cell(row, columns["note"]))


def _wide(rows: Sequence[Sequence[str]], columns: Mapping[str, int | None], file: str) -> Iterator[Row]:
    norms = {column: head.strip() for column, head in enumerate(rows[0]) if _NORM.match(head.strip())}
    if not norms:
        remedy = "name columns norm and verdict (规范, 结论), or head a column a norm with its id"
        raise InputError("no column holds norms or verdicts", file=file, line=1, remedy=remedy)
    for line, row in enumerate(rows[1:], 2):
        name = _cell(row, columns["conversation"])
        for column, norm in norms.items():
            verdict = _cell(row, column)
            if verdict and name:
                yield Row(name, norm, verdict, line, (), _cell(row, columns["note"]))
