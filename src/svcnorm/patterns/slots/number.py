"""{number}: a number, spoken or written (四十八, 两百五, 3.5, 百分之二十)."""

from __future__ import annotations

from svcnorm.patterns.slots.base import SlotContext, SlotHit, SlotValue
from svcnorm.patterns.slots.view import View, everywhere
from svcnorm.text.late import Late
from svcnorm.text.numerals import Numeral, read_numerals

DOC = "A number, spoken or written: 四十八, 两百五, 幺幺四, 3.5, 百分之二十; not the 一 of 一下 and 一定, nor 几."

# What may follow a number of one character, where that number counts something (一个, but not 一定).
_COUNTED = Late(
    "[个块元次遍条张天年月号秒兆部台位套份件户名楼层万级折页倍格度岁斤米句声趟家座栋间人种项格组笔路根道台%]|点[钟半]|分[钟钱]|"
    "小时|星期|礼拜|周|季度|公里|平方|回(?!事)|期|g(?![a-z])"
)
_IDIOM = Late(
    "十分(?!钟|钱|之)|一部分|一路上?|一条龙|一回事|一样|一个劲|一人一|一级棒|三番五次|三天两头|一五一十|七上八下|乱七八糟|三三两两|四面八方|"
    "丢三落四|不三不四|五花八门|接二连三|一心一意|一清二楚|一模一样|一来二去|万一|统一|唯一|(?<!分)之一|同一|专一|单一|一年四季|半[信导路]|一[二三]线|"
    "(?:五一|十一|六一|五四)(?=节|快乐|放假|假期|长假|期间|前|后|之|黄金周)"
)


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every number of a turn with its value; a range counts by its upper end, 二十多 by its round number."""
    hits = []
    places: set[int] = set()
    for numeral in read_numerals(view.text):
        first = numeral.start not in places
        places.add(numeral.start)
        if _counts(view, numeral):
            value = numeral.low if view.text[numeral.end - 1] in "多余几来" else numeral.high
            text = view.text[numeral.start : numeral.end]
            hits.append(view.hit(numeral.start, numeral.end, SlotValue(text, number=value), sure=first))
    return hits


def _counts(view: View, numeral: Numeral) -> bool:
    """Whether a numeral is a number there, and not a part of a word or of a masked or Latin string (wifi6, 138****)."""
    text, start, end = view.text, numeral.start, numeral.end
    if text[start].isascii() and (_is_latin(text[start - 1 : start]) or "*" in text[max(start - 1, 0) : end + 1]):
        return False
    if any(idiom.end() > start for idiom in everywhere(_IDIOM, text[: end + 4], max(start - 3, 0))):
        return False
    if text[start].isascii() or end - start > 1:
        return True
    ordinal = start > 0 and text[start - 1] == "第"
    return ordinal or _COUNTED.match(text, end) is not None or (view.is_edge(start) and view.is_edge(end))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
