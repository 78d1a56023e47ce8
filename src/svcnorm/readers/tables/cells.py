"""Cells of a workbook as the text that people see in them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

DIGITS = 15
"""Digits that Excel keeps of a number."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ZEROS = re.compile(r"0{2,}\Z")


def shown(cell: Any) -> str:
    """The text of a cell of openpyxl.

    Numbers keep all the digits that the file has, and stand as `1.23456789012346E+17` where those are not all;
    dates are `2026-11-20 09:30:00`, times of day `09:30:00`, durations `0:00:34.5`.
    """
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime):
        return _dated(value, cell.number_format or "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _clock(_since_midnight(value))
    return _clock(value) if isinstance(value, timedelta) else str(value)


def _number(value: int | float, form: str) -> str:
    if abs(value) >= 10**DIGITS and (isinstance(value, float) or _filled_up(value)):
        return f"{value:.{DIGITS - 1}E}"
    if isinstance(value, float) and not value.is_integer():
        return format(Decimal(f"{value:.{DIGITS}g}"), "f")
    whole = str(int(value))
    return whole.zfill(len(form)) if _ZEROS.fullmatch(form) else whole


def _filled_up(value: int) -> bool:
    """Whether all digits after those that Excel keeps are zeros."""
    return not value % int("1" + "0" * (len(str(abs(value))) - DIGITS))


def _dated(value: datetime, form: str) -> str:
    since = _since_midnight(value)
    day = value.date().isoformat()
    return f"{day} {_clock(since).zfill(8)}" if since or re.search(r"[hHsS]", form) else day


def _since_midnight(value: datetime | time) -> timedelta:
    return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)


def _clock(length: timedelta) -> str:
    whole = round(length / timedelta(milliseconds=1))
    seconds, rest = divmod(abs(whole), 1000)
    text = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" + (f".{rest:03}" if rest else "")
    return f"-{text}" if whole < 0 else text
