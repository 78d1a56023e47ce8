"""What the columns of call logs and case logs are called, by our names, the best word first.

What transcripts in tables have as well has the same names and words as there (readers/tables/aliases.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from svcnorm.readers.tables.aliases import CALL

_SHARED = (
    *("customer", "case", "agent", "team", "channel", "rings", "ring_at", "ring_duration", "answered_at", "hangup_by"),
    *("started_at", "ended_at", "id"),
)
# 通话开始时间 is the answer where nothing else is: so answered_at stands before started_at, which has the word as well.
_CALLS = {
    "whole_call": "主通话ID 主话单号 原通话ID 主呼叫ID linkedid parent_call_id master_call_id root_call_id",
    "ring_at": (
        "振铃开始 开始振铃时间 坐席振铃开始 座席振铃开始 ring_started_at alert_start alerting_time agent_alerting_time"
    ),
    "ring_duration": "alerting_seconds alert_time ring_secs",
    "answered_at": "应答开始时间 坐席接起时间 人工应答时间 answer agent_talking_time talk_start 通话开始时间",
    "started_at": "开始时间 start_time begin_time call_begin start",
    "ended_at": "结束时间 通话终止时间 拆线时间 end_time end release_time agent_release_time",
    "talk_duration": "通话时长 通话秒数 通话时间 通话净时长 talk_time talk_duration billsec talk_seconds",
    "hold_at": "保持开始 保持开始时间 hold_start held_at hold_started_at",
    "hold_end_at": "保持结束 保持结束时间 取回时间 hold_end resumed_at hold_ended_at",
    "hold_duration": "保持时长 保持秒数 保持总时长 hold_duration hold_time hold_seconds",
    "transfer_at": "转接时间 转移时间 转出时间 呼转时间 transfer_time transferred_at transfers",
}
_CASES = {
    "case": "单号 编号 报障单号 障碍单号 投诉工单号 case_number",
    "event": (
        "事件 事件类型 环节 处理环节 流程环节 节点 流程节点 操作 操作类型 动作 处理动作 进度 状态 工单状态 event "
        "event_type type action activity step status"
    ),
    "at": (
        "时间 事件时间 发生时间 操作时间 处理时间 记录时间 更新时间 日期 event_time time at timestamp occurred_at "
        "datetime date"
    ),
    "by": "操作人角色 角色 操作人 处理人 经办人 执行人 by role actor handler operator",
    "customer": "客户编码 cust_id",
    "call": "通话ID 通话编号 通话流水号 呼叫流水号 话单号 录音流水号 关联通话 来电流水号 call_id call",
    "due": "要求完成时间 应完成时间 应办结时间 处理时限 截止时间 最后期限 承诺时间 due due_at deadline",
    "ref": "关联单号 关联事件 关联编号 来函编号 文号 ref reference",
    "event_id": "事件ID 事件编号 记录ID id",
    "about": "工单类型 工单类别 业务类型 受理类型 诉求类型 服务类型 类型 类别 case_type ticket_type category kind",
}


def _known(own: Mapping[str, str], shared: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Words for each name: those that tables of transcripts have, then those of logs alone."""
    names = dict.fromkeys((*own, *shared))
    return {name: (*(CALL[name] if name in shared else ()), *own.get(name, "").split()) for name in names}


CALLS: Mapping[str, tuple[str, ...]] = _known(_CALLS, _SHARED)
"""Columns of call logs."""
CASES: Mapping[str, tuple[str, ...]] = _known(_CASES, ("case", "customer"))
"""Columns of case logs."""
