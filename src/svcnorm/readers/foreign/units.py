"""Times in the units of other systems, as moments."""

from __future__ import annotations

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


def moment(value: object, unit: str, place: Place, offset: int) -> Moment:
    """A time since the start, or a date and time. Numbers may stand in texts (`"340"`, `"1.200s"`).

    `offset` is the zone of dates without one, in minutes. Raises InputError.
    """
    if isinstance(value, str):
        text = value.strip()
        dated = _dated(text, place, offset)
        if dated is not None:
            return dated
        if unit == "clock" or ":" in text:
            since = times.elapsed(text)
            if since is None:
                raise place.error(f"“{text[:40]}” is not a time")
            return Moment(elapsed=since)
        return _amount(_number(text.removesuffix("s") if unit == "s" else text, place), unit, place)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise place.error(f"a time must be a number or text, not {kind(value)}")
    return _amount(value, unit, place)


def milliseconds(value: int | float, unit: str) -> int:
    """An amount of a unit in milliseconds, rounded half up."""
    times_, per = PER_MS.get(unit, (1_000, 1))
    if isinstance(value, int):
        return (2 * value * times_ + per) // (2 * per)
    return times.milliseconds(value * times_ / per / 1_000)


def _amount(value: int | float, unit: str, place: Place) -> Moment:
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        raise place.error("a time must be a number")
    since = milliseconds(value, unit)
    if EPOCH_FROM <= since < EPOCH_TO:
        return Moment(instant=since)
    if abs(since) > times.FARTHEST:
        raise place.error(
            f"the time {value} is more than 10 days from the start, in the unit “{unit}”",
            "describe the format in a mapping file with another unit",
        )
    return Moment(elapsed=since)


EPOCH_FROM, EPOCH_TO = 946_684_800_000, 4_102_444_800_000
"""Milliseconds that can only be counted from 1970: the years 2000 to 2099."""


def _number(text: str, place: Place) -> int | float:
    try:
        return int(text) if text.lstrip("+-").isdigit() else float(text)
    except ValueError:
        raise place.error(f"“{text[:40]}” is not a time") from None


def _dated(text: str, place: Place, offset: int) -> Moment | None:
    try:
        return times.date_time(text, offset)
    except ValueError:
        raise place.error(f"“{text[:40]}” is not in the calendar") from None
