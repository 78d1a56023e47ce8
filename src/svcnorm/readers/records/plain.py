"""Call logs of any other system: a table with a header, or objects, by what their columns are called."""

from __future__ import annotations

from svcnorm.model.records import CallRecord
from svcnorm.readers.records import values
from svcnorm.readers.records.fields import TELLS, Fields, Layout, nowhere

KNOWN = {
    "call": (
        *(
            "通话ID",
            "通话编号",
            "通话标识",
            "通话唯一标识",
            "通话流水号",
            "呼叫ID",
            "呼叫标识",
            "呼叫流水号",
            "话单ID",
            "话单号",
        ),
        *(
            "话单流水号",
            "录音流水号",
            "录音ID",
            "录音编号",
            "会话ID",
            "会话编号",
            "接触ID",
            "接触流水号",
            "流水号",
            "call id",
        ),
        *(
            "call uuid",
            "callid",
            "contact id",
            "session id",
            "conversation id",
            "interaction id",
            "record id",
            "uuid",
            "ucid",
        ),
        *("uniqueid", "id"),
    ),
    "whole_call": ("主通话ID", "主话单号", "原通话ID", "linkedid", "parent call id", "master call id", "root call id"),
    "customer": (
        *("客户号", "客户编号", "客户ID", "客户编码", "客户标识", "用户编号", "用户ID", "customer id", "customer no"),
        *("customer", "cust id"),
    ),
    "case": (
        "工单号",
        "工单编号",
        "工单ID",
        "投诉单号",
        "投诉编号",
        "服务单号",
        "受理单号",
        "case id",
        "case no",
        "ticket id",
        "case",
    ),
    "agent": (
        *(
            "工号",
            "坐席工号",
            "座席工号",
            "客服工号",
            "话务员工号",
            "员工工号",
            "坐席ID",
            "座席ID",
            "坐席编号",
            "座席编号",
        ),
        *("坐席号", "座席号", "坐席", "座席", "agent id", "agent no", "agent", "operator id", "user agent id"),
    ),
    "team": (
        "班组",
        "技能组",
        "技能队列",
        "队列",
        "坐席组",
        "团队",
        "queue",
        "queue name",
        "skill group",
        "skill",
        "team",
    ),
    "direction": (
        "呼叫方向",
        "通话方向",
        "呼叫类型",
        "通话类型",
        "方向",
        "呼入呼出",
        "call direction",
        "direction",
        "call type",
    ),
    "started": (
        *(
            "呼叫开始时间",
            "来电时间",
            "呼入时间",
            "呼叫时间",
            "拨打时间",
            "进线时间",
            "开始时间",
            "call start",
            "started at",
        ),
        *("start time", "begin time", "start"),
    ),
    "rang": (
        *(
            "振铃开始",
            "振铃开始时间",
            "开始振铃时间",
            "坐席振铃开始",
            "坐席振铃时间",
            "座席振铃时间",
            "响铃开始时间",
            "振铃时间",
        ),
        *(
            "响铃时间",
            "ring start",
            "ring started at",
            "ring time",
            "ring at",
            "alert start",
            "alerting time",
            "agent alerting time",
        ),
    ),
    "ring_length": (
        *(
            "振铃时长",
            "坐席振铃时长",
            "座席振铃时长",
            "响铃时长",
            "振铃秒数",
            "响铃秒数",
            "ring duration",
            "ring length",
        ),
        *("ring seconds", "ringing time", "ring secs", "alerting seconds", "alert time"),
    ),
    "rings": ("振铃次数", "响铃次数", "铃声次数", "铃响次数", "rings", "ring count"),
    "answered": (
        *(
            "应答时间",
            "坐席应答时间",
            "座席应答时间",
            "接通时间",
            "接听时间",
            "应答开始时间",
            "坐席接起时间",
            "通话开始时间",
        ),
        *("answered at", "answer time", "answer", "connect time", "connected at", "agent talking time", "talk start"),
    ),
    "ended": (
        *(
            "结束时间",
            "通话结束时间",
            "挂机时间",
            "挂断时间",
            "呼叫结束时间",
            "释放时间",
            "拆线时间",
            "ended at",
            "end time",
        ),
        *("end", "hangup time", "hangup at", "release time", "disconnect time", "agent release time"),
    ),
    "talk_length": ("通话时长", "通话秒数", "通话时间", "talk time", "talk duration", "billsec", "talk seconds"),
    "held": ("保持开始", "保持开始时间", "保持时间点", "hold start", "held at", "hold started at"),
    "resumed": ("保持结束", "保持结束时间", "取回时间", "恢复通话时间", "hold end", "resumed at", "hold ended at"),
    "hold_length": ("保持时长", "保持秒数", "保持总时长", "hold duration", "hold time", "hold seconds"),
    "transferred": ("转接时间", "转移时间", "转出时间", "呼转时间", "transfer time", "transferred at", "transfers"),
    "released_by": (
        *(
            "挂机方",
            "挂断方",
            "挂机方向",
            "挂断方向",
            "先挂机方",
            "释放方",
            "拆线方",
            "结束方",
            "挂机人",
            "hangup side",
        ),
        *("hangup by", "hangup direction", "released by", "release side", "disconnected by"),
    ),
}
"""What a heading may say for each of our names, the best first."""
NEEDED = frozenset(
    ("rang", "ring_length", "rings", "answered", "ended", "started", "held", "released_by", "transferred")
)
"""Without one of these a table says nothing of a call."""

