"""{department}: a part of an organisation (政企部, 客服中心, 南坪营业厅, 信息科)."""

from __future__ import annotations

import re

from svcnorm.patterns.slots.base import SlotContext, SlotHit
from svcnorm.patterns.slots.shipped import longest_at, pattern
from svcnorm.patterns.slots.view import View, find_words, is_trapped
from svcnorm.text.late import Late

DOC = "A part of an organisation: 政企部, 客服中心, 南坪营业厅, 信息科, the pack's own; 教育局 and the like not surely."

_HAN = "[一-鿿0-9a-z]"
_CLEAR = "分公司|营业厅|支局|分局|办事处|服务站|事业部|运营中心|服务中心|维护中心|营销中心|集团|公司"
_OTHER = "[局部科厅处所室]|中心|小组|工作组|班组"
# Where the name of a unit may begin: behind what no unit's name contains.
_BOUNDARY = Late(
    "[的是在叫到去找请从给和跟与及您你我他她们这那该各为向由被把让说问打报转来有对用于一个两几本贵家好下喂嘿哎呀啊吗呢吧一了]"
)
_DOING = Late("[跑了趟换先能可以也要配去来做过着得不没就都还又再很已正将看查知排反映发票代表派设计坏修开关送买卖十]")
_SHAPE = Late(f"(?P<clear>{_CLEAR})|(?P<other>{_OTHER})")


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every department of a turn: the known ones and the pack's own, surely; what has the shape of one, perhaps."""
    text = view.text
    spans = {(start, end): True for start, end, _ in find_words(text, context.words.get("department", ()))}
    ends = ((p, longest_at("departments", text, p)) for p in range(len(text)))
    spans |= {(p, end): True for p, end in ends if end > p and not _is_trapped(text, p, end)}
    known = tuple(spans)
    for found in _SHAPE.finditer(text):
        start, end = _beginning(view, found.start()), found.end()
        if _names_a_unit(text, start, found.start()) and not _is_trapped(text, found.start(), end):
            sure = found["clear"] is not None or any(e == end and s >= start for s, e in known)
            spans.setdefault((start, end), sure)
    return [view.hit(start, end, sure=sure) for (start, end), sure in sorted(spans.items())]


def _is_trapped(text: str, start: int, end: int) -> bool:
    return is_trapped(pattern("department_traps"), text, start, end)


def _names_a_unit(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` may be the proper part of a unit's name: long enough, and it tells of no doing."""
    return end - start >= 2 and _DOING.search(text, start, end) is None


def _beginning(view: View, p: int) -> int:
    """Where the name that goes on at `p` begins: at a clause edge or behind a word that no name contains."""
    start = p
    while start > max(p - 10, 0) and not view.is_edge(start) and re.match(_HAN, view.text[start - 1]):
        if _BOUNDARY.match(view.text, start - 1):
            break
        start -= 1
    return start
