"""Times as people and machines write them, turned into integer milliseconds without float drift."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

DAY = 86_400_000
FARTHEST = 10 * DAY
"""A number of seconds beyond this (10 days either way) is no time from the start of a conversation."""

# Patterns are texts here, compiled when first used: most runs need few of them.
_ELAPSED = r"(?P<sign>-?)(?:(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):)?(?P<s>\d{1,9})(?:[.,](?P<f>\d{1,12}))?"
_DATE_TIME = (
    r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,12}))?)?"
    r"\s*(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?"
)


class Moment(NamedTuple):
    """A time as written: `elapsed` ms from the start of the conversation, or `instant` in epoch ms.

    `offset` is the zone in minutes where one was written; `day_only` marks a date without a time.
    """

    elapsed: int | None = None
    instant: int | None = None
    offset: int | None = None
    day_only: bool = False


def milliseconds(seconds: int | float) -> int:
    """Seconds as integer milliseconds, rounded half up in decimal: 1.0005 is 1001 ms."""
    if isinstance(seconds, int):
        return seconds * 1000
    near = math.floor(seconds * 1000 + 0.5)
    if abs(seconds * 1000 - near) < 0.4 and abs(near) < FARTHEST * 1000:
        return near
    from decimal import ROUND_FLOOR, Decimal

    return int((Decimal(repr(seconds)) * 1000 + Decimal("0.5")).to_integral_value(ROUND_FLOOR))


def elapsed(text: str) -> int | None:
    """`5.2`, `00:05`, `1:02:03.4`, `00:00:05,340` as milliseconds; None for anything else."""
    match = re.fullmatch(_ELAPSED, text, re.ASCII)
    if match is None:
        return None
    hours, minutes, seconds = (int(match[part] or 0) for part in "hms")
    if match["m"] and seconds > 59 or match["h"] and minutes > 59:
        return None
    value = (hours * 3600 + minutes * 60 + seconds) * 1000 + _fraction(match["f"])
    return -value if match["sign"] else value


def date_time(text: str, assumed_offset: int) -> Moment | None:
    """An ISO 8601 date and time (a blank for the T, slashes and one-digit months are taken too).

    A time without zone is read in `assumed_offset` (minutes east of UTC). Raises ValueError for a
    date that no calendar has; None for text that is no date.
    """
    match = re.fullmatch(_DATE_TIME, text, re.ASCII)
    if match is None:
        return None
    from datetime import date

    day = date(int(match["year"]), int(match["month"]), int(match["day"])).toordinal() - 719_163
    hours, minutes, seconds = (int(match[part] or 0) for part in "hms")
    if minutes > 59 or seconds > 59 or hours > 24 or (hours == 24 and (minutes or seconds)):
        raise ValueError("no such time of day")
    local = day * DAY + (hours * 3600 + minutes * 60 + seconds) * 1000 + _fraction(match["f"])
    offset = _offset(match["zone"])
    used = assumed_offset if offset is None else offset
    return Moment(instant=local - used * 60_000, offset=offset, day_only=match["h"] is None)


def iso(instant: int, offset: int) -> str:
    """Epoch milliseconds as ISO 8601 in the zone `offset` (minutes east of UTC)."""
    from datetime import datetime, timedelta, timezone

    zone = timezone(timedelta(minutes=offset))
    moment = datetime.fromtimestamp(0, timezone.utc) + timedelta(milliseconds=instant)
    return moment.astimezone(zone).isoformat(timespec="milliseconds" if instant % 1000 else "seconds")


def _fraction(digits: str | None) -> int:
    """Decimal digits after the point as milliseconds, rounded half up."""
    if not digits:
        return 0
    return (int(digits[:4].ljust(4, "0")) + 5) // 10


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone in "Zz":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if hours > 14 or minutes > 59:
        raise ValueError("no such time zone")
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)
