"""Lengths of time as they are spoken: 二十分钟, 半个小时, 一个半钟头, 三天, 两周, 两个工作日."""

from __future__ import annotations

from typing import NamedTuple

from svcnorm.text.late import Late
from svcnorm.text.numerals import Numeral, read_numerals

MINUTE, HOUR, DAY = 60, 3_600, 86_400
_SECONDS = {"second": 1, "minute": MINUTE, "quarter": 15 * MINUTE, "hour": HOUR, "day": DAY, "week": 7 * DAY,
            "month": 30 * DAY, "year": 365 * DAY, "working day": DAY}  # fmt: skip
_UNITS = (
    ("second", r"秒钟?"),
    ("minute", r"分钟|分(?=\d+秒|[零一二两三四五六七八九十]+秒)"),
    ("quarter", r"刻钟"),
    ("hour", r"个?(?:多|来)?(?:小时|钟头|钟点|h(?![a-z]))|个(?:多|来)?钟(?![头点])"),
    ("working day", r"个?(?:工作日|工作天)"),
    ("day", r"个?(?:自然日|日历日)|(?:多|来)?天(?![然气线猫翼河津空府下堂上])|日(?=(?:之|以)?内)|个白天|昼夜|宿"),
    ("week", r"个?(?:多|来)?(?:星期|礼拜)(?![一二三四五六日天])|周(?![岁年边末围刊期转易全报到密星一二三四五六日天])"),
    ("month", r"个(?:多|来)?月|(?<=[两俩半])月(?![底初份末])"),
    ("year", r"个?(?:多|来)?年(?![级代份初底前纪龄轻终末])"),
)
_UNIT = Late("|".join(f"(?P<u{i}>{form})" for i, (_, form) in enumerate(_UNITS)))
_HALF_MORE = Late("半(?![天个年月价折路夜小])")
_ORDINAL = Late("(?:第|前面?第|大年|初)$")
_FIGURE = Late("[0-9.]")
# Words that begin like a length: 三年级, 一天到晚, 三天两头, 半天(了) is a sigh.
_IDIOM = Late(
    "一天(?:到晚|天|比一天)|[三两][天日]两头|三天打鱼|一年四季|一年到头|一分钱|千分|一年一度|一日[三之]|三十六计"
)
_SIGH = Late("半天(?!时间|[之以]?内|[左就够可能]|的?假)|大半天")
_RANGE = Late("(?:[到至\\-~]|或者?)$")


class Length(NamedTuple):
    """A length of time in a text: `text[start:end]`, at least `low` and at most `high` seconds.

    A month counts 30 days, a year 365. `unit` is the last unit named; `number` how many of it at most.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    number: float


def find_lengths(text: str) -> list[Length]:
    """Every length of a text, taken whole (一小时二十分钟 is one); indefinite ones (几分钟, 一会儿) are none."""
    parts = [part for numeral in _first_readings(text) if (part := _length(text, numeral))]
    return _joined(text, parts)


def _first_readings(text: str) -> list[Numeral]:
    """One reading for each place: the likeliest that a unit may follow."""
    readings: dict[int, Numeral] = {}
    for numeral in read_numerals(text):
        readings.setdefault(numeral.start, numeral)
    return list(readings.values())


def _length(text: str, number: Numeral) -> Length | None:
    """The length that `number` counts, if a unit of time follows it."""
    unit = _UNIT.match(text, number.end)
    start = number.start
    if unit is None or unit.lastgroup is None or _ORDINAL.search(text[max(start - 3, 0) : start]):
        return None
    name = _UNITS[int(unit.lastgroup[1:])][0]
    if _IDIOM.match(text, start) or _SIGH.match(text, start) or (start and _SIGH.match(text, start - 1)):
        return None
    if name == "year" and (number.low >= 1900 or (number.end - start > 1 and text[start] in "零〇0")):
        return None
    end, low, high = unit.end(), number.low, number.high
    if "多" in unit.group():
        high = low + 1
    if name in ("day", "year", "month", "week") and _HALF_MORE.match(text, end):
        end, low, high = end + 1, low + 0.5, high + 0.5
    return Length(start, end, low * _SECONDS[name], high * _SECONDS[name], name, high)


def _joined(text: str, parts: list[Length]) -> list[Length]:
    """Runs of parts put together: one that goes on in smaller units (一小时零五分), a range (三到五天)."""
    found: list[Length] = []
    for part in parts:
        last = found[-1] if found else None
        gap = text[last.end : part.start] if last else ""
        if last and gap in ("", "零", "又", "加") and _SECONDS[part.unit] < _SECONDS[last.unit]:
            found[-1] = Length(last.start, part.end, last.low + part.low, last.high + part.high, part.unit, part.number)
        elif last and gap in ("到", "至", "-", "~") and part.high > last.low:
            found[-1] = Length(last.start, part.end, last.low, part.high, part.unit, part.number)
        else:
            found.append(_with_lower_bound(text, part))
    return found


def _with_lower_bound(text: str, part: Length) -> Length:
    """三到五天, 3-5天: the range, where a bare number and 到 stand before the length."""
    link = _RANGE.search(text, max(part.start - 2, 0), part.start)
    if link is None:
        return part
    for numeral in _first_readings(text[: link.start()])[-1:]:
        if numeral.end == link.start() and numeral.low < part.number:
            return part._replace(start=numeral.start, low=numeral.low * _SECONDS[part.unit])
    return part
