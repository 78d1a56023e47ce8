"""`every`: an act at least once in each complete period, or at most so many days apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

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
    if activation.end is not None and not activation.end.sure:
        return Outcome(unknown(*activation.end.reasons))
    found = [o for o in select(timeline, selector) if o.start.known]
    times = [o for o in found if o.sure]
    stretch = _stretch(timeline, activation, times)
    if stretch is None:
        return Outcome(unknown("no_event_record" if not times else "record_end_unknown"))
    outcome = _kept(timeline, times, stretch, anchor.period)
    doubts = [reason for o in found for reason in o.reasons]
    if outcome.met.value is False and doubts and _kept(timeline, found, stretch, anchor.period).met.value is not False:
        return Outcome(unknown(*doubts))  # what is only possible convicts nobody, and excuses nobody
    return outcome


def owed(timeline: Timeline, rule: Rule, activation: Activation, as_of: int) -> list[tuple[int, int]]:
    """The periods up to `as_of` in which the act lacks, the running one last: when each began and when it is over."""
    selector, anchor = rule.constraint.selector, rule.anchor
    assert selector is not None and anchor is not None
    times = [o for o in select(timeline, selector) if o.start.known]  # what is only possible excuses here
    stretch = _stretch(timeline, activation, times)
    if not timeline.clock.absolute or stretch is None or stretch.end > as_of:
        return []
    offset = timeline.vocabulary.settings.utc_offset
    if isinstance(anchor.period, Amount):
        last = max([stretch.begin, *(o.start.lo for o in times)])
        return [(last, last + round(anchor.period.value * DAY_MS))]
    first, today = local_date(stretch.begin, offset), local_date(as_of, offset)
    running = _next(_begin(today, str(anchor.period)), str(anchor.period)) - timedelta(days=1)
    days = [local_date(o.start.lo, offset) for o in times]
    lacking = [
        (begin, end)
        for begin, end in _buckets(first, running, str(anchor.period))
        if not any(begin <= day <= end for day in days)
    ]
    return [(midnight(begin, offset), midnight(end + timedelta(days=1), offset)) for begin, end in lacking]


def _kept(timeline: Timeline, times: list[Occurrence], stretch: Stretch, period: str | Amount) -> Outcome:
    times = [o for o in times if stretch.begin <= o.start.lo <= stretch.end]
    if isinstance(period, Amount):
        return _gaps(timeline, times, stretch, period)
    return _periods(timeline, times, stretch, str(period))


class Stretch(NamedTuple):
    """What is judged, in epoch ms; `opened` and `closed` say whether its edges count as marks of their own
    (an enrolment, the onset of a situation; the horizon, its end) or are just the first and last occurrence."""

    begin: int
    end: int
    opened: bool
    closed: bool


def _stretch(timeline: Timeline, activation: Activation, times: list[Occurrence]) -> Stretch | None:
    """From the situation's onset, enrolment or the first occurrence, to its end, the horizon or the last."""
    offset = timeline.vocabulary.settings.utc_offset
    enrolled = timeline.conversation.attributes.get(ENROLLED)
    onset = activation.anchor.start if activation.anchor is not None else None
    over = activation.end.start if activation.end is not None else None
    begin = onset.lo if onset is not None and onset.known else None
    if begin is None and enrolled:
        begin = midnight(date.fromisoformat(str(enrolled)[:10]), offset)
    horizon = timeline.horizon()
    end = over.hi if over is not None and over.known else horizon
    if over is None and horizon is not None and times and times[-1].start.lo > horizon:
        end = None  # the record reaches at least as far as its last entry
    opened, closed = begin is not None, end is not None
    if begin is None and times:
        begin = times[0].start.lo
    if end is None and (len(times) > 1 or (times and horizon is not None)):
        end = times[-1].start.lo
    return None if begin is None or end is None else Stretch(begin, end, opened, closed)


def _periods(timeline: Timeline, times: list[Occurrence], stretch: Stretch, period: str) -> Outcome:
    """At least one occurrence in each complete calendar period."""
    offset = timeline.vocabulary.settings.utc_offset
    last = local_date(stretch.end, offset)
    # An instant that closes the stretch does not make the day that it lies in a whole one.
    periods = _buckets(local_date(stretch.begin, offset), last - timedelta(days=1) if stretch.closed else last, period)
    if not periods:
        return Outcome(unknown("record_end_unknown"))
    days = [local_date(o.start.lo, offset) for o in times]
    for begin, end in periods:
        if not any(begin <= day <= end for day in days):
            return Outcome(FALSE, values={"period": f"{begin:%m-%d}–{end:%m-%d}"})
    return Outcome(TRUE, evidence=tuple(times))


def _gaps(timeline: Timeline, times: list[Occurrence], stretch: Stretch, period: Amount) -> Outcome:
    """Greatest distance between neighbours; exactly the period is kept."""
    offset = timeline.vocabulary.settings.utc_offset
    marks = [o.start.lo for o in times]
    marks = [*([stretch.begin] if stretch.opened else []), *marks, *([stretch.end] if stretch.closed else [])]
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
