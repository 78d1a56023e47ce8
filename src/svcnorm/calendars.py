"""Working days of the official Chinese calendar, with the weekend days that are worked in exchange (调休).

A calendar holds, per year, the public days off and the weekend days of work, as `MM-DD`; the shipped
ones lie in `rules/common/calendars`. A year that is not loaded is unknown, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

Calendar = Mapping[int, tuple[frozenset[str], frozenset[str]]]
"""`{year: (days off, weekend days of work)}`, as in `svcnorm.model.rules.Settings`."""

SATURDAY = 5
_DAY = timedelta(days=1)


def is_working_day(day: date, calendar: Calendar) -> bool | None:
    """Whether people work on that day; None where its year is not loaded."""
    year = calendar.get(day.year)
    if year is None:
        return None
    off, work = year
    key = f"{day:%m-%d}"
    return key in work or (day.weekday() < SATURDAY and key not in off)


def working_day_deadline(local_date: date, n: int, calendar: Calendar) -> date | None:
    """The day at whose end `n` working days are over, for something that happened on `local_date`.

    Day 0 is `local_date`, or the next working day if that is not one. None where a year that is
    needed is not loaded. Raises ValueError for a negative `n`.
    """
    if n < 0:
        raise ValueError(f"a deadline of {n} working days lies before its start")
    day, left = local_date, n
    while True:
        works = is_working_day(day, calendar)
        if works is None or day == date.max:
            return None
        if works:
            if not left:
                return day
            left -= 1
        day += _DAY


def holiday(day: date, calendar: Calendar, names: Mapping[int, Mapping[str, str]] | None = None) -> str | None:
    """What a public day off is called: its name in `names` (`{year: {MM-DD: name}}`), else `MM-DD`.

    None on every other day, plain weekends too, and where the year is not loaded.
    """
    key = f"{day:%m-%d}"
    if day.year not in calendar or key not in calendar[day.year][0]:
        return None
    return (names or {}).get(day.year, {}).get(key, key)
