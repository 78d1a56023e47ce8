"""Moments as they are spoken, put together: 明天下午三点之前, 后天星期五上午, 今天九点到十一点, 下班前."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from svcnorm.patterns.slots.clock import Hour, Part, clock_at, off_work_at, part_at
from svcnorm.patterns.slots.days import Day, day_at
from svcnorm.text.late import Late

ABOUT = timedelta(minutes=15)
"""How long after the hour itself 三点 still lasts, as people promise it; twice as long for 三点左右."""

_LINK = Late("(?:的|也?就是|是|大概|大约|差不多|应该|可能|争取|尽量|最[晚迟]|就|在|嘛|呢|啊|,)*")
_TO = Late("到|至|-|~")
_SUFFIX = Late(
    "(?P<about>左右|前后|上下|那会儿?|的样子|的时候)|(?P<before>(?:[之以]前|前)(?![面往去来台端景提脚天])|(?:[之以]内|内(?![容部网线存购])|里头|里边|里(?![程面])|里面)|为止)|"
    "(?P<after>[之以]后|过后|后(?![面台期续来天勤]))"
)
_AT_MOST = Late("(?:最[晚迟多]|不[晚迟]于|不超过|赶在|截[止至]到?)$")
_STARTS = frozenset(
    "今明后昨前大当听这本上下周星礼拜初正腊年月春国元中端清劳五十圣除凌晨早一晌午傍晚夜半深白头黄擦黑收关打开吃天"
    "过去次零情妇女青儿教平新七八重二两三四五六七八九廿0123456789"
)


class Moment(NamedTuple):
    """An expression for a moment or a stretch of time: `text[start:end]`; `core` is where it ends without
    之前, 左右 and the like. `relation` is ``, `before`, `after` or `about`."""

    start: int
    core: int
    end: int
    days: tuple[tuple[int, Day], ...]
    part: Part | None
    clock: Hour | None
    until: tuple[Part | None, Hour] | None
    relation: str

    @property
    def day(self) -> Day | None:
        """The day that was named, the first of several names of one day (后天星期五)."""
        return self.days[0][1] if self.days else None


def find_moments(text: str, is_edge: Callable[[int], bool]) -> list[Moment]:
    """Every moment of a text from left to right, the longest at each place; also past and recurring ones.

    `is_edge` tells the clause edges: the words of a day do not run across one (姓周,天元的), a moment may.
    """
    moments: list[Moment] = []
    p = 0
    for start, char in enumerate(text):
        if start >= p and char in _STARTS and (moment := _moment_at(text, start, is_edge)):
            moments.append(moment)
            p = moment.end
    return moments


def _moment_at(text: str, start: int, is_edge: Callable[[int], bool]) -> Moment | None:
    """The moment whose expression begins at `text[start]`."""
    days: list[tuple[int, Day]] = []
    end = p = start
    while (day := day_at(text, p)) and not any(map(is_edge, range(p + 1, day.end))):
        if day.kind in {known.kind for _, known in days}:
            break
        days.append((p, day))
        end = day.end
        p = _skip(text, end)
    part = part_at(text, p, alone=not days)
    if part:
        end, p = part.end, _skip(text, part.end)
    clock = clock_at(text, p, placed=bool(days or part)) or off_work_at(text, p)
    until = None
    if clock:
        end = clock.end
        until = _until(text, end)
        end = until[1].end if until else end
    if end == start:
        return None
    suffix = _SUFFIX.match(text, end)
    if suffix and len(suffix.group()) == 1 and is_edge(end):
        suffix = None
    relation = (suffix.lastgroup or "") if suffix else ""
    if not relation and _AT_MOST.search(text, max(start - 4, 0), start):
        relation = "before"
    return Moment(start, end, suffix.end() if suffix else end, tuple(days), part, clock, until, relation)


def _skip(text: str, p: int) -> int:
    """Past the little words that may stand inside a moment (明天的上午, 明天大概三点)."""
    found = _LINK.match(text, p)
    return found.end() if found else p


def _until(text: str, p: int) -> tuple[Part | None, Hour] | None:
    """The second hour of a range: 到下午五点."""
    link = _TO.match(text, p)
    if link is None:
        return None
    part = part_at(text, link.end(), alone=True)
    clock = clock_at(text, part.end if part else link.end(), placed=True)
    return (part, clock) if clock else None


class Span(NamedTuple):
    """When a moment is, in local time: from `first` (None: not said) to `last` (None: open)."""

    first: datetime | None
    last: datetime | None


def resolve(moment: Moment, now: datetime) -> Span | None:
    """When a moment is, as seen from local time `now`; None where its words do not tell."""
    day = moment.day
    days = day.resolve(now.date()) if day else (now.date(), now.date())
    if days is None:
        return None
    if moment.clock:
        return _of_clock(moment, days[-1], moment.clock, now)
    eve = day is not None and day.eve and moment.relation == "before"
    last = _last_of(moment.part, days[0] - timedelta(1) if eve else days[-1])
    return Span(last, None) if moment.relation == "after" else Span(None, last)


def _last_of(part: Part | None, day: date) -> datetime:
    """The last instant of a day, or of a part of it."""
    midnight = datetime.combine(day, time())
    hours = part.last if part else 24
    return midnight + timedelta(hours=hours) - timedelta(milliseconds=1 if hours == 24 else 0)


def _of_clock(moment: Moment, day: date, clock: Hour, now: datetime) -> Span:
    """The moment of a named hour: sharp with 前, else a little longer than the hour itself."""
    at = _instant(day, moment.part, clock, now)
    if at < now and not moment.days and (clock.hour == 0 or (moment.part and moment.part.first == 0)):
        at += timedelta(1)
    if moment.relation == "after":
        return Span(at, None)
    last = at
    if moment.until:
        part, clock = moment.until
        last = _instant(at.date(), part or moment.part, clock, at)
    grace = {"before": timedelta(0), "about": 2 * ABOUT}.get(moment.relation, ABOUT)
    return Span(at, last + grace)


def _instant(day: date, part: Part | None, clock: Hour, after: datetime) -> datetime:
    """`clock` on `day`. Which half of the day is meant follows from `part`; on the day of `after` from what is
    still to come; else from custom (一点 to 六点 are in the afternoon)."""
    midnight = datetime.combine(day, time()) + timedelta(minutes=clock.minute)
    if clock.hour > 12 or clock.hour == 0:
        return midnight + timedelta(hours=clock.hour)
    if part:
        return midnight + timedelta(hours=_hour_in(part, clock.hour))
    hours = (clock.hour, clock.hour + 12) if day == after.date() else (clock.hour + (12 if clock.hour < 7 else 0),)
    instants = [midnight + timedelta(hours=hour) for hour in hours]
    return next((at for at in instants if at >= after), instants[-1] if clock.hour < 12 else instants[0])


def _hour_in(part: Part, hour: int) -> int:
    """The hour of the day (above 24: of the next one) that `hour`, 1 to 12, is in a part of the day."""
    if part.first < 7:
        return hour % 12 if part.first == 0 else hour
    if part.first in (8, 11):
        return hour + 12 if hour < 7 else hour
    if part.first in (12, 17):
        return 12 + hour % 12
    evening = 5 if part.first == 18 else 8
    return 12 + hour if evening <= hour <= 12 else 24 + hour
