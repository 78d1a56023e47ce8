"""{name}: a person's name, or what stands for it in address (李明华, 欧阳静, 小李, 阿芳, 李工, 王先生)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from svcnorm.patterns.slots.base import SlotContext, SlotHit
from svcnorm.patterns.slots.people import (
    FUNCTION_WORDS,
    begins_inside_word,
    begins_word,
    ends_inside_word,
    is_introduced,
    is_named,
    may_begin,
    may_end,
    short_title_at,
    surname_at,
    surname_starts,
    title_at,
)
from svcnorm.patterns.slots.shipped import characters
from svcnorm.patterns.slots.view import View
from svcnorm.text.late import Late

DOC = (
    "A person's name or familiar form of address: 李明华, 欧阳静, 小李, 阿芳, 李工, 王先生; after 姓 the surname alone."
)

_SAID_TO_BE = Late("我叫|叫我|名字[叫是]|姓名[叫是]|名叫")
_SURNAME_ASKED = Late("(?:[我免贵]姓|(?<![贵您你])姓|姓氏是)$")
# Characters that end no given name of one character: 李小|姐, 张家.
_NO_LAST = frozenset("小大千万一七八九三中西子家元里")
_PLACE = Late("[区县市省路街镇村乡州山河湖江店厂局院校牌号式版型卡]|小区|大厦|花园|公司|集团|酒店")
# 小时 and 小区 are never people; 小路 and 小费 only where somebody says so of himself.
_NO_NICKNAMES = frozenset("时区康麦米鱼车包步农曲票额解别单程")
_RARE_NICKNAMES = frozenset("费路于商花计国利全")


class Name(NamedTuple):
    """A name in a view: `text[start:end]`, and in it the surname `[from_, to)` (empty where there is none)."""

    start: int
    end: int
    from_: int
    to: int
    sure: bool = True


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every name of a turn; where a given name may have one character or two, both."""
    return [view.hit(name.start, name.end, sure=name.sure) for name in read(view)]


@lru_cache(maxsize=128)
def read(view: View) -> tuple[Name, ...]:
    """Every name of a turn, with its surname; four slots ask for it."""
    names: list[Name] = []
    for p in surname_starts(view.text):
        names += _from_surname(view, p)
    for p, char in enumerate(view.text):
        if char in "小老阿":
            names += _familiar(view, p)
    return (*names, *_unknown(view, {name.start for name in names}))


def _from_surname(view: View, p: int) -> list[Name]:
    """The names and forms of address that begin with the surname at `p`."""
    text = view.text
    length, common = surname_at(text, p)
    after = p + length
    if _SURNAME_ASKED.search(text[max(p - 4, 0) : p]) and (common or may_end(view, after)):
        return [Name(p, after, p, after)]
    if not view.is_edge(p) and begins_inside_word(text, p):
        return []
    return _addressed(view, p, after, common) + _full(view, p, after, common)


def _addressed(view: View, p: int, after: int, common: bool) -> list[Name]:
    """王先生, 李工, 赵总: a surname and a title."""
    text = view.text
    end = title_at(text, after)
    if end == after and not begins_word(text, p):
        end = short_title_at(text, after)
    if end == after or not (common or may_begin(view, p)):
        return []
    if text[p] in FUNCTION_WORDS and not (view.is_edge(p) and _greets(view, end)) and not is_named(text, p):
        return []
    return [Name(p, end, p, after)]


def _greets(view: View, end: int) -> bool:
    return view.is_edge(end) or view.text.startswith(("您", "你"), end)


def _full(view: View, p: int, after: int, common: bool) -> list[Name]:
    """李明, 李明华: a surname and one or two characters of a given name."""
    text = view.text
    introduced = is_introduced(text, p)
    again = text[p - 1 : p] == text[p] and text[max(p - 2, 0) : p - 1] in ("小", "老")  # 小吴吴小兵
    if not (introduced or again or may_begin(view, p)) or (text[p] in FUNCTION_WORDS and not is_named(text, p)):
        return []
    word = after - p == 1 and begins_word(text, p)
    names = []
    for end in (after + 1, after + 2):
        if end > len(text) or text[end - 1] not in characters("given"):
            break
        if end == after + 1 and (word or text[after] in _NO_LAST):
            continue
        if _PLACE.match(text, end) or ends_inside_word(text, end):
            continue
        clean = may_end(view, end)
        if introduced or (clean and common and not word) or (clean and title_at(text, end) > end):
            sure = clean and not word
            names.append(Name(p, end, p, after, sure))
    return names


def _familiar(view: View, p: int) -> list[Name]:
    """小李, 老张, 阿芳, 小欧阳."""
    text = view.text
    introduced = is_introduced(text, p)
    if not (introduced or may_begin(view, p)):
        return []
    length, common = (0, False) if text[p] == "阿" else surname_at(text, p + 1)
    end = p + 1 + (length or 1)
    word = length == 1 and begins_word(text, p + 1)
    if length:
        oneself = introduced or text[p - 1 : p] == "我"
        usual = text[p + 1] not in _NO_NICKNAMES and (oneself or text[p + 1] not in _RARE_NICKNAMES)
        known = usual and (common or oneself or _greets(view, end))
    else:
        known = text[p + 1 : end] in characters("given") and (introduced or text[p] == "阿")
    clean = may_end(view, end) or (length > 0 and text.startswith(text[p + 1 : end], end))
    if not known or (word and not (introduced and clean)) or not (clean or introduced or view.is_edge(p)):
        return []
    return [Name(p, end, p + 1, p + 1 + length, clean and not word)]


def _unknown(view: View, known: set[int]) -> list[Name]:
    """我叫丹丹: what is said to be a name, without a surname that is known; never sure."""
    text, given = view.text, characters("given")
    names = []
    for match in _SAID_TO_BE.finditer(text):
        start = end = match.end()
        while end < min(len(text), start + 4) and text[end] in given:
            end += 1
        if end - start >= 2 and start not in known and may_end(view, end) and not ends_inside_word(text, start + 1):
            names.append(Name(start, end, start, start, sure=False))
    return names
