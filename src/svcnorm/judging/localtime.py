"""Instants on the axis as local dates and times of the calendar in force."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

DAY_MS = 86_400_000


def _zone(utc_offset: int) -> timezone:
    return timezone(timedelta(minutes=utc_offset))


def local(instant: int, utc_offset: int) -> datetime:
    """Epoch milliseconds as local time; `utc_offset` in minutes east."""
    return datetime.fromtimestamp(instant / 1000, _zone(utc_offset))


def local_date(instant: int, utc_offset: int) -> date:
    """The local date of an instant (epoch milliseconds)."""
    return local(instant, utc_offset).date()


def midnight(day: date, utc_offset: int) -> int:
    """Epoch milliseconds of the local midnight that begins `day`."""
    return int(datetime(day.year, day.month, day.day, tzinfo=_zone(utc_offset)).timestamp() * 1000)


def clock_text(instant: int, utc_offset: int) -> str:
    """An instant for messages: `11-18 12:00`."""
    return local(instant, utc_offset).strftime("%m-%d %H:%M")


def offset_text(ms: int) -> str:
    """Milliseconds from the conversation's start for messages: `1:05`, `-0:12`."""
    seconds = abs(ms) // 1000
    return f"{'-' if ms < 0 else ''}{seconds // 60}:{seconds % 60:02d}"
