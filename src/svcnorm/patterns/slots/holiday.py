"""{holiday}: the name of a festival (春节, 国庆节, 中秋, 新年)."""

from __future__ import annotations

from svcnorm.patterns.slots.base import SlotContext, SlotHit
from svcnorm.patterns.slots.name import read
from svcnorm.patterns.slots.view import View
from svcnorm.text.late import Late

DOC = "The name of a festival: 春节, 国庆节, 中秋, 元旦, 新年, 五一; not the 十一 of 十一点, nor a person called 国庆."

_NAMES = Late(
    "(?:元旦|春节|清明|劳动|国庆|端午|中秋|重阳|元宵|七夕|圣诞|腊八|妇女|女神|女王|三八|青年|儿童|教师|建军|建党|护士|母亲|父亲|情人|万圣|感恩)节|"
    "元旦|春节|新春|新年|过年|大年初一|大年三十|年三十|除夕|小年夜?|元宵|清明|端午|中秋|重阳|七夕|国庆|平安夜|圣诞|腊八|冬至|双节|佳节|节日|"
    "(?P<number>五一|十一|六一|五四|八一)节?"
)
_CELEBRATED = Late(
    "节|快乐|放假|假期|长假|期间|[之以]?[前后](?![面台])|那[天会几]|黄金周|正[是好]|当天|加班|促销|活动|的?时候|小长假|出去|回[家来去]|到了|还"
)
_DIGIT = Late("[0-9零一二三四五六七八九十百千万幺点]")
_TRAP = Late(
    "双十一|[买吃煮做订送]元宵|元宵馅|清明上河|国庆[路街村镇店桥]|重阳[路街村镇]|清明[路街村]|春节联欢|新年[路街]|圣诞[老树]|"
    "小年[轻纪青级]|儿童节目|劳动节[约]|青年节目|过年[龄费级轻限]|年节日|[三四五六七八九十一二]十?过年[龄]"
)


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every festival that a turn names; the ones that are mere numbers only where something celebrates them."""
    text = view.text
    spans = []
    for found in _NAMES.finditer(text):
        start, end = found.span()
        if found["number"] and not _is_festival(text, start, end):
            continue
        if any(trap.start() < end and start < trap.end() for trap in _TRAP.finditer(text, max(start - 2, 0), end + 2)):
            continue
        spans.append((start, end))
    if spans:
        names = [(name.start, name.end) for name in read(view)]
        spans = [(s, e) for s, e in spans if not any(a < s and e <= b for a, b in names)]
    return [view.hit(start, end) for start, end in spans]


def _is_festival(text: str, start: int, end: int) -> bool:
    """Whether 五一 or 十一 is the festival: no digits beside it, and what follows is said of festivals."""
    if text[end - 1] == "节":
        return True
    beside_digit = start > 0 and _DIGIT.match(text, start - 1)
    return not beside_digit and _CELEBRATED.match(text, end) is not None
