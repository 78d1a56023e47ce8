"""{date}: a calendar day (十月二十号, 明天, 下周一, 昨天)."""

from __future__ import annotations

from datetime import datetime, timedelta

from svcnorm.patterns.slots.base import SlotContext, SlotHit, SlotValue
from svcnorm.patterns.slots.moments import find_moments
from svcnorm.patterns.slots.view import View

DOC = "A calendar day, past or to come: 十月二十号, 2026-10-20, 15号, 明天, 下周一; from `instant` to `latest`."


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every single day that a turn names; no weeks, months or hours."""
    hits = []
    epoch = datetime(1970, 1, 1)
    zone = timedelta(minutes=context.utc_offset)
    today = None if context.time is None else (epoch + timedelta(milliseconds=context.time) + zone).date()
    for moment in find_moments(view.text, view.is_edge):
        for start, day in moment.days:
            if not day.single or day.recurring:
                continue
            days = day.resolve(today) if today else None
            end = moment.part.end if moment.part and day.end == start + 1 else day.end  # 明早, not 明
            value = SlotValue(view.text[start:end])
            if days:
                begin = (datetime.combine(days[0], datetime.min.time()) - zone - epoch) // timedelta(milliseconds=1)
                value = value._replace(instant=begin, latest=begin + 86_399_999)
            hits.append(view.hit(start, end, value, day.sure))
    return hits
