"""The one clock of a record: when it started, in which zone, and every time it gives placed on it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from svcnorm.readers import times
from svcnorm.readers.checks import Place, kind
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment

_REMEDY = "write seconds from the start (12.5), a clock text (00:01:05), or a date and time (2026-11-20T09:30:00+08:00)"


class RecordClock:
    """Reads the times of one record. `started_at` is epoch ms; `offset` minutes east of UTC; both may
    stay None. A time without zone takes the zone of the record, else the assumed one."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.started_at: int | None = None
        self.offset: int | None = None
        self.zone_source = "given"
        self.notes: list[str] = []

    def start(self, value: object, place: Place) -> None:
        """Take `started_at` of the record."""
        moment = self.read(value, place, "started_at")
        if moment.instant is None:
            raise place.error("started_at must be a date and time", _REMEDY)
        self.started_at = moment.instant

    def start_from(self, moments: Iterable[Moment]) -> None:
        """Where the record does not say when it started, its first dated utterance does."""
        instants = [m.instant for m in moments if m.instant is not None]
        if self.started_at is None and instants:
            self.started_at = min(instants)
            self.notes.append("started_at_from_turns")

    def read(self, value: object, place: Place, what: str) -> Moment:
        """A time as written. Raises InputError for anything that is none."""
        if isinstance(value, str):
            return self._written(value.strip(), place, what)
        if hasattr(value, "isoformat"):
            return self._written(value.isoformat(), place, what)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise place.error(f"{what} must be a time, not {kind(value)}", _REMEDY)
        if abs(value) * 1000 > times.FARTHEST:
            raise place.error(
                f"{what} {value} looks like an epoch: more than 10 days from the start", "write it as ISO 8601"
            )
        return Moment(elapsed=times.milliseconds(value))

    def instant(self, moment: Moment, place: Place, what: str) -> int:
        """Epoch ms of a moment that must be one."""
        if moment.instant is not None:
            return moment.instant
        if self.started_at is None or moment.elapsed is None:
            raise place.error(
                f"{what} counts from the start, which is not known", "give started_at, or a date and time"
            )
        return self.started_at + moment.elapsed

    def both(self, moment: Moment) -> tuple[int | None, int | None]:
        """(ms from the start, epoch ms), each None where it cannot be known."""
        if self.started_at is None:
            return moment.elapsed, moment.instant
        if moment.elapsed is not None:
            return moment.elapsed, self.started_at + moment.elapsed
        return (None, None) if moment.instant is None else (moment.instant - self.started_at, moment.instant)

    def _written(self, text: str, place: Place, what: str) -> Moment:
        since = times.elapsed(text)
        if since is not None:
            if abs(since) > times.FARTHEST:
                raise place.error(f"{what} {text} looks like an epoch: more than 10 days from the start", _REMEDY)
            return Moment(elapsed=since)
        assumed = self.options.utc_offset if self.offset is None else self.offset
        try:
            moment = times.date_time(text, assumed)
        except ValueError:
            raise place.error(f"{what} “{text[:40]}” is not in the calendar", _REMEDY) from None
        if moment is None:
            raise place.error(f"{what} “{text[:40]}” is not a time", _REMEDY)
        self._zone(moment)
        if moment.day_only:
            self.notes.append(f"date_without_time:{place.source}")
        return moment

    def _zone(self, moment: Moment) -> None:
        """The first time with a date settles the zone of the record."""
        if self.offset is None:
            self.offset = self.options.utc_offset if moment.offset is None else moment.offset
            self.zone_source = self.options.zone_source if moment.offset is None else "given"
