"""Text in columns: how wide it is, where its lines may break, which part of a long sentence to show."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

NEVER_FIRST = frozenset(",.;:!?%)]}>’”\uff0c。、\uff1b\uff1a\uff01\uff1f\uff09》」』】〉…·")
NEVER_LAST = frozenset("([{<‘“\uff08《「『【〈")
ELLIPSIS = "…"


def wrapped(text: Text, width: int | None, more: int = 0) -> list[Text]:
    """The lines of `text` at most `width` columns wide, the first `more` columns wider; endless where `width` is None.

    Chinese breaks between any two characters, but no line begins with a closing mark or ends with an
    opening one; Latin words stay whole unless one alone is too wide.
    """
    if width is None or cell_len(text.plain) <= width + more:
        return [text]
    lines = list(text.divide(_breaks(text.plain, max(2, width), more)))
    for line in lines:
        line.rstrip()
    return lines


def _breaks(plain: str, width: int, more: int) -> list[int]:
    """Where lines end: as far on as fits, back to where a break is allowed, or hard where none is."""
    breaks: list[int] = []
    begin, room = 0, width + more
    while (end := _fitting(plain, begin, room)) < len(plain):
        while end < len(plain) and plain[end] == " ":
            end += 1
        begin = next((at for at in range(end, begin, -1) if at < len(plain) and _may_break(plain, at)), end)
        if begin == len(plain):
            break
        breaks.append(begin)
        room = width
    return breaks


def _may_break(plain: str, at: int) -> bool:
    before, after = plain[at - 1], plain[at]
    if after in NEVER_FIRST or before in NEVER_LAST or after == " " or _holds_number(plain, at):
        return False
    return before == " " or cell_len(before) > 1 or cell_len(after) > 1


def _holds_number(plain: str, at: int) -> bool:
    """Whether a number and its Chinese word lie on both sides of the one space before `at`: 扣 2 分, 第 5 句."""
    if at < 2 or plain[at - 1] != " ":
        return False
    before, after = plain[at - 2], plain[at]
    return (before.isdecimal() and cell_len(after) > 1) or (cell_len(before) > 1 and after.isdecimal())


def clipped(text: str, width: int | None) -> str:
    """The beginning of `text` in at most `width` columns, with an ellipsis where it was cut."""
    if width is None or cell_len(text) <= width:
        return text
    end = _fitting(text, 0, width - 1)
    return text[:end] + ELLIPSIS


def around(text: str, start: int, end: int, width: int | None) -> tuple[int, int]:
    """The part [from, to) of a sentence to show so that it fits `width` with ellipses and keeps [start, end)
    in view, with more of what stands before it than after."""
    if width is None or cell_len(text) <= width:
        return 0, len(text)
    room = width - 2
    marked = cell_len(text[start:end])
    if marked >= room:
        return start, _fitting(text, start, room)
    begin, before = start, 0
    while begin > 0 and before + cell_len(text[begin - 1]) <= (room - marked) * 2 // 3:
        begin -= 1
        before += cell_len(text[begin])
    to = _fitting(text, begin, room)
    while begin > 0 and to == len(text) and cell_len(text[begin - 1 : to]) <= room:
        begin -= 1
    return begin, to


def _fitting(text: str, start: int, width: int) -> int:
    """The end of the longest part of `text` from `start` that fits `width` columns."""
    end, used = start, 0
    while end < len(text) and used + cell_len(text[end]) <= width:
        used += cell_len(text[end])
        end += 1
    return end


def padded(text: str, width: int) -> str:
    """`text` with spaces up to `width` columns."""
    return text + " " * max(0, width - cell_len(text))
