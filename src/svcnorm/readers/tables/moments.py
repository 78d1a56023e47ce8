"""Times of sentences as tables write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svcnorm.readers import times
from svcnorm.readers.checks import Place
from svcnorm.readers.draft import Said
from svcnorm.readers.foreign import units
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.records import values
from svcnorm.readers.times import Moment

HOUR = 3_600_000
REMEDY = "write 34.5, 0:00:34.5 or 2026-11-20 09:30:34, and the unit of numbers in the heading, as in 开始时间(毫秒)"
_DATED = re.compile(r"(?:19|20)\d\d[-/.年]|20\d{6}(?:\s*\d{1,2}:|\d{6}\Z)")
_NUMBER = re.compile(r"[-+]?\d{1,20}(?:\.\d{1,20})?(?:s|秒)?\Z", re.ASCII)


def moment(text: str, unit: str, place: Place, options: ReadOptions) -> Moment | None:
    """A time since the start, or a date and time; None for a cell that holds none. `unit` is that of bare numbers.

    Raises InputError.
    """
    if text.lower() in values.MISSING - {"0", "0.0"}:
        return None
    if is_dated(text):
        return dated(text, place, options)
    if _NUMBER.match(text):
        return _of_number(text, unit, place)
    since = times.elapsed(text)
    return Moment(elapsed=length(text, unit, place) if since is None else since)


def length(text: str, unit: str, place: Place) -> int | None:
    """A length of time in milliseconds; None for a cell that holds none. Raises InputError."""
    return _amount(text, unit) if _NUMBER.match(text) else values.length(text, unit, place, _heading(place))


def _amount(text: str, unit: str) -> int:
    bare = text.rstrip("s秒")
    return units.milliseconds(float(bare) if "." in bare else int(bare), "s" if bare != text else unit)


def _of_number(text: str, unit: str, place: Place) -> Moment:
    since = _amount(text, unit)
    if units.EPOCH_FROM <= since < units.EPOCH_TO:
        return Moment(instant=since)
    if abs(since) > times.FARTHEST:
        raise place.error(f"the time {text} is more than 10 days from the start", REMEDY)
    return Moment(elapsed=since)


def _heading(place: Place) -> str:
    return place.pointer.rpartition("/")[2]


def dated(text: str, place: Place, options: ReadOptions) -> Moment | None:
    """A date, with a time or without; None for a cell that holds none. Raises InputError, also for other centuries."""
    found = values.moment(text, place, _heading(place), options.utc_offset)
    if found is not None and not units.EPOCH_FROM <= (found.instant or 0) < units.EPOCH_TO:
        raise place.error(f"the date {text[:40]} is not of this century", values.REMEDY)
    return found


def is_dated(text: str) -> bool:
    """Whether a cell holds a date."""
    return _DATED.match(text) is not None


def since(said: Sequence[Said], first: int) -> list[Said]:
    """Sentences whose times count from another beginning, `first` ms later."""

    def moved(when: Moment | None) -> Moment | None:
        return when if when is None or when.elapsed is None else Moment(elapsed=when.elapsed - first)

    return [each._replace(start=moved(each.start), end=moved(each.end)) for each in said]
