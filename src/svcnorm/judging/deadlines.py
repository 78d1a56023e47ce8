"""Windows that are measured by the clock or the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from svcnorm.calendars import working_day_deadline
from svcnorm.judging.localtime import local, local_date, midnight
from svcnorm.model.rules import MS, Amount
from svcnorm.timeline.clock import ANY_TIME, FOREVER, Span
from svcnorm.timeline.occurrence import Occurrence, relate
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import FALSE, TRUE, Truth, both, unknown
from svcnorm.timeline.windows import Window, certainly


def at_most(value: Span, bound: int, reason: str) -> Truth:
    """Whether a value known to lie in a span is at most `bound`."""
    if value.hi <= bound:
        return TRUE
    return FALSE if value.lo > bound else unknown(reason)


def elapsed_window(timeline: Timeline, anchor: Occurrence, amount: Amount, direction: str, label: str) -> Window:
    """Within a length of time after, before or around an anchor, bounds included.

    After words, time runs from their end; until what follows starts (semantics 6).
    """
    limit = round(amount.value * MS[amount.unit])
    start, end = anchor.start, anchor.end

    def after(o: Occurrence) -> Truth:
        near = at_most(_minus(o.start, end), limit, _why(timeline, anchor, o))
        return both((certainly(relate(anchor, o), "before", "tie"), near))

    def before(o: Occurrence) -> Truth:
        near = at_most(_minus(start, o.end), limit, _why(timeline, anchor, o))
        return both((certainly(relate(o, anchor), "before", "tie"), near))

    def around(o: Occurrence) -> Truth:
        sides = (after(o), before(o))
        return TRUE if TRUE in sides else next((s for s in sides if s.value is None), FALSE)

    holds = {"after": after, "before": before}.get(direction, around)
    deadline = None if direction == "before" else _plus(end, limit)
    backward = direction == "before"
    past_end = deadline is not None and deadline.hi > _last_word(timeline)
    return Window(holds, label, open_start=backward, open_end=past_end, deadline=deadline, backward=backward)


def until_instant(anchor: Occurrence, instant: int, label: str) -> Window:
    """From an anchor to an instant, both included."""

    def holds(o: Occurrence) -> Truth:
        in_time = at_most(o.start, instant, "no_turn_times")
        return both((certainly(relate(anchor, o), "before", "tie"), in_time))

    return Window(holds, label, deadline=Span(instant, instant))


def calendar_window(timeline: Timeline, anchor: Occurrence, amount: Amount, label: str) -> Window:
    """Within working days, calendar days or months after an anchor whose day is known, by the calendar in force."""
    if not timeline.clock.absolute:
        return doubtful(label, "no_start_time")
    settings = timeline.vocabulary.settings
    day = _day(anchor.start, settings.utc_offset)
    if day is None:
        return doubtful(label, "no_event_record" if anchor.order is None else "no_start_time")
    count = int(amount.value)
    if amount.unit == "working days":
        last = working_day_deadline(day, count, settings.calendar)
        if last is None:
            return doubtful(label, "calendar_missing")
    elif amount.unit == "calendar days":
        last = day + timedelta(days=count)
    else:
        return until_instant(anchor, _months_later(anchor.start.lo, count, settings.utc_offset), label)
    closing = midnight(last, settings.utc_offset) + _close_ms(settings.office_close)
    return until_instant(anchor, closing, label)


def _day(at: Span, utc_offset: int) -> date | None:
    """The local date of an instant, where all of its span lies in one day."""
    if at.lo <= -FOREVER or at.hi >= FOREVER:
        return None
    first, last = local_date(at.lo, utc_offset), local_date(at.hi, utc_offset)
    return first if first == last else None


def gap_window(timeline: Timeline, anchor: Occurrence, window: Window, least: Amount, direction: str) -> Window:
    """`window`, less what is nearer to the anchor than `least`."""
    settings = timeline.vocabulary.settings

    def far(o: Occurrence) -> Truth:
        first, last = (o, anchor) if direction == "before" else (anchor, o)
        if least.unit == "calendar days":
            begin, end = _day(first.start, settings.utc_offset), _day(last.start, settings.utc_offset)
            if begin is None or end is None or not timeline.clock.absolute:
                return unknown("no_start_time")
            return TRUE if (end - begin).days >= least.value else FALSE
        distance = _minus(last.start, first.end)
        near = at_most(distance, round(least.value * MS[least.unit]) - 1, _why(timeline, anchor, o))
        return near.negated()

    return window._replace(holds=lambda o: both((window.holds(o), far(o))))


def doubtful(label: str, reason: str) -> Window:
    """A window whose bounds nobody can know."""
    return Window(lambda _: unknown(reason), label, doubt=frozenset({reason}))


def _months_later(instant: int, months: int, utc_offset: int) -> int:
    """The same local time so many months later, on the last day of a shorter month."""
    then = local(instant, utc_offset)
    index = then.year * 12 + then.month - 1 + months
    for day in (then.day, 30, 29, 28):
        try:
            return int(then.replace(year=index // 12, month=index % 12 + 1, day=day).timestamp() * 1000)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _close_ms(office_close: str) -> int:
    hours, minutes = office_close.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000


def _minus(a: Span, b: Span) -> Span:
    lo = -FOREVER if a.lo <= -FOREVER or b.hi >= FOREVER else a.lo - b.hi
    hi = FOREVER if a.hi >= FOREVER or b.lo <= -FOREVER else a.hi - b.lo
    return Span(lo, hi)


def _plus(a: Span, ms: int) -> Span:
    return ANY_TIME if a == ANY_TIME else Span(a.lo + ms, min(FOREVER, a.hi + ms))


def _last_word(timeline: Timeline) -> int:
    return timeline.clock.ends[-1].hi if timeline.clock.ends else timeline.clock.last


def _why(timeline: Timeline, anchor: Occurrence, o: Occurrence) -> str:
    """Which missing time leaves a distance open."""
    if timeline.clock.absolute and timeline.clock.started_at is None and (anchor.order or o.order):
        return "no_start_time"
    return "no_turn_times"
