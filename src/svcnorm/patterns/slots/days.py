"""Days, weeks and months as they are spoken: 明天, 后儿, 下周一, 礼拜五, 十月二十号, 月底, 国庆前, 大年初八."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from svcnorm.patterns.slots.festivals import FORMS, festival_at, next_festival, spring_festival
from svcnorm.text.late import Late
from svcnorm.text.numerals import parse_number

Stretch = tuple[date, date]
"""First and last day, both included."""


class Day(NamedTuple):
    """An expression for a day or a stretch of days; it ends at `end` of its text.

    `resolve` gives its days as seen from a day, None where they cannot be known. `past` marks words
    that can only look back (昨天, 上周); `single` a day, not a stretch; `sure` is False where the words
    may mean something else. `eve`: 之前 leads to the day before, not to the last of them (春节前).
    `loose`: no more than a week or a month was named. `kind` tells apart the ways to name one day
    (后天, 星期五, 二十号); it is `number` for a day of a month that was not named.
    """

    end: int
    resolve: Callable[[date], Stretch | None]
    past: bool = False
    single: bool = True
    sure: bool = True
    recurring: bool = False
    eve: bool = False
    loose: bool = False
    kind: str = ""


_N = "[一二三四五六七八九]"
_D = f"三十一?|(?:二十|廿){_N}?|十{_N}?|{_N}|3[01]|[12][0-9]|0?[1-9]"
_M = "十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9]"
_NOT_A_DATE = (
    "(?![楼线门机窗柜院店桌厅厂位码卡段库球病电坑基话选公地台]|宿舍|出口|机房|服务|为您|专席|坐席|客服|员工|套餐|方案)"
)
_RELATIVE = {
    "大前天": -3, "前天": -2, "前日": -2, "前儿个": -2, "前儿": -2,
    "昨天": -1, "昨日": -1, "昨儿个": -1, "昨儿": -1, "昨个": -1,
    "今天": 0, "今日": 0, "今儿个": 0, "今儿": 0, "今个": 0, "今朝": 0,
    "明天": 1, "明日": 1, "明儿个": 1, "明儿": 1, "明个": 1, "明朝": 1, "听日": 1,
    "后天": 2, "后日": 2, "后儿个": 2, "后儿": 2, "后个": 2, "大后天": 3, "大后儿": 3,
}  # fmt: skip
_SHORT = {"今": 0, "明": 1, "后": 2, "昨": -1}
_WEEKDAYS = {**dict(zip("一二三四五六日", range(7))), "天": 6, **dict(zip("1234567", range(7)))}
_WEEK = "周|星期|礼拜"
_WHICH = "上上|(?<![早晚以马])上|这|本|下下|(?<!一)下"  # not in 一下周五, 马上周五
_OFFSETS = {"上上": -2, "上": -1, "这": 0, "本": 0, "今": 0, "当": 0, "": 0, "下": 1, "下下": 2}

_RELATIVE_DAY = Late("|".join(sorted(_RELATIVE, key=len, reverse=True)) + "|今明两?天|明后两?天|当[天日](?![地气线])")
_SHORT_DAY = Late("[今明后昨](?=[早晚晨夜]|上午|下午|中午)")
_WEEKDAY = Late(
    f"(?:(?P<which>{_WHICH})(?:一?个|一)?)?(?:{_WEEK})"
    "(?:(?P<day>[一二三四五六日天]|[1-7](?![0-9天个]))(?!线)|(?P<end>末))"
)
_WHOLE_WEEK = Late(f"(?P<which>{_WHICH})(?:一?个|一)?(?:{_WEEK})")
_WORKWEEK = Late(f"(?:{_WEEK})[一二三四五六日天]?[到至-](?:{_WEEK})?[一二三四五六日天]")
_FULL_DATE = Late(
    f"(?:(?P<year>20[0-9][0-9]|二[零〇][零〇一二三四五六七八九]{{2}}|今|明|后|去|前)年的?)?"
    f"(?P<month>{_M})月份?的?(?P<day>{_D})(?P<mark>[号日]?)"
)
_FIGURES = Late(r"(?P<year>20[0-9]{2})[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])")
_DAY_OF_MONTH = Late(f"(?:(?P<which>{_WHICH}|当|次)个?月份?的?)?(?P<day>{_D})[号日]{_NOT_A_DATE}(?!内)")
_PART_OF_MONTH = Late(
    f"(?:(?P<which>{_WHICH}|当)个?|(?P<year>[今明去])?年?(?P<month>{_M}))?月份?的?(?P<part>底|末|初|中旬?|上旬|下旬)(?![级一二])"
)
_MONTH = Late(f"(?P<which>{_WHICH})一?个?月(?!{_D}[号日])|(?P<year>[今明去])年的?(?P<month>{_M})月份?(?!{_D}[号日])")
_YEAR_END = Late("(?:(?P<year>[今明去])年)?年(?P<part>底|末)|(?P<within>[今本])年(?=[之以]?内|里)|年(?=内)")
_LUNAR = Late("(?P<mark>大年|正月|年)?初(?P<day>[一二三四五六七八九十])(?![中级高衡步次期始二三])")
_FESTIVAL = Late(
    f"(?P<past>去年)?(?:{FORMS})节?(?:(?:放假|假期|长假|黄金周|期间|当天|那天|那[几两]天)|(?=[之以]?[前后]|过后))"
)

_BEFORE_WEEKDAY = Late("[一二两三四五六几半每整多逢][个]?$")
_BEFORE_DAY_OF_MONTH = Late("[第工编尾单账型证幢栋路街巷弄道座的楼室单元每逢打拨按选0-9零一二三四五六七八九十]$")
_BEFORE_EVERY = Late("[每逢]个?月?$")


def day_at(text: str, p: int) -> Day | None:
    """The day or stretch of days whose expression begins at `text[p]`."""
    for read in (_relative, _week_day, _date, _month, _festival):
        day = read(text, p)
        if day:
            return day._replace(kind=day.kind or read.__name__)
    return None


def _relative(text: str, p: int) -> Day | None:
    """今天, 明儿, 大后天; 明早 as 明; 明后天 as a stretch; 当天 without a date."""
    found = _RELATIVE_DAY.match(text, p)
    if found is None:
        short = _SHORT_DAY.match(text, p)
        return _days_from_now(short.end(), _SHORT[short.group()]) if short else None
    word = found.group()
    if word[0] == "后" and (text.startswith("天", found.end()) or (p and text[p - 1] in "以之然过先最")):
        return None
    if word in _RELATIVE:
        return _days_from_now(found.end(), _RELATIVE[word])
    if word.startswith("当"):
        return Day(found.end(), lambda today: None, sure=False)
    first = 0 if word.startswith("今") else 1
    return Day(found.end(), lambda today: (_plus(today, first), _plus(today, first + 1)), single=False)


def _days_from_now(end: int, offset: int) -> Day:
    return Day(end, lambda today: (_plus(today, offset),) * 2, past=offset < 0)


def _week_day(text: str, p: int) -> Day | None:
    """周五, 下礼拜一, 这个星期三, 周末, 下周; 周一至周五 and 每周一 are recurring."""
    if found := _WORKWEEK.match(text, p):
        return Day(found.end(), lambda today: None, recurring=True)
    before = text[max(p - 2, 0) : p]
    if found := _WEEKDAY.match(text, p):
        which = found["which"]
        if which is None and _BEFORE_WEEKDAY.search(before):
            recurring = before.endswith(("每", "每个", "逢"))
            return Day(found.end(), lambda today: None, recurring=True) if recurring else None
        offset = None if which is None else _OFFSETS[which]
        number = 5 if found["end"] else _WEEKDAYS[found["day"]]
        last = 6 if found["end"] else number
        return Day(
            found.end(),
            lambda today: _of_week(today, offset, number, last),
            past=(offset or 0) < 0,
            single=last == number,
        )
    if found := _WHOLE_WEEK.match(text, p):
        offset = _OFFSETS[found["which"]]
        return Day(found.end(), lambda today: _of_week(today, offset, 0, 6), past=offset < 0, single=False, loose=True)
    return None


def _of_week(today: date, offset: int | None, first: int, last: int) -> Stretch:
    """Days of the week `offset` weeks from this one (Monday first); without `offset`, of the next such day to come."""
    monday = _plus(today, -today.weekday())
    if offset is None:
        offset = 0 if last > today.weekday() else 1
    return _plus(monday, 7 * offset + first), _plus(monday, 7 * offset + last)


def _date(text: str, p: int) -> Day | None:
    """十月二十号, 2026-10-20, 下个月一号, 20号, 大年初八."""
    if found := _FIGURES.match(text, p) or _FULL_DATE.match(text, p):
        end = found.end()
        bare = "mark" in found.groupdict() and not found["mark"]
        if not (bare and (end - found.start("day") < 2 or re.match("[0-9点个块天分元月]", text[end : end + 1]))):
            month, day = _number(found["month"]), _number(found["day"])
            year = found["year"]
            return Day(end, lambda today: _on(today, year, month, day), past=year in ("去", "前"))
    if found := _DAY_OF_MONTH.match(text, p):
        which = found["which"]
        before = text[max(p - 3, 0) : p]
        if which is None and _BEFORE_EVERY.search(before):
            return Day(found.end(), lambda today: None, recurring=True)
        if which is None and (_BEFORE_DAY_OF_MONTH.search(before) or text[found.end() - 1] == "日"):
            return None
        number = _number(found["day"])
        offset = None if which is None else _OFFSETS.get(which, 1)
        return Day(
            found.end(),
            lambda today: _day_of_month(today, offset, number),
            past=(offset or 0) < 0,
            kind="" if which else "number",
        )
    if found := _LUNAR.match(text, p):
        if p and text[p - 1] in "当最起":
            return None
        number, marked = _number(found["day"]), found["mark"] is not None
        return Day(found.end(), lambda today: _lunar(today, number, marked), sure=marked)
    return None


def _on(today: date, year: str | None, month: int, day: int) -> Stretch | None:
    """That date of that year; without a year, of the one where it is nearest, rather to come than past."""
    if year is None:
        years = (today.year - 1, today.year, today.year + 1)
        dates = [d for y in years if (d := _safe(y, month, day))]
        near = [d for d in dates if -90 <= (d - today).days <= 275] or dates
        return (near[0], near[0]) if near else None
    words = {"今": 0, "明": 1, "后": 2, "去": -1, "前": -2}
    found = _safe(today.year + words[year] if year in words else _number(year), month, day)
    return (found, found) if found else None


def _day_of_month(today: date, offset: int | None, day: int) -> Stretch | None:
    """The day of the month `offset` months from now; without `offset`, the next such day from today on."""
    if offset is None:
        offset = 0 if day >= today.day else 1
    year, month = _month_from(today, offset)
    found = _safe(year, month, day)
    return (found, found) if found else None


def _lunar(today: date, day: int, marked: bool) -> Stretch | None:
    """A day of the first lunar month, the nearest to come; unmarked (初八) only in the weeks about Spring Festival."""
    for year in (today.year, today.year + 1):
        first = spring_festival(year)
        found = first and _plus(first, day - 1)
        if found and found >= today and (marked or (found - today).days <= 45):
            return found, found
    return None


def _month(text: str, p: int) -> Day | None:
    """月底, 下个月初, 十二月底, 这个月, 年底."""
    if _BEFORE_EVERY.search(text[max(p - 2, 0) : p]):
        return None
    if found := _PART_OF_MONTH.match(text, p):
        which, month, part, year = found["which"], found["month"], found["part"], found["year"]
        past = which in ("上", "上上") or year == "去"
        return Day(found.end(), lambda today: _part_of(today, which, month, part, year), past=past, single=False)
    if found := _MONTH.match(text, p):
        which, month, year = found["which"], found["month"], found["year"]
        past = which in ("上", "上上") or year == "去"
        return Day(
            found.end(), lambda today: _part_of(today, which, month, "", year), past=past, single=False, loose=True
        )
    if found := _YEAR_END.match(text, p):
        words = {"去": -1, "今": 0, "本": 0, None: 0, "明": 1}
        offset, first = words[found["year"]], 11 if found["part"] else 1
        return Day(
            found.end(),
            lambda today: (date(today.year + offset, first, 1), date(today.year + offset, 12, 31)),
            past=offset < 0,
            single=False,
        )
    return None


def _part_of(today: date, which: str | None, month: str | None, part: str, year: str | None) -> Stretch | None:
    """A part of a month: its first ten days, the middle, the last ten; the whole for an empty `part`."""
    if month:
        number = _number(month)
        words = {"今": 0, "明": 1, "去": -1}
        shift = words[year] if year else int(number < today.month - 3)
        at = (today.year + shift, number)
    else:
        at = _month_from(today, _OFFSETS[which or ""])
    last = _days_in(*at)
    days = {"": (1, last), "初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20)}.get(part, (21, last))
    return date(*at, days[0]), date(*at, days[1])


def _festival(text: str, p: int) -> Day | None:
    """国庆 in 国庆之后, 春节 in 春节前: only where such a word makes a time of it."""
    found = _FESTIVAL.match(text, p)
    if found is None:
        return None
    known = festival_at(text, found.end("past") if found["past"] else p)
    if known is None:
        return None
    name = known[1]
    return Day(found.end(), lambda today: next_festival(name, today), past=bool(found["past"]), single=False, eve=True)


def _plus(day: date, days: int) -> date:
    return day + timedelta(days)


def _month_from(today: date, offset: int) -> tuple[int, int]:
    """Year and month `offset` months from the month of `today`."""
    months = today.year * 12 + today.month - 1 + offset
    return months // 12, months % 12 + 1


def _days_in(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(1)).day


def _safe(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= _days_in(year, month) else None


def _number(words: str) -> int:
    value = parse_number(words.replace("廿", "二十"))
    return int(value or 0)
