"""{amount}: a sum of money (三十块, 一百四十九元, 两块五, 五毛钱, ¥30)."""

from __future__ import annotations

import re

from svcnorm.patterns.slots.base import SlotContext, SlotHit, SlotValue
from svcnorm.patterns.slots.view import View
from svcnorm.text.late import Late
from svcnorm.text.numerals import Numeral, parse_number, read_numerals

DOC = "A sum of money in yuan: 三十块, 一百四十九元, 两块五, 五毛钱, 八百多块; 几块钱 and 这一块 are none."

_D = "[一二两三四五六七八九0-9]"
_NO_MORE = "(?![十百千万亿个天年月次条张点小块元号人位套部台兆g周星礼折倍a-z])"
_CURRENCY = Late(
    f"(?:[块元圆](?!旦|宵|素|器|音|桥|里|头)(?:(?P<jiao>零?{_D}|半){_NO_MORE}(?:[毛角](?P<fen>{_D}){_NO_MORE}分?|[毛角])?)?(?:钱|整)?|"
    "(?P<small>[毛角])(?![病巾笔衣利主度色落形星])(?P<fen2>[一二三四五六七八九1-9](?![0-9个十百千])分?)?钱?|(?P<cent>分钱)|人民币|rmb|美[元金])"
)
_SIGN = Late("(?:[¥￥$]|rmb|人民币)$")
_THING = Late("块(?:电池|屏|板|表|石|砖|肉|地|硬盘|玻璃|儿|区域|内容|业务|牌|布|木|大|小|的?问题|呢|这|就是|儿)")
_ONE_PIECE = Late("[这那哪第整每某]$")
_PAID = Late("(?:[扣收付退交多少加要才就差返抵花省赔充欠给便宜贵赚打是到涨降了]|月租|每月|一个月|押金|话费)$")


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every sum of a turn, its value in yuan; of a range the upper end, of 八百多块 the round number."""
    text = view.text
    hits: list[SlotHit] = []
    taken = 0
    for numeral in read_numerals(text):
        if numeral.start < taken:
            continue
        taken = numeral.end
        value = numeral.low if text[numeral.end - 1] in "多余几来" else numeral.high
        if found := _CURRENCY.match(text, numeral.end):
            if not _is_piece(text, numeral, found):
                hits.append(_hit(view, numeral.start, found, value))
                taken = found.end()
        elif sign := _SIGN.search(text, max(numeral.start - 3, 0), numeral.start):
            words = text[sign.start() : numeral.end]
            hits.append(view.hit(sign.start(), numeral.end, SlotValue(words, number=value)))
    return hits


def _hit(view: View, start: int, found: re.Match[str], value: float) -> SlotHit:
    number = round(value + _fraction(found), 2)
    if found["small"]:
        number = round(value / 10 + _digit(found["fen2"]) / 100, 2)
    elif found["cent"]:
        number = round(value / 100, 2)
    return view.hit(start, found.end(), SlotValue(view.text[start : found.end()], number=number))


def _fraction(found: re.Match[str]) -> float:
    """What follows 块: 八 is 0.8, 零五 is 0.05, 二毛五 is 0.25."""
    tenth = found["jiao"] or ""
    if tenth.startswith("零"):
        return _digit(tenth[1:]) / (10 if found.group().endswith(("毛", "角")) else 100)
    return (5 if tenth == "半" else _digit(tenth)) / 10 + _digit(found["fen"]) / 100


def _digit(words: str | None) -> float:
    return (parse_number(words.rstrip("分")) or 0.0) if words else 0.0


def _is_piece(text: str, numeral: Numeral, found: re.Match[str]) -> bool:
    """Whether 块 is a piece of something (这一块, 两块电池); 一块 alone is money only where something is paid."""
    before = text[max(numeral.start - 3, 0) : numeral.start]
    if not found.group().startswith("块"):
        return False
    if found.group() == "块" and (_THING.match(text, numeral.end) or _ONE_PIECE.search(before)):
        return True
    return found.group() == "块" and text[numeral.start : numeral.end] == "一" and not _PAID.search(before)
