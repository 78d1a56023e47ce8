"""Who a label means: 客服(8001), 来电人, Speaker 1 … as a role, an employee and a party id."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from svcnorm.model.conversation import ROLES

_WORDS = {
    "agent": (
        "agent operator representative rep csr staff employee seller 客服 客服人员 客服专员 客服代表 "
        "客户代表 坐席 座席 坐席员 座席员 坐席人员 座席人员 坐席代表 座席代表 话务员 话务 接线员 "
        "客户经理 代表 销售 销售员 销售代表 营业员 业务员 员工 工作人员 服务人员 服务员 接待 接待员 "
        "接待人员 前台 柜员 柜台 装维 装维员 装维人员 代维 代维员 代维人员 维修员 维修人员 安装员 值机员 "
        "受理员 工号 人工 人工客服 人工坐席 我方 客服經理 客戶經理 客戶代表 話務員 接線員 營業員 業務員 "
        "員工 銷售 裝維員 維修員 服務員"
    ),
    "customer": (
        "customer client user guest visitor buyer 客户 顾客 用户 来电者 来电人 来访者 来访人 访客 来宾 "
        "客人 买家 机主 消费者 投诉人 业主 对方 客戶 顧客 用戶 來電者 來電人 來訪者 訪客 來賓 消費者 "
        "對方"
    ),
    "colleague": (
        "colleague supervisor manager expert 同事 班长 组长 班组长 主管 经理 值班经理 值班长 专家 "
        "技术支持 技术专家 二线 二线支持 后台 领导 上级 專家 班長 組長 領導"
    ),
    "bot": (
        "bot robot ivr system assistant 机器人 智能客服 语音机器人 语音导航 语音助手 智能助手 系统 自动语音 機器人 系統"
    ),
    "unknown": "unknown speaker spk 未知 说话人 发言人 讲话人 通道 声道 channel 說話人 發言人 甲 乙 丙 丁",
}

ALIASES = {alias: role for role, words in _WORDS.items() for alias in words.split()}
"""What a label may be called, in lower case, and the role it means."""
LETTERS = {"a": "agent", "c": "customer"}
"""Single letters, unless a B beside them shows that letters only number the speakers."""
SIDES = {"主叫": True, "主叫方": True, "caller": True, "被叫": False, "被叫方": False, "callee": False}
"""True: who placed the call. That is the customer, except on an outbound call."""


class Label(NamedTuple):
    """A label understood: the role, the party id it stands for, and the employee id or name given with it."""

    role: str
    party: str
    detail: str = ""


@lru_cache(maxsize=1024)
def understand(label: str, channel: str | None = None, letters: bool = True) -> Label | None:
    """What a label means, or None where it is nobody's usual spelling.

    `channel` decides who 主叫 is; `letters` allows A and C for agent and customer.
    """
    shown = label.strip()
    bare = shown.lower()
    if bare in ALIASES and ALIASES[bare] != "unknown":
        return Label(ALIASES[bare], ALIASES[bare])
    match = next((m for shape in _shapes() if (m := shape.fullmatch(shown))), None)
    if match is None:
        return None
    groups = match.groupdict()
    word = groups["name"].lower()
    detail = next((groups[k] for k in ("inside", "dashed", "code", "person", "word") if groups.get(k)), "")
    if word in LETTERS or word == "b":
        return Label(LETTERS[word], LETTERS[word]) if letters and not detail and word in LETTERS else None
    role = _side(word, channel) if word in SIDES else ALIASES[word]
    if role == "unknown":
        return Label(role, "unknown" if word in ("unknown", "未知") and not detail else shown)
    return Label(role, f"{role}:{detail}" if detail else role, detail)


def role_of(word: str, channel: str | None = None) -> str | None:
    """The role that a bare word names (`agent`, `客服`, `CUSTOMER`), or None."""
    if word in ROLES:
        return word
    label = understand(word, channel, letters=False)
    return label.role if label and not label.detail and label.role != "unknown" else None


def same_number(one: str, other: str) -> bool:
    """Whether two ways of writing a channel or speaker mean the same: `0`, `00`, `SPEAKER_00`, `通道0`."""
    return one == other or (_number(one) is not None and _number(one) == _number(other))


def _number(text: str) -> int | None:
    digits = text[len(text.rstrip("0123456789")) :]
    return int(digits) if digits.isascii() and 0 < len(digits) < 10 else None


def _side(word: str, channel: str | None) -> str:
    placed = SIDES[word]
    return "agent" if placed == (channel == "outbound_call") else "customer"


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """A label with or without an employee after it; an employee's number before it."""
    names = "|".join(sorted({re.escape(a) for a in (*ALIASES, *SIDES)}, key=len, reverse=True))
    brackets = r"\s*[(\uff08\[【<]\s*(?P<inside>[^()\uff08\uff09\[\]【】<>]{1,20}?)\s*[)\uff09\]】>]"
    dashed = r"\s*[-_—–·/#]\s*(?P<dashed>[^\s:\uff1a]{1,12})"
    code = r"\s*(?P<code>[a-z]{0,3}\d{1,10})\s*号?"
    person = r"(?P<person>[小老]\w|\w{1,3}(?:女士|先生|小姐|师傅))"
    after = rf"(?P<name>{names}|[abc])(?:{brackets}|{dashed}|{code}|{person}|\s+(?P<word>\w{{1,10}}))?"
    before = rf"(?P<code>[a-z]{{0,3}}\d{{1,10}})\s*号?\s*(?P<name>{names})"
    return re.compile(after, re.IGNORECASE), re.compile(before, re.IGNORECASE)
