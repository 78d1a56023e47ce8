"""{agent_id}: the number by which staff give their identity (工号8001)."""

from __future__ import annotations

import re

from svcnorm.patterns.slots.base import SlotContext, SlotHit, SlotValue
from svcnorm.patterns.slots.view import View
from svcnorm.text.late import Late
from svcnorm.text.numerals import parse_number

DOC = "A staff number: 工号8001, 工号零三二一, 2036号话务员; the value is its digits."

_DIGITS = "[0-9零〇一二三四五六七八九幺洞两]"
# 公号 and the like is how recognisers write 工号.
_LABELLED = Late(
    f"(?:[工公攻供宫弓]号|工牌号?|员工号|员工编号|坐席号|座席号|客服编?号|(?<![单件户备同订票据证案品])编号)(?:就?是|为|呢)?"
    f"(?P<id>[a-z]{{0,4}}(?:{_DIGITS}{{2,8}}|[一二两三四五六七八九]千零?[一二三四五六七八九十百零]*)(?!{_DIGITS}))"
)
_NUMBERED = Late(
    f"(?<!{_DIGITS})(?P<id>{_DIGITS}{{3,6}})号?(?=客服|话务员|坐席|座席|员工|客户代表|客服代表|服务代表|服务专员|接线员|营业员|为您服务|很?高兴为您|竭诚为您)"
)
_SPOKEN = str.maketrans("零〇一二三四五六七八九幺洞两", "00123456789102")


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every staff number of a turn, with its label (工号) and without."""
    hits = []
    for pattern in (_LABELLED, _NUMBERED):
        for found in pattern.finditer(view.text):
            value = SlotValue(_digits(found["id"]))
            hits.append(view.hit(*found.span("id"), value))
            hits.append(view.hit(*found.span(), value))
    return hits


def _digits(words: str) -> str:
    """The digits of a staff number; 八千零一 is 8001."""
    number = parse_number(words) if re.search("[千百十]", words) else None
    return words.translate(_SPOKEN) if number is None else f"{number:.0f}"
