"""`every`: an act at least once in each complete period, or at most so many days apart."""

from __future__ import annotations

from datetime import date, timedelta

from svcnorm.judging.activations import Activation
from svcnorm.judging.forms.outcome import Outcome
from svcnorm.judging.localtime import DAY_MS, local_date, midnight
from svcnorm.model.rules import Amount, Rule
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.select import select
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, TRUE, unknown
from svcnorm.timeline.windows import Window

ENROLLED = "enrolled_at"
"""Attribute: local date from which the customer is looked after, `YYYY-MM-DD`."""


def every(timeline: Timeline, rule: Rule, activation: Activation, window: Window) -> Outcome:
    """The open tail never makes a rule undetermined; no occurrence at all does (semantics 5)."""
    selector, anchor = rule.constraint.selector, rule.anchor
    assert selector is not None and anchor is not None
    if not timeline.clock.absolute:
        return Outcome(unknown("no_start_time"))
    times = [o for o in select(timeline, selector) if o.start.known and o.sure]
    first, last = _stretch(timeline, times)
    if first is None or last is None:
        return Outcome(unknown("no_event_record" if not times else "record_end_unknown"))
    if isinstance(anchor.period, Amount):
        return _gaps(timeline, times, first, last, anchor.period)
    periods = _buckets(first, last, str(anchor.period))
    if not periods:
        return Outcome(unknown("record_end_unknown"))
    offset = timeline.vocabulary.settings.utc_offset
    days = [local_date(o.start.lo, offset) for o in times]
    for begin, end in periods:
        if not any(begin <= day <= end for day in days):
            return Outcome(FALSE, values={"period": f"{begin:%m-%d}–{end:%m-%d}"})
    return Outcome(TRUE, evidence=tuple(times))


def _stretch(timeline: Timeline, times: list[Occurrence]) -> tuple[date | None, date | None]:
    """First and last day that is judged: from enrolment or the first occurrence, to the horizon or the last."""
    offset = timeline.vocabulary.settings.utc_offset
    enrolled = timeline.conversation.attributes.get(ENROLLED)
    first = date.fromisoformat(str(enrolled)[:10]) if enrolled else None
    if first is None and times:
        first = local_date(times[0].start.lo, offset)
    horizon = timeline.horizon()
    # The horizon is an instant; the day that it begins is not over.
    last = local_date(horizon, offset) - timedelta(days=1) if horizon is not None else None
    if last is None and len(times) > 1:
        last = local_date(times[-1].start.lo, offset)
    return first, last


def _gaps(timeline: Timeline, times: list[Occurrence], first: date, last: date, period: Amount) -> Outcome:
    """Greatest distance between neighbours; exactly the period is kept."""
    offset = timeline.vocabulary.settings.utc_offset
    horizon = timeline.horizon()
    marks = [o.start.lo for o in times]
    if timeline.conversation.attributes.get(ENROLLED):
        marks.insert(0, midnight(first, offset))
    if horizon is not None:
        marks.append(horizon)
    for begin, end in zip(marks, marks[1:]):
        if end - begin > period.value * DAY_MS:
            shown = f"{local_date(begin, offset):%m-%d}–{local_date(end, offset):%m-%d}"
            return Outcome(FALSE, values={"period": shown})
    return Outcome(TRUE, evidence=tuple(times)) if len(marks) > 1 else Outcome(unknown("record_end_unknown"))


def _buckets(first: date, last: date, period: str) -> list[tuple[date, date]]:
    """Complete calendar periods inside [first, last]; partial ones at either end are not judged."""
    out: list[tuple[date, date]] = []
    day = _begin(first, period)
    while day <= last:
        following = _next(day, period)
        end = following - timedelta(days=1)
        if day >= first and end <= last:
            out.append((day, end))
        day = following
    return out


def _begin(day: date, period: str) -> date:
    if period == "week":
        return day - timedelta(days=day.weekday())
    if period == "half-month" and day.day > 15:
        return day.replace(day=16)
    return day.replace(day=1)


def _next(day: date, period: str) -> date:
    if period == "week":
        return day + timedelta(days=7)
    if period == "half-month" and day.day == 1:
        return day.replace(day=16)
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
