"""Parts of the day and hours as they are spoken: 下午, 晌午, 三点半, 四点一刻, 15:30, 下班前."""

from __future__ import annotations

import re
from typing import NamedTuple

from svcnorm.text.late import Late
from svcnorm.text.numerals import parse_number


class Part(NamedTuple):
    """A part of the day: it ends at `end` of its text and lasts from hour `first` to hour `last` of its day."""

    end: int
    first: int
    last: int


class Hour(NamedTuple):
    """A time of the clock as it is said, `hour` 0 to 24; it ends at `end` of its text.

    `marked` says that the words can mean nothing else (三点钟, 三点半; not 一点, 两点).
    """

    end: int
    hour: int
    minute: int
    marked: bool


_PARTS = {
    "凌晨": (0, 6),
    "大清早|一大早|一清早|清早|清晨|早晨|早上|早间|一早(?!上)|早起|早(?![点日就已些先知说晚班该饭餐操市期安])": (5, 12),
    "上午|头晌|前晌|上半天|上半日|午前|晨": (6, 12),
    "中午|正午|晌午头?|午间|当午": (11, 14),
    "下午|午后|下半天|下半日|后晌|晚半晌": (12, 18),
    "傍晚|黄昏|擦黑|傍黑": (17, 20),
    "晚上|晚间|夜里|夜间|夜晚|黑夜|晚夕|晚黑|晚(?![点些上间安会到交饭餐班报辈年期])": (18, 24),
    "半夜|深夜|大半夜|夜(?![里间晚班市])": (22, 28),
    "白天": (8, 18),
}
_PART = Late("|".join(f"(?P<p{i}>{forms})" for i, forms in enumerate(_PARTS)))
_HOURS = tuple(_PARTS.values())
# 早 and 晚 alone need a day before them (明早); what may begin a time by itself is longer.
_ALONE = Late("[早晚夜晨]$")

_H = "二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九]|2[0-4]|1[0-9]|0?[0-9]"
_MIN = "[二三四五]?十[一二三四五六七八九]?|[1-5][0-9]"
_CLOCK = Late(
    f"(?P<h>{_H})(?:点钟?|时(?=[0-9零一二三四五半整])(?!半[会刻]))(?:"
    "(?P<half>半钟?)|(?P<quarter>[一三])刻钟?|(?P<sharp>整)|"
    "(?P<over>[零过][零〇0]?[一二两三四五六七八九1-9](?![零一二三四五六七八九十百0-9])分?钟?|[一二两三四五六七八九]分钟?)|"
    f"(?P<m>{_MIN})(?![0-9百千万个块天元兆g号月]|分之)分?钟?|(?P<odd>多钟?(?!少)|来钟)"
    ")?"
)
_FIGURES = Late(r"(?P<h>2[0-4]|1[0-9]|0?[0-9]):(?P<m>[0-5][0-9])(?![0-9])")
_TWO = Late("(?:一两|[两二]三|三四|四五|五六|六七|七八|八九|九十)点")
# 有三点 and 第三点 count points; 说三点 does so unless an act follows (说三点过来); 快一点 is a little.
_COUNTING = Late("[0-9.:%第有这那几分共占]$|以[上下]$")
_SAYING = Late("[说讲谈提认调意充]$")
_A_LITTLE = Late("[快慢早晚差好大小多少高低贵长短远近轻重便宜点有]$")
_ACTING = Late("[给我咱打回过来上到准在去就联再能可您你行好]")
_NOUN = Late(
    "(?:[要需]求|建议|意见|原因|问题|说明|注意|优惠|好处|理由|情况|须知|内容|事|错|不|没|都没|也|儿|时间|关系|印象|办法|钱|用|忙|小|东西|"
    "想法|困难|要点|[零一二三四五六七八九0-9]+(?:个|g|兆|万|块|倍|级|%|米|元|公|亿|折|k|m)|式|位|[一两三]点)"
)
_FOLLOWING_DIGITS = frozenset("零一二三四五六七八九0123456789")
_TIME_AFTER = Late("[之以]?[前后]|左右|[到至-]|钟|半|整|准时")
_OFF_WORK = Late(
    "(?:(?P<close>下班|收工|关门|打烊|收摊)|(?P<open>上班|开门|开工)|(?P<noon>吃?午饭|吃中饭|吃晌午)|(?P<dark>天黑))"
    "(?=[之以]?[前后](?![面台]))|(?P<start>一上班)"
)
_OFF_HOURS = {"close": (18, 0), "open": (9, 0), "start": (9, 0), "noon": (12, 30), "dark": (19, 0)}


def part_at(text: str, p: int, alone: bool) -> Part | None:
    """The part of the day at `text[p]`; 早 and 晚 count only if not `alone`, that is after a day (明早)."""
    found = _PART.match(text, p)
    if found is None or found.lastgroup is None or (alone and _ALONE.match(found.group())):
        return None
    return Part(found.end(), *_HOURS[int(found.lastgroup[1:])])


def clock_at(text: str, p: int, placed: bool) -> Hour | None:
    """The time of the clock at `text[p]`; `placed` says that a day or part of the day stands before it, so that 一点
    is one o'clock and not a little."""
    if found := _FIGURES.match(text, p):
        return Hour(found.end(), int(found["h"]), int(found["m"]), marked=True)
    found = _CLOCK.match(text, p + (1 if _TWO.match(text, p) else 0))
    if found is None:
        return None
    hour, minute = int(parse_number(found["h"]) or 0), _minute(found)
    exact = found.end() - found.end("h") > 1 or hour > 12
    if hour > 24 or minute > 59 or (not placed and _COUNTING.search(text, max(p - 2, 0), p)):
        return None
    if not exact and not _is_hour(text, p, found.end(), hour, placed):
        return None
    return Hour(found.end(), hour, minute, marked=exact or placed)


def _minute(found: re.Match[str]) -> int:
    if found["half"] or found["odd"]:
        return 30
    if found["quarter"]:
        return 15 if found["quarter"] == "一" else 45
    words = found["m"] or (found["over"] or "").strip("零〇过分钟0")
    return int(parse_number(words) or 0) if words else 0


def _is_hour(text: str, p: int, end: int, hour: int, placed: bool) -> bool:
    """Whether N点 is an hour: not 一点 (a little), 两点要求 (two points), 三点五个 (a decimal), 有三点."""
    if _NOUN.match(text, end):
        return False
    if placed:
        return True
    bounded = _TIME_AFTER.match(text, end) is not None
    if hour == 1:
        return bounded and not _A_LITTLE.search(text, max(p - 1, 0), p)
    if bounded or _ACTING.match(text, end):
        return True
    return text[end : end + 1] not in _FOLLOWING_DIGITS and not _SAYING.search(text, max(p - 1, 0), p)


def off_work_at(text: str, p: int) -> Hour | None:
    """下班, 收工, 上班 and the like as a time of the clock, where 前 or 后 follows; usual hours."""
    found = _OFF_WORK.match(text, p)
    if found is None or found.lastgroup is None:
        return None
    return Hour(found.end(), *_OFF_HOURS[found.lastgroup], marked=True)