_DIRECTIONS = {
    "inbound_call": ("呼入", "来电", "进线", "inbound", "incoming", "in"),
    "outbound_call": ("呼出", "外呼", "去电", "outbound", "outgoing", "out"),
}


def read(row: Fields) -> CallRecord:
    """A row: a call, or one leg of it."""
    rang, ring = _ring(row)
    answered, ended = row.at("answered"), row.at("ended")
    talk, hold = row.length("talk_length"), row.length("hold_length")
    if answered is None and rang is not None and ring is not None and talk:
        answered = rang + ring
    if rang is None and ring is not None and answered is not None:
        rang = answered - ring
    if ended is None and answered is not None and talk is not None:
        ended = answered + talk
    held, resumed = row.several("held"), row.several("resumed")
    if len(held) == 1 and not resumed and hold:
        resumed = (held[0] + hold,)
    released = values.side(row.text("released_by"))
    return CallRecord(
        source=row.source,
        calls=row.calls("whole_call", "call"),
        channel=_channel(row.text("direction")),
        customer=row.ident("customer"),
        case=row.ident("case"),
        agent=row.ident("agent"),
        team=row.text("team"),
        started=row.at("started"),
        rang=rang,
        answered=answered,
        ended=ended,
        rings=_count(row),
        held=held,
        resumed=resumed,
        holds_told="held" in row.cells,
        transfers=row.several("transferred"),
        released_by=released or "",
        notes=() if released is not None else (f"release_not_understood:{row.text('released_by')[:40]}",),
    )


def _ring(row: Fields) -> tuple[int | None, int | None]:
    """When it began to ring and how long it rang; 振铃时间 is either of them."""
    cell = row.text("rang")
    if cell[:1].isdigit() and len(cell) <= 8:
        return None, row.length("rang")
    return row.at("rang"), row.length("ring_length")


def _channel(word: str) -> str:
    """Who rang whom: `呼入`, `Inbound`, `普通呼入`; empty where it is something else."""
    text = word.lower()
    for channel, words in _DIRECTIONS.items():
        if any(text == each or (len(each) > 3 or not each.isascii()) and each in text for each in words):
            return channel
    return ""


def _count(row: Fields) -> int | None:
    """How often it rang; a dash or nothing is no count."""
    cell = row.text("rings").removesuffix("次").removesuffix("声").removesuffix(".0").strip()
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit()) or len(cell) > 3:
        raise row.place.error(f"rings “{cell[:40]}” is not a number of rings", "write a whole number")
    return int(cell)


LAYOUT = Layout(
    name="calls",
    title="call logs with a header, and objects of JSON",
    known_by="通话ID, 振铃开始, 应答时间, 挂机方 …; call_id, ring_start, answered_at …",
    tells=TELLS,
    placed=nowhere,
    named=lambda names: False,
    read=read,
)
