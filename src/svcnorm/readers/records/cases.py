"""Case logs: a row for each thing that happened, or a row for each case with a column for the time of each event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.model.records import CaseEntry
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.labels import role_of
from svcnorm.readers.records import events, values
from svcnorm.readers.records.fields import Fields
from svcnorm.readers.records.rows import REMEDY, logs
from svcnorm.readers.tables import Row, Rows
from svcnorm.readers.tables.header import Headed, headed
from svcnorm.readers.times import DAY, Moment

KNOWN = {
    "case": (
        *(
            "工单号",
            "工单编号",
            "工单ID",
            "工单流水号",
            "投诉单号",
            "投诉编号",
            "投诉工单号",
            "服务单号",
            "受理单号",
            "受理编号",
        ),
        *(
            "报障单号",
            "障碍单号",
            "单号",
            "编号",
            "案件编号",
            "case id",
            "case no",
            "case number",
            "case",
            "ticket id",
            "ticket",
        ),
    ),
    "event": (
        *(
            "事件",
            "事件类型",
            "环节",
            "处理环节",
            "流程环节",
            "节点",
            "流程节点",
            "操作",
            "操作类型",
            "动作",
            "处理动作",
            "进度",
        ),
        *("状态", "工单状态", "event", "event type", "type", "action", "activity", "step", "status"),
    ),
    "at": (
        *(
            "时间",
            "事件时间",
            "发生时间",
            "操作时间",
            "处理时间",
            "记录时间",
            "更新时间",
            "日期",
            "event time",
            "time",
            "at",
        ),
        *("timestamp", "occurred at", "datetime", "date"),
    ),
    "by": ("操作人角色", "角色", "操作人", "处理人", "经办人", "执行人", "by", "role", "actor", "handler", "operator"),
    "customer": (
        *(
            "客户号",
            "客户编号",
            "客户ID",
            "客户编码",
            "用户编号",
            "用户ID",
            "客户",
            "customer id",
            "customer no",
            "customer",
        ),
        *("cust id",),
    ),
    "call": (
        "通话ID",
        "通话编号",
        "通话流水号",
        "呼叫流水号",
        "话单号",
        "录音流水号",
        "关联通话",
        "来电流水号",
        "call id",
        "call",
    ),
    "due": (
        "要求完成时间",
        "应完成时间",
        "应办结时间",
        "处理时限",
        "截止时间",
        "最后期限",
        "承诺时间",
        "due",
        "due at",
        "deadline",
    ),
    "ref": ("关联单号", "关联事件", "关联编号", "来函编号", "文号", "ref", "reference"),
    "id": ("事件ID", "事件编号", "记录ID", "event id", "id"),
    "about": (
        *(
            "工单类型",
            "工单类别",
            "业务类型",
            "受理类型",
            "诉求类型",
            "服务类型",
            "类型",
            "类别",
            "case type",
            "ticket type",
        ),
        *("category", "kind"),
    ),
}
"""What a heading may say for each of our names, the best first."""

Read = Iterator[CaseEntry | InputError]


class Columns(NamedTuple):
    """Which column is which: `names` by index, what the file calls them, and, where each row is a case, `timed`: the
    word for an event and the heading, by index."""

    names: Mapping[int, str]
    headings: Mapping[str, str]
    timed: Mapping[int, tuple[str, str]]


def case_entries(document: Document, suffix: str, notes: list[str]) -> Read:
    """What a case log tells; an InputError in place of each row that cannot be read. May raise InputError.

    Columns that speak of a time and are not understood, and events without a time, are noted.
    """
    of_keys: dict[tuple[str, ...], Columns] = {}
    document.recognised("cases")
    for log in logs(document, suffix, notes):
        if isinstance(log, InputError):
            yield log
        elif log.header is None:
            found = _headed(log.rows, document)
            yield from _read(_columns(found, document, notes), found.rows, document, notes)
        else:
            keys = log.header.cells
            try:
                columns = of_keys[keys] = of_keys.get(keys) or _of_header(log.header, document, notes)
            except InputError as error:
                yield error
                continue
            yield from _read(columns, log.rows, document, notes)


def _of_header(header: Row, document: Document, notes: list[str]) -> Columns:
    return _columns(_headed(iter((header,)), document), document, notes)


def _headed(rows: Rows, document: Document) -> Headed:
    return headed(rows, {**KNOWN, **events.headings()}, document.options.columns)


def _columns(found: Headed, document: Document, notes: list[str]) -> Columns:
    """What the columns are. Raises InputError where they make no case log."""
    header = found.header.cells if found.header else ()
    known = {name: index for name, index in found.columns.items() if name not in events.headings()}
    timed = {index: (name, header[index]) for name, index in known.items() if name in events.types()}
    timed.update({index: (word, cell) for index, cell in enumerate(header) if (word := events.timed_event(cell))})
    long = {"event", "at"} <= known.keys() and len(timed) < 2
    keyed = known.keys() & {"case", "customer", "call"} or (not long and "id" in known)
    if not keyed or not (long or timed):
        shown = ", ".join(found.headings[:12]) or "nothing"
        message = f"this is no case log: no columns name a case and what happened when, but {shown}"
        raise (found.header.place if found.header else Place(document.label)).error(message, REMEDY)
    timed = {} if long else timed
    names = {index: name for name, index in known.items() if index not in timed}
    if not long:
        other = [cell.strip() for index, cell in enumerate(header) if index not in names and index not in timed]
        notes.extend(f"column_not_understood:{document.label}:{cell}" for cell in other if events.looks_timed(cell))
    return Columns(names, {name: header[index].strip() for index, name in names.items()}, timed)


def _read(columns: Columns, rows: Iterator[Row | InputError], document: Document, notes: list[str]) -> Read:
    for row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        cells = {name: row.cell(index) for index, name in columns.names.items()}
        fields = Fields(cells, row.place, document.options, {}, columns.headings)
        try:
            entries = _of_case(fields, columns.timed, row) if columns.timed else _of_event(fields)
        except InputError as error:
            yield error
            continue
        if not entries and not columns.timed:
            notes.append(f"entry_without_time:{fields.source}")
        yield from entries


def _of_event(row: Fields) -> list[CaseEntry]:
    """A row for one event; none where it has no time: systems list the steps that are still to come."""
    word = row.text("event")
    if not word:
        raise row.place.error("the row names no event", "give it, or leave the row out")
    entry = _entry(row, word, row.moment("at"), row.ident("case"))
    return [entry._replace(id=row.ident("id"), due=_due(row))] if entry else []


def _of_case(row: Fields, timed: Mapping[int, tuple[str, str]], cells: Row) -> list[CaseEntry]:
    """A row for one case: an event for each time that is given, the earliest where several columns tell one. A
    deadline is that of the beginning."""
    found: dict[str, CaseEntry] = {}
    for index, (word, heading) in timed.items():
        when = values.moment(cells.cell(index), row.place, heading, row.options.utc_offset)
        entry = _entry(row, word, when, row.ident("case", "id"))
        if entry and (entry.event not in found or entry.at < found[entry.event].at):
            found[entry.event] = entry._replace(due=_due(row)) if entry.event in events.OPENING else entry
    return list(found.values())


def _entry(row: Fields, word: str, when: Moment | None, case: str) -> CaseEntry | None:
    customer, call = row.ident("customer"), row.ident("call")
    if not (case or customer or call):
        raise row.place.error("the row names no case, no customer and no call", "give one, or leave the row out")
    if when is None or when.instant is None:
        return None
    return CaseEntry(
        source=row.source,
        event=events.event_type(word, row.text("about")),
        at=when.instant,
        case=case,
        customer=customer,
        call=call,
        by=role_of(row.text("by")) or "",
        ref=row.ident("ref"),
        begins=events.begins(word),
        notes=(f"date_without_time:{row.source}",) if when.day_only else (),
    )


def _due(row: Fields) -> int | None:
    """A deadline; a date without a time means the end of that day."""
    when = row.moment("due")
    if when is None or when.instant is None:
        return None
    return when.instant + (DAY if when.day_only else 0)
