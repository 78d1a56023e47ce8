"""Festivals: their names, when they fall, and which days are off work."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from svcnorm.patterns.slots.shipped import lines
from svcnorm.text.late import Late

# Solar festivals as month, day, and how many days the holiday lasts.
_SOLAR = {
    "元旦": (1, 1, 1),
    "情人节": (2, 14, 1),
    "妇女节": (3, 8, 1),
    "清明": (4, 4, 3),
    "劳动节": (5, 1, 5),
    "青年节": (5, 4, 1),
    "儿童节": (6, 1, 1),
    "教师节": (9, 10, 1),
    "国庆": (10, 1, 7),
    "平安夜": (12, 24, 1),
    "圣诞": (12, 25, 1),
}
# Lunar festivals as column of the shipped table, days after it, and how many days the holiday lasts.
_LUNAR = {
    "春节": (1, 0, 7),
    "除夕": (1, -1, 1),
    "元宵": (1, 14, 1),
    "端午": (2, 0, 3),
    "七夕": (3, 0, 1),
    "中秋": (4, 0, 3),
    "重阳": (5, 0, 1),
}
_SPOKEN = {
    "元旦": "元旦",
    "情人节": "情人节",
    "妇女节|女神节|女王节|三八节": "妇女节",
    "清明": "清明",
    "劳动节|五一": "劳动节",
    "青年节|五四": "青年节",
    "儿童节|六一": "儿童节",
    "教师节": "教师节",
    "国庆|十一": "国庆",
    "平安夜": "平安夜",
    "圣诞": "圣诞",
    "春节|新春|过年|大年初一": "春节",
    "除夕|大年三十|年三十": "除夕",
    "元宵|正月十五": "元宵",
    "端午": "端午",
    "七夕": "七夕",
    "中秋|八月十五": "中秋",
    "重阳": "重阳",
}
FORMS = "|".join(_SPOKEN)
_NAME = {form: name for forms, name in _SPOKEN.items() for form in forms.split("|")}
_KNOWN = Late(FORMS)


def festival_at(text: str, p: int) -> tuple[int, str] | None:
    """The end and the plain name of the festival whose name stands at `text[p]` (国庆节 -> 国庆)."""
    found = _KNOWN.match(text, p)
    if found is None:
        return None
    end = found.end() + (text.startswith("节", found.end()) and not found.group().endswith("节"))
    return end, _NAME[found.group()]


def spring_festival(year: int) -> date | None:
    """The first day of the lunar year that begins in `year`; None outside the shipped table."""
    return _of_year("春节", year)


def next_festival(name: str, today: date) -> tuple[date, date] | None:
    """First and last day off of the festival that is on or comes next; None outside the shipped table."""
    days = (_SOLAR.get(name) or _LUNAR[name])[2]
    for year in (today.year, today.year + 1):
        first = _of_year(name, year)
        if first and first + timedelta(days - 1) >= today:
            return first, first + timedelta(days - 1)
    return None


def is_working_day(day: date) -> bool:
    """Whether people commonly work: no weekend, no day off by law. Shifted working days are not counted, so that
    a deadline is rather late than early."""
    if day.weekday() >= 5:
        return False
    return not any(_falls_on(name, day) for name in ("元旦", "春节", "除夕", "清明", "劳动节", "端午", "中秋", "国庆"))


def _falls_on(name: str, day: date) -> bool:
    first = _of_year(name, day.year)
    days = {"清明": 2, "端午": 1, "中秋": 1}.get(name) or (_SOLAR.get(name) or _LUNAR[name])[2]
    return first is not None and first <= day < first + timedelta(days)


def _of_year(name: str, year: int) -> date | None:
    if name in _SOLAR:
        month, day, _ = _SOLAR[name]
        return date(year, month, day)
    column, offset, _ = _LUNAR[name]
    row = _table().get(year)
    return row[column - 1] + timedelta(offset) if row else None


@cache
def _table() -> dict[int, tuple[date, ...]]:
    rows = (line.split() for line in lines("lunar_festivals"))
    return {int(year): tuple(date.fromisoformat(f"{year}-{day}") for day in days) for year, *days in rows}
