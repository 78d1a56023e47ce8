"""{when}: a definite moment or deadline that is still to come (今天下午四点, 周五之前, 两小时内)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from svcnorm.patterns.slots.base import SlotContext, SlotHit, SlotValue
from svcnorm.patterns.slots.days import Day
from svcnorm.patterns.slots.festivals import is_working_day
from svcnorm.patterns.slots.lengths import Length, find_lengths
from svcnorm.patterns.slots.moments import ABOUT, Moment, Span, find_moments, resolve
from svcnorm.patterns.slots.view import View
from svcnorm.text.late import Late

DOC = (
    "A definite moment or deadline to come, until `latest`: 今天下午四点前, 后天, 礼拜五, 20号, 两小时内, 十分钟后; "
    "尽快, 过两天, 一会儿, 有空 and what is past are none."
)

_GREETING = Late("好(?![的吧不吗嘛了])|愉快|开心|快乐")
_WITHIN = Late("(?:左右|的时间)?(?:[之以]内|内(?![容部网线存购])|里[头边面]|里(?![程]))")
_LATER = Late("(?:左右)?(?:[之以]后|后(?![面台期续天勤来])|过后)")
_EARLIER = Late("(?:多|左右)?(?:[之以]前|前(?![面往去来台端]))")
_AT_MOST = Late("(?:最[晚迟多]|顶多|至多|不出|不超过|不会超过|[保争][证取])$")
_IN_A_WHILE = Late("(?:(?:^|[再等就我您你要会先概那还得])过|再等|隔)$")
_VAGUE = Late("[一两]?[两三][天日]")
_ANSWERED = Late(
    "(?:左右)?(?:[我就就会再必]|一定|肯定|保证|马上|才能)*(?:给[您你宁]|[跟向][您你]|[回答打][您你复电话给过]|回个?[话电信]|联系[您你]|准时|准有|"
    "到账|生效|解决|处理[好完]|上门|[办修弄搞换装查改调测]好|恢复|[有出]结果|有消息|有人联系|搞定|送[到达]|寄到|退[到回给])"
)
_ROUGHLY = Late("(?:大概|大约|差不多|估计|可能|就|要|需要)+$")
_AT_THE_END = Late("(?:左右)?[吧啊哈嘛呢]?")
_BY_NOW = Late("(?:都|已经|才|刚)$")
_NARRATED = Late("[扣寄拆断发打报退办装停交到送约定买签]?[扣寄拆断发打报退办装停交到送约定买签出来]的(?!话)")
_LASTED = Late("[一整半个大]$")
_EVERY = Late("每[天日晚周]?$|天天$")
_ACT = Late("[给我咱打回过来上到准在去就联再能可您你能行好]")
_SPENT = Late("(?:等了?|[用花打聊走占]了?|[了近这那前头每才]|已经|需要|占用|耽误|有|长达|包|签|保修|保|路)$")


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every moment to come, with its suffix (之前, 左右, 内) and without.

    `latest` ends the promised period: sharp for 前 and 内; the end of the day for a day; a quarter of an
    hour after the hour for 三点, twice that for 三点左右; nothing for 三点以后, which only
    begins. It needs the turn's time.
    """
    now = _local(context)
    hits: list[SlotHit] = []
    for moment in find_moments(view.text, view.is_edge):
        hits += _of_moment(view, moment, now, context)
    for length in find_lengths(view.text):
        hits += _of_length(view, length, now, context)
    return hits


def _local(context: SlotContext) -> datetime | None:
    """The turn's time as local time without a zone."""
    if context.time is None:
        return None
    epoch = datetime(1970, 1, 1)
    return epoch + timedelta(milliseconds=context.time, minutes=context.utc_offset)


def _value(text: str, span: Span | None, context: SlotContext) -> SlotValue:
    """The value of a moment; one that only begins (三点以后) sets no deadline, so it has no instant at all."""
    if span is None or span.last is None:
        return SlotValue(text)
    return SlotValue(text, instant=_epoch(span.first, context), latest=_epoch(span.last, context))


def _epoch(local: datetime | None, context: SlotContext) -> int | None:
    """Epoch milliseconds of a local time."""
    if local is None:
        return None
    return (local - timedelta(minutes=context.utc_offset) - datetime(1970, 1, 1)) // timedelta(milliseconds=1)


