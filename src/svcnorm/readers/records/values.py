"""Cells of call logs and case logs: instants, lengths, ids, and the words for who hung up."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from svcnorm.readers import labels, times
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign.units import EPOCH_FROM, EPOCH_TO, milliseconds
from svcnorm.readers.times import Moment

MISSING = frozenset(
    ("", "0", "0.0", "-1", "-", "--", "/", "null", "none", "nil", "nan", "n/a", "undef", "无", "空", "未知", "\\n")
)
"""Cells that say that nothing is there, in lower case; an instant of zero is none."""
REMEDY = "write 2026-11-20 09:30:00, or seconds, milliseconds or microseconds since 1970"

_EPOCH, _MS = datetime(1970, 1, 1), timedelta(milliseconds=1)
_NO_DATE = re.compile(r"0{4}[-/]00[-/]00|(?:0001|1900|1970)[-/]0?1[-/]0?1\b|9999[-/]")
"""Dates by which systems say that there is none."""
_NUMBER = re.compile(r"(\d{9,19})(?:\.(\d{1,9}))?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?")
_CHINESE = str.maketrans({"年": "-", "月": "-", "日": " ", "号": " ", "时": ":", "点": ":", "分": ":", "秒": " "})
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_LENGTH = re.compile(
    r"(?:(\d{1,4})(?:小时|时|h))?(?:(\d{1,6})(?:分钟|分|min|m))?(?:(\d{1,8}(?:\.\d{1,9})?)(?:秒钟|秒|s|sec|seconds)?)?"
)
_ENDED = re.compile(
    r"(?:由|被)?(.+?)(?:侧|方|端|人)?(?:先|主动|正常)*(?:挂机|挂断|挂线|挂|拆线|释放|结束|断开|hang\s*_?up|hangup|released?)?"
)


def present(cell: str) -> bool:
    """Whether a cell says anything."""
    return cell.strip().lower() not in MISSING


def instant(cell: str, place: Place, what: str, utc_offset: int) -> int | None:
    """Epoch ms of a date and time as people and systems write it; None where the cell says that there is none.

    A time without zone is read in `utc_offset` (minutes). Raises InputError for what is no time.
    """
    found = moment(cell, place, what, utc_offset)
    return None if found is None else found.instant


def moment(cell: str, place: Place, what: str, utc_offset: int) -> Moment | None:
    """The same, with what is known of it beside the instant: whether it is a day without a time."""
    text = cell.strip()
    usual = _usual(text, utc_offset)
    if usual is not None:
        return usual
    if text.lower() in MISSING or _NO_DATE.match(text):
        return None
    number = _NUMBER.fullmatch(text)
    since = _since_1970(number) if number else None
    if since is not None:
        return Moment(instant=since)
    compact = _COMPACT.fullmatch(text)
    if compact:
        day, clock = "-".join(compact.groups()[:3]), ":".join(part for part in compact.groups()[3:] if part)
        text = f"{day} {clock}".strip()
    try:
        found = times.date_time(_plain(text), utc_offset)
    except ValueError:
        raise place.error(f"{what} “{text[:40]}” is not in the calendar", REMEDY) from None
    if found is None or found.instant is None:
        raise place.error(f"{what} “{text[:40]}” is not a time", REMEDY)
    if not EPOCH_FROM <= found.instant < EPOCH_TO:
        raise place.error(f"{what} “{text[:40]}” is not in this century", REMEDY)
    return found


def _usual(text: str, utc_offset: int) -> Moment | None:
    """`2026-11-20 09:30:00`, as most cells are: five times as fast as what understands everything."""
    # Other texts of this length are times with a zone, or weeks.
    if len(text) != 19 or text[:2] != "20" or text[4:17:3] not in ("-- ::", "--T::"):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Moment(instant=(at - _EPOCH) // _MS - utc_offset * 60_000)


def length(cell: str, unit: str, place: Place, what: str) -> int | None:
    """Milliseconds of `15`, `15.5`, `0:15`, `1分20秒`; a bare number is in `unit` (`s`, `ms`, `us`, `min`).

    None where the cell says that there is none. Raises InputError for what is no length, or one of many days.
    """
    text = cell.strip().lower()
    if text in MISSING - {"0", "0.0"}:
        return None
    found = _length(text.replace(" ", ""), unit)
    if found is None or not 0 <= found <= times.FARTHEST:
        raise place.error(f"{what} “{cell.strip()[:40]}” is not a length of time", "write seconds, or 0:15")
    return found


def _length(text: str, unit: str) -> int | None:
    if re.fullmatch(r"\d{1,15}(\.\d{1,9})?", text):
        number = float(text) if "." in text else int(text)
        return milliseconds(number * 60, "s") if unit == "min" else milliseconds(number, unit or "s")
    clock = times.elapsed(text)
    if clock is not None:
        return clock
    parts = _LENGTH.fullmatch(text)
    if parts is None or not any(parts.groups()):
        return None
    hours, minutes, seconds = (float(part or 0) for part in parts.groups())
    return times.milliseconds(hours * 3600 + minutes * 60 + seconds)


def ident(cell: str, place: Place, what: str) -> str:
    """An id as it stands; empty where there is none. Raises InputError for one that a spreadsheet has rounded."""
    text = cell.strip().strip("'\t")
    if text.lower() in MISSING - {"0", "-1"}:
        return ""
    if _SCIENTIFIC.fullmatch(text):
        raise place.error(
            f"{what} “{text[:40]}” was rounded by a spreadsheet: its last digits are lost",
            "export it again with the column as text",
        )
    return text


@lru_cache(maxsize=256)
def side(word: str) -> str | None:
    """Who hung up, as a role, or as `caller` or `callee`; empty where the cell is, None where it is not understood."""
    text = word.strip().lower()
    if not present(text):
        return ""
    match = _ENDED.fullmatch(text)
    bare = match[1] if match else text
    for each in (text, bare, bare.partition("_")[0]):
        if each in labels.SIDES:
            return "caller" if labels.SIDES[each] else "callee"
        role = _MACHINES.get(each) or labels.role_of(each)
        if role:
            return role
    return None


_MACHINES = dict.fromkeys(("machine", "机器", "平台", "platform", "server", "服务器", "超时"), "bot")


def source(place: Place) -> str:
    """Where a row stands, as events carry it: `file:line`, with the sheet if there is one."""
    sheet = f"#{place.pointer}" if place.line is not None and place.pointer else ""
    return f"{place.file}{sheet}:{place.pointer if place.line is None else place.line}".removesuffix(":")


def _since_1970(number: re.Match[str]) -> int | None:
    """Epoch ms of seconds, milliseconds, microseconds or nanoseconds: whichever lies in this century."""
    whole, fraction = int(number[1]), number[2] or ""
    for unit in ("s", "ms", "us", "ns"):
        at = milliseconds(whole, unit)
        if EPOCH_FROM <= at < EPOCH_TO:
            return at + (int(fraction[:3].ljust(3, "0")) if unit == "s" and fraction else 0)
    return None


def _plain(text: str) -> str:
    """`2026年11月20日 9时30分` as `2026-11-20 9:30`."""
    if not any(char in text for char in "年月日时点分"):
        return text
    day, _, clock = text.translate(_CHINESE).partition(" ")
    parts = [part.strip().zfill(2) for part in clock.strip(" :").split(":")]
    return f"{day.rstrip('-')} {':'.join(parts)}" if clock.strip() else day.rstrip("-")
