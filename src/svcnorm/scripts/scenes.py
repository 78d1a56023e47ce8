"""What the name of a scene tells: what kind of scene it is, what is known of the customer there, by which channel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from svcnorm.model.conversation import Value

OPENING, CLOSING = "opening", "closing"


class Kind(NamedTuple):
    """`names` are words that stand in the name of such a scene; `attributes` hold of the conversation there."""

    names: str
    attributes: Mapping[str, Value] = {}


KINDS: Mapping[str, Kind] = {
    OPENING: Kind("开场 开头 接听 接通 问候 迎接 应答 首问 自我介绍 opening greeting"),
    "waiting": Kind("等待 等候 稍等 稍候 查询 hold waiting"),
    "back": Kind("久等 返回 接回 恢复通话"),
    "transfer": Kind("转接 转人工 转办 transfer"),
    CLOSING: Kind("结束 结尾 结语 收尾 道别 告别 送别 送客 挂机 closing farewell"),
    "complaint": Kind(
        "投诉 不满 抱怨 情绪 生气 发火 愤怒 安抚 激动 complaint", {"customer_unhappy": True, "complaint_type": "solve"}
    ),
    "refusal": Kind("拒绝 婉拒 满足不了 无法满足 办不了 不能办 refusal", {"request_unmet": True}),
    "authority": Kind("超权限 超出权限 权限 authority", {"beyond_authority": True}),
    "unavailable": Kind("未开办 未开通 没有开办 尚未开 暂不提供 unavailable", {"service_unavailable": True}),
    "wrong_number": Kind("打错 错号 拨错", {"wrong_number": True}),
    "unclear": Kind("听不清 没听清 听不见 声音小 信号差 无声", {"unclear_audio": True}),
    "our_fault": Kind("差错 我方原因 失误 我方责任", {"our_fault": True}),
    "important": Kind("重要客户 vip 大客户", {"customer_tier": "important"}),
    "known_caller": Kind("熟客 老客户 已识别", {"caller_known": True}),
}
"""The kinds of scenes. Which rules are asked there follows from the rules (`svcnorm.scripts.choosing`)."""

CHANNELS: Mapping[str, str] = {
    "outbound_call": "外呼 呼出 去电 回访 电销 outbound",
    "inbound_call": "呼入 来电 热线 inbound",
    "onsite_service": "上门服务 装维 装机 维修 onsite",
    "visit": "拜访 走访 visit",
    "reception": "接待 来访 reception",
    "counter": "营业厅 柜台 柜面 窗口 厅堂 counter",
    "chat": "在线客服 聊天 微信 chat",
}
LONGEST = 24
"""Characters that the name of a scene has at most; what is longer is said, or explained."""


def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds of scene that a name tells, in the order of `KINDS`."""
    folded = name.lower()
    return tuple(kind for kind, of in KINDS.items() if any(word in folded for word in of.names.split()))


def channel_of(name: str) -> str:
    """The channel that a name tells, or an empty text."""
    folded = name.lower()
    return next((channel for channel, words in CHANNELS.items() if any(w in folded for w in words.split())), "")


def is_scene(label: str) -> bool:
    """Whether a label before a colon is the name of a scene: 开场白, 等待提示语, 投诉处理."""
    return len(label) <= 10 and bool(_NAME.fullmatch(label.lower()))


def attributes_of(kinds: tuple[str, ...]) -> dict[str, Value]:
    """What is known of a conversation in scenes of these kinds."""
    return {key: value for kind in kinds for key, value in KINDS[kind].attributes.items()}


_NAME = re.compile(
    r"(?:客户|用户|电话|来电|通话|服务)?(?:"
    + "|".join(sorted((w for of in KINDS.values() for w in of.names.split()), key=len, reverse=True))
    + r")(?:场景|话术|用语|脚本|环节|阶段|部分|处理|提示|客户|白|语|时|前|后|中|通话|服务)*"
)
