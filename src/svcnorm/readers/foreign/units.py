"""Times in the units of other systems, as moments."""

from __future__ import annotations

import re

from svcnorm.readers import times
from svcnorm.readers.checks import Place, kind
from svcnorm.readers.times import Moment

PER_MS = {
    "s": (1_000, 1),
    "ms": (1, 1),
    "us": (1, 1_000),
    "ns": (1, 1_000_000),
    "ticks": (1, 10_000),
    "min": (60_000, 1),
    "d": (86_400_000, 1),
}
"""Milliseconds of a unit as a fraction; a tick is 100 ns, and a day what spreadsheets count in."""
UNITS = (*PER_MS, "clock", "date")
EPOCH_FROM, EPOCH_TO = 946_684_800_000, 4_102_444_800_000
"""Milliseconds that can only be counted from 1970: the years 2000 to 2099."""
FARTHEST = 10**19
"""Beyond this no number is a time in any unit, nor one that can be reckoned with."""

UNKNOWN = Moment()
NO_DATE = ("1970-01-01", "1969-12-31", "1900-01-01", "0001-01-01")
"""What systems write where no date is known: their zero."""

_NUMBER = r"[-+]?\d{1,30}(\.\d{0,30})?([eE][-+]?\d{1,3})?"


def moment(value: object, unit: str, place: Place, offset: int) -> Moment:
    """A time since the start, or a date and time; UNKNOWN for the zero of dates, which means that none is known.

    Numbers may stand in texts (`"340"`, `"1.200s"`). Milliseconds and the like that reach to this century are dates.
    `offset` is the zone of dates without one, in minutes. Raises InputError.
    """
    if isinstance(value, str):
        text = value.strip()
        if text.startswith(NO_DATE):
            return UNKNOWN
        dated = _dated(text, place, offset)
        if dated is not None:
            return dated
        if ":" in text:
            since = times.elapsed(text)
            if since is None:
                raise place.error(f"“{text[:40]}” is not a time")
            return Moment(elapsed=since)
        value = _number(text.removesuffix("s") if unit == "s" else text, place)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise place.error(f"a time must be a number or text, not {kind(value)}")
    if unit == "date":
        return _epoch(value, place)
    return _amount(value, unit, place)


def elapsed(value: object, unit: str, place: Place) -> int | None:
    """A time since the start in milliseconds; None for a date. Raises InputError."""
    found = moment(value, unit, place, 0)
    return found.elapsed if found else None


def milliseconds(value: int | float, unit: str) -> int:
    """An amount of a unit in milliseconds, rounded half up."""
    times_, per = PER_MS.get(unit, PER_MS["s"])
    if isinstance(value, int):
        return (2 * value * times_ + per) // (2 * per)
    return times.milliseconds(value * times_ / per / 1_000)


def _amount(value: int | float, unit: str, place: Place) -> Moment:
    since = milliseconds(value, unit) if abs(value) < FARTHEST else FARTHEST
    if EPOCH_FROM <= since < EPOCH_TO:
        return Moment(instant=since)
    if abs(since) > times.FARTHEST:
        raise place.error(
            f"the time {value} is more than 10 days from the start, in the unit “{unit}”",
            "describe the format in a mapping file with another unit",
        )
    return Moment(elapsed=since)


def _epoch(value: int | float, place: Place) -> Moment:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970: only one of them is in this century."""
    for unit in ("s", "ms", "us", "ns"):
        since = milliseconds(value, unit) if abs(value) < FARTHEST else 0
        if EPOCH_FROM <= since < EPOCH_TO:
            return Moment(instant=since)
    if value:
        raise place.error(f"{value} is not a date and time of the years 2000 to 2099")
    return UNKNOWN


def _number(text: str, place: Place) -> int | float:
    if re.fullmatch(_NUMBER, text, re.ASCII) is None:
        raise place.error(f"“{text[:40]}” is not a time")
    return int(text) if text.lstrip("+-").isdigit() else float(text)


def _dated(text: str, place: Place, offset: int) -> Moment | None:
    try:
        dated = times.date_time(text, offset)
    except ValueError:
        raise place.error(f"“{text[:40]}” is not in the calendar") from None
    if dated is not None and not EPOCH_FROM <= (dated.instant or 0) < EPOCH_TO:
        raise place.error(f"{text} is not a date and time of the years 2000 to 2099")
    return dated
