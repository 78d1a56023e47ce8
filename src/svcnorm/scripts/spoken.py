"""What is said of a line: without stage directions, with samples for placeholders, an alternative at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

from svcnorm.scripts.placeholders import Placeholder, placeholders
from svcnorm.scripts.words import Edit, Words

MOST_VARIANTS = 12
"""Ways of saying a line that are looked at; what is beyond them says the same in another combination."""

_STAGE = re.compile(r"[（(][^（）()]*[)）]|〔[^〔〕]*〕|\[[^\[\]]*\]")
DIRECTION = re.compile(
    r"【\s*(?:[^【】]{0,6}(?:微笑|点头|停顿|起身|鞠躬|递|注视|手势|语速|语气|动作|静音|查询系统|操作|记录|等待|暂停|提示|注|双手)[^【】]{0,16})\s*】"
)
"""A stage direction in a box."""
_PART = r"[\u4e00-\u9fffA-Za-z{}【】XX×]{1,12}"
_EITHER = re.compile(rf"{_PART}(?:\s*[/／]\s*{_PART})+")
_NOT_EITHER = re.compile(r"https?:|www\.|和/或|[A-Za-z]+/[A-Za-z]+$")

_WORDS = "(?:(?:早上|早晨|上午|中午|下午|晚上)好?|先生|女士|小姐|太太|您好|你好|今天|明天|是|否)"
_LAST_WORD, _FIRST_WORD = re.compile(f"{_WORDS}$"), re.compile(_WORDS)


class Spoken(NamedTuple):
    """The ways in which a line may be said, and the places to fill in that nobody knows (`places` in the line)."""

    variants: tuple[Words, ...]
    unknown: tuple[Placeholder, ...]


def spoken(words: Words, company: str) -> Spoken:
    """What is said of a line."""
    found = tuple(each for each in placeholders(words.said, company) if not DIRECTION.match(words.said, each.start))
    unknown = tuple(
        each._replace(start=span[0], end=span[1])
        for each in found
        if each.unknown and (span := words.span(each.start, each.end))
    )
    taken = {(each.start, each.end): each for each in found}
    stage = [at.span() for at in (*_STAGE.finditer(words.said), *DIRECTION.finditer(words.said)) if _free(at, taken)]
    edits = [(each.start, each.end, each.sample) for each in taken.values()]
    whole = words.edited(sorted([*edits, *((*span, "") for span in stage)]))
    return Spoken(tuple(islice(_variants(whole), MOST_VARIANTS)), unknown)


def _free(at: re.Match[str], taken: dict[tuple[int, int], Placeholder]) -> bool:
    """Whether brackets are no place to fill in. One inside a stage direction goes with it, so that edits never meet."""
    inside = [span for span in taken if at.start() <= span[0] and span[1] <= at.end()]
    if any(span == at.span() for span in inside):
        return False
    for span in inside:
        del taken[span]
    return True


def _variants(words: Words) -> Iterator[Words]:
    """Every way to choose among alternatives beside a slash."""
    places = [found for found in _EITHER.finditer(words.said) if not _NOT_EITHER.search(found[0])]
    choices = [_choices(found) for found in places]
    for chosen in product(*choices):
        edits: list[Edit] = []
        for options, (start, end) in zip(choices, chosen):
            edits += [(options[0][0], start, ""), (end, options[-1][1], "")]
        yield words.edited(edits)


def _choices(found: re.Match[str]) -> list[tuple[int, int]]:
    """Where each of the alternatives stands. Words that often stand beside a slash tell how far it reaches."""
    edges = [found.start()]
    for slash in re.finditer(r"\s*[/／]\s*", found[0]):
        edges += [found.start() + slash.start(), found.start() + slash.end()]
    edges.append(found.end())
    first, last = _LAST_WORD.search(found.string, *edges[:2]), _FIRST_WORD.match(found.string, *edges[-2:])
    if first and last:
        edges[0], edges[-1] = first.start(), last.end()
    return list(zip(edges[::2], edges[1::2]))
