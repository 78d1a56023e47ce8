"""Call records of clouds: Alibaba voice reports, Huawei call files."""

from __future__ import annotations

from svcnorm.model.records import CallRecord
from svcnorm.readers.records import values
from svcnorm.readers.records.asterisk import DATE
from svcnorm.readers.records.fields import Fields, Layout, Names, nowhere

# https://support.huaweicloud.com/api-ccfs-cec/cec_07_0831.html: a file without header, a row for each device (queue,
# agent, menu) that a call went through. The documented columns are these; what follows is not read.
HUAWEI = (
    *("developer", "accountid", "ccid", "agentid", "callid", "callerno", "calleeno"),
    *("waitbegin", "waitend", "ackbegin", "ackend", "callbegin", "callend", "devicetype", "deviceno", "calltype"),
    *("releasecause", "callidnum", "vdnid", "predevicetype"),
)
AGENT_DEVICE = "2"
LEAVING = {"15": "customer", "88": "customer", "89": "customer", "16": "agent"}
"""Reasons for leaving a device: https://support.huaweicloud.com/api-ccfs-cec/cec_07_0842.html. They are another table
than release_cause (cec_07_4242), which says why a call was released, and of two codes only by whom."""
BEFORE_ANSWER = {"49": "customer", "80": "customer"}
INBOUND = frozenset(("0", "1", "5", "13", "15", "17", "21", "30", "32", "33"))
"""Call types that come in: https://support.huaweicloud.com/api-ccfs-cec/cec_07_0834.html, 呼叫类型说明(话单索引)."""


def _placed_huawei(cells: Names) -> Names:
    times = cells[7:13]
    if len(cells) < 18 or not any(times) or not all(not cell or DATE.fullmatch(cell) for cell in times):
        return ()
    numbers = (cells[13], cells[15], cells[17])
    return HUAWEI if all(cell.lstrip("-").isdigit() for cell in numbers) else ()


def _named_huawei(names: frozenset[str]) -> bool:
    return {"callid", "ackbegin", "devicetype"} <= names


def _read_huawei(row: Fields) -> CallRecord | None:
    """A row of one device; only an agent's telephone rings.

    Where the call on the device (call_begin) begins after the answering (ack_begin to ack_end), ack_begin is when the
    telephone began to ring. Where it begins before, ack_begin is the answer, and the ring is not told.
    """
    calls = row.calls("callid")
    agent = row.text("devicetype") == AGENT_DEVICE
    begin, end = row.at("callbegin"), row.at("callend")
    ack, acked = row.at("ackbegin"), row.at("ackend")
    rung = ack is not None and acked is not None and begin is not None and ack < acked <= begin
    last = row.cells.get("callidnum", "-1").strip() == "-1"
    cause = BEFORE_ANSWER.get(row.text("releasecause"), "") if last else ""
    leaving = row.text("leavereason")
    kind = row.cells.get("calltype", "").strip()
    return CallRecord(
        source=row.source,
        calls=calls,
        side="callee" if agent else "caller",
        channel=("inbound_call" if kind in INBOUND else "outbound_call") if kind else "",
        agent=row.text("agentid") if agent else "",
        started=row.at("waitbegin") or ack or begin,
        rang=ack if agent and rung else None,
        answered=(begin if rung else ack) if agent else None,
        ended=end,
        transfers=(end,) if leaving == "17" and end is not None else (),
        released_by=LEAVING.get(leaving, cause),
    )


HUAWEI_LAYOUT = Layout(
    name="huawei-aicc",
    title="Huawei Cloud AICC call files",
    known_by="*_call_*.csv by position; call_id, ack_begin, device_type",
    tells=("ring", "answer", "end", "transfer", "hung up by", "direction", "agent"),
    placed=_placed_huawei,
    named=_named_huawei,
    read=_read_huawei,
)


def _named_aliyun(names: frozenset[str]) -> bool:
    return {"callid", "hangupdirection"} <= names


def _read_aliyun(row: Fields) -> CallRecord:
    """A report of https://help.aliyun.com/zh/aiccs/developer-reference/voicereportaiccs and its like.

    The platform rings a customer up: `ring_time` is when the customer's telephone rang, and who hangs up is the
    customer or the machine.
    """
    word = row.text("hangupdirection")
    released = values.side(word)
    return CallRecord(
        source=row.source,
        calls=row.calls("callid"),
        channel="outbound_call",
        started=row.at("originatetime"),
        rang=row.at("ringtime"),
        answered=row.at("starttime"),
        ended=row.at("endtime"),
        released_by=released or "",
        notes=() if released is not None else (f"release_not_understood:{word}",),
    )


ALIYUN_LAYOUT = Layout(
    name="aliyun-aiccs",
    title="Alibaba Cloud voice reports",
    known_by="call_id, hangup_direction",
    tells=("ring", "answer", "end", "hung up by", "direction"),
    placed=nowhere,
    named=_named_aliyun,
    read=_read_aliyun,
)