def _of_moment(view: View, moment: Moment, now: datetime | None, context: SlotContext) -> list[SlotHit]:
    """The hits of a moment that has a date, an hour or a part of the day; none for what is past or recurs."""
    days: list[Day] = [day for _, day in moment.days]
    before = view.text[max(moment.start - 3, 0) : moment.start]
    if any(day.past or day.recurring for day in days) or _EVERY.search(before) or _BY_NOW.search(before):
        return []
    if (not moment.clock and _GREETING.match(view.text, moment.core)) or (not days and _LASTED.search(before)):
        return []
    if _is_loose(moment) and view.text[moment.start] in "这本":
        return []
    span = resolve(moment, now) if now else None
    if now and span and (span.last or span.first or now) < now:
        return []
    sure = all(day.sure for day in days) and not (_is_loose(moment) or _may_count(view, moment))
    sure = sure and not _may_be_past(view.text, moment, span, now)
    ends = sorted({moment.core, moment.end})
    return [view.hit(moment.start, end, _value(view.text[moment.start : end], span, context), sure) for end in ends]


def _is_loose(moment: Moment) -> bool:
    """Whether no more than a week or a month was named, without 之前 or 内."""
    return bool(moment.day and moment.day.loose and not (moment.clock or moment.part or moment.relation))


def _may_be_past(text: str, moment: Moment, span: Span | None, now: datetime | None) -> bool:
    """Whether 八号, on the 14th, may look back rather than to the next month, or 三点扣的 be a tale."""
    if moment.relation == "before":
        return False
    if _NARRATED.match(text, moment.end):
        return True
    if not (moment.day and moment.day.kind == "number" and span and span.last and now):
        return False
    return span.last.month != now.month and now.day - span.last.day <= 20


def _may_count(view: View, moment: Moment) -> bool:
    """Whether 两点 may count points instead of hours: nothing around it says what it is."""
    if moment.clock is None or moment.clock.marked or moment.relation or moment.until:
        return False
    return _ACT.match(view.text, moment.end) is None


def _of_length(view: View, length: Length, now: datetime | None, context: SlotContext) -> list[SlotHit]:
    """The hits of a length that says when: 两小时内, 十分钟后, 半个小时给您回电; none for 两小时前 and 等了两小时."""
    text = view.text
    before = text[max(length.start - 4, 0) : length.start]
    if _EARLIER.match(text, length.end):
        return []
    end, sharp, sure = length.end, True, True
    if (suffix := _WITHIN.match(text, length.end)) and not view.is_edge(length.end):
        end = suffix.end()
    elif _AT_MOST.search(before):
        sure = before.endswith(("晚", "迟", "出")) or _ANSWERED.match(text, length.end) is not None
    elif (suffix := _LATER.match(text, length.end)) and not view.is_edge(length.end):
        end, sharp = suffix.end(), False
    elif _IN_A_WHILE.search(_clause_before(view, length.start)):
        if _VAGUE.fullmatch(text, length.start, length.end):
            return []
        sharp = False
    elif (answer := _ANSWERED.match(text, length.end)) and not _SPENT.search(before):
        if "了" in text[answer.end() : answer.end() + 2]:
            return []
        sharp = False
    elif _is_whole_clause(view, length):
        sure = False
    else:
        return []
    span = _after(length, now, sharp) if now else None
    ends = sorted({length.end, end})
    return [view.hit(length.start, e, _value(text[length.start : e], span, context), sure) for e in ends]


def _clause_before(view: View, p: int) -> str:
    """The last two characters before `p` in its clause."""
    start = p
    while start > max(p - 2, 0) and not view.is_edge(start):
        start -= 1
    return view.text[start:p]


def _is_whole_clause(view: View, length: Length) -> bool:
    """Whether nothing else is said, as in answer to the question how long it takes."""
    if length.unit in ("month", "year"):
        return False
    head = _ROUGHLY.search(view.text, max(length.start - 4, 0), length.start)
    tail = _AT_THE_END.match(view.text, length.end)
    return view.is_edge(head.start() if head else length.start) and view.is_edge(tail.end() if tail else length.end)


def _after(length: Length, now: datetime, sharp: bool) -> Span:
    """When a length of time from `now` is over; a length in days lasts to the end of its last day."""
    if length.unit in ("second", "minute", "quarter", "hour"):
        last = now + timedelta(seconds=length.high)
        return Span(None, last) if sharp else Span(now + timedelta(seconds=length.low), last + ABOUT)
    if length.unit == "working day":
        return Span(None, _end_of(_working_day(now.date(), round(length.number))))
    if length.high < 86_400:
        return Span(None, now + timedelta(seconds=length.high))
    days = -(-int(length.high) // 86_400)
    return Span(None, _end_of(now.date() + timedelta(days)))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59, 999_000))


def _working_day(day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    while count > 0:
        day += timedelta(1)
        count -= is_working_day(day)
    return day
