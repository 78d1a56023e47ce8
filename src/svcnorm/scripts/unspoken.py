"""What stands in a script and is not said: explanations, and examples of how not to speak."""

from __future__ import annotations

import re
from typing import NamedTuple

_BAD = "(?:错误|反面|负面|不当|不规范|不合格|不推荐|禁忌|禁用|禁止)"
_WORDS = "(?:话术|说法|示[例范]|用语|案例|例子|做法|回答|应答|表达|表述)"
_BAD_EXAMPLE = f"{_BAD}{_WORDS}|反例|禁语|忌语|(?:不要|不能|不可|不得|切勿|切忌|避免)(?:这样|这么)?说"
NOT_SPOKEN = re.compile(
    r"(?<!客户)(?<!用户)(?<!顾客)(?<!对方)(?:(?<!无理)(?<!合理)(?<!过分)(?<!特殊)(?<!提出)(?<!满足)要求|说明)"
    rf"|注意|目的|备注|适用|背景|目录|修订|版本|要点|原则|禁忌|禁用|{_BAD_EXAMPLE}|notes?$",
    re.IGNORECASE,
)
"""Headings of what is written for the agent, or of what she must not say, and not for the customer; what customers
demand is a scene."""

_LABEL = re.compile(r"\s*(?P<label>[^:：，。！？!?\s][^:：，。！？!?]{0,11}?)\s*[:：]\s*")
_EXAMPLE = re.compile(f"(?:服务)?(?:{_BAD_EXAMPLE})|错误|不要|禁止|避免")
_NOTE = re.compile(
    "提示|注意(?:事项|点)?|备注|注|(?:编写|使用|操作)?说明|(?:话术|服务|沟通|操作)?(?:要点|要求|技巧|目的|目标|原则)"
    "|目[的标]|适用(?:场景|对象|范围|岗位|客户)|背景|版本|修订"
)
_CROSS = re.compile(r"\s*(?:[✗✘❌✖⛔🚫]\ufe0f?|[×xX](?=\s))\s*")


class Unspoken(NamedTuple):
    """A mark at the beginning of a line: where it ends, and whether it holds for the lines that follow."""

    end: int
    goes_on: bool


def unspoken(said: str) -> Unspoken | None:
    """Whether a line is not said: 错误示范：…, 提示：…, ✗ …. Under a label without words, they follow."""
    if (found := _CROSS.match(said)) is not None:
        return Unspoken(found.end(), False)
    found = _LABEL.match(said)
    if found is None:
        return None
    if not (_EXAMPLE.fullmatch(found["label"]) or _NOTE.fullmatch(found["label"])):
        return None
    return Unspoken(found.end(), not said[found.end() :].strip())
