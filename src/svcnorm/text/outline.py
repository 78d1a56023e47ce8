"""The outline of a regular expression: what a text must hold for a match, read off it without compiling it.

The outline may allow for too much, never for too little: what an expression says beyond characters,
sets of them, groups and repetitions (`.`, `[^…]`, `\\d`, look-behind, negative look-ahead) is passed over.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# Characters that stand for themselves are one token together, up to the one that is repeated.
_TOKEN = re.compile(
    r"[^\\\[\](){}?*+.^$|]{2,}(?![?*+{])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|"
    r"\(\?P<\w+>|\(\?(?:[:=!]|<[=!])|\{\d*,?\d*\}\??|[?*+][?+]?|.",
    re.DOTALL,
)
_RANGE = re.compile(r"(\\.|.)(?:-(\\.|.))?", re.DOTALL)
_ENDS = ("|", ")", "")
_ANY = frozenset({""})
_WIDEST = 64
"""A range of more characters counts as any: to list them would cost more than to compile."""
_ENDLESS = 1_000_000

Need = tuple[str, ...]
"""Strings of which one must stand in the text."""


class Outline(NamedTuple):
    """What matches have in common.

    `firsts` are the characters with which they can begin; `may_be_empty` says that they need none.
    They are at most `width` long, with what they look ahead at, and hold one string of each of `needs`.
    """

    firsts: frozenset[str] = frozenset()
    may_be_empty: bool = True
    width: int = 0
    needs: tuple[Need, ...] = ()


def outline(source: str) -> Outline:
    """The outline of an expression that compiles."""
    return _Reader(source).alternatives()


class _Reader:
    """A descent over one expression."""

    def __init__(self, source: str) -> None:
        self.tokens = [*_TOKEN.findall(source), ""]
        self.at = 0

    def alternatives(self) -> Outline:
        """Up to the `)` or the end."""
        options = [self.sequence()]
        while self.tokens[self.at] == "|":
            self.at += 1
            options.append(self.sequence())
        if len(options) == 1:
            return options[0]
        firsts, may_be_empty, widths, needs = zip(*options)
        need = tuple(form for each in needs for form in _most_telling(each)) if all(needs) else ()
        return Outline(firsts[0].union(*firsts[1:]), any(may_be_empty), max(widths), (need,) if need else ())

    def sequence(self) -> Outline:
        """One alternative: its first characters are those of its items up to the first that must be there."""
        items = []
        while self.tokens[self.at] not in _ENDS:
            items.append(self.item())
        if len(items) == 1:
            return items[0]
        firsts: frozenset[str] = frozenset()
        may_be_empty, width = True, 0
        needs: list[Need] = []
        for item in items:
            if may_be_empty:
                firsts, may_be_empty = firsts | item.firsts, item.may_be_empty
            width += item.width
            needs += item.needs
        return Outline(firsts, may_be_empty, width, tuple(needs))

    def item(self) -> Outline:
        """One character, set or group with what says how often it stands."""
        token = self.tokens[self.at]
        self.at += 1
        if token[0] == "(":
            item = self.alternatives()
            self.at += 1
            if token == "(?=":
                return item._replace(firsts=frozenset(), may_be_empty=True)
            if token in ("(?!", "(?<=", "(?<!"):
                return Outline()
        elif token in ("^", "$"):
            return Outline()
        else:
            item = _one(token)
        times = self.tokens[self.at]
        if times[:1] in ("?", "*", "+") or (times[:1] == "{" and len(times) > 1):
            self.at += 1
            return _repeated(item, times)
        return item


def _repeated(item: Outline, times: str) -> Outline:
    """An item that stands as often as `times` says."""
    least, _, most = times.strip("{}?").partition(",")
    if times[0] != "{":
        least, most = ("1" if times[0] == "+" else "0"), ("1" if times[0] == "?" else "")
    elif "," not in times:
        most = least
    width = item.width * int(most) if most else _ENDLESS
    missing = least in ("", "0")
    return Outline(item.firsts, item.may_be_empty or missing, width, () if missing else item.needs)


def _most_telling(needs: tuple[Need, ...]) -> Need:
    """The need that the fewest texts meet: of the longest strings, then of the fewest, and rather the last."""
    return needs[0] if len(needs) == 1 else max(reversed(needs), key=lambda need: (min(map(len, need)), -len(need)))


@cache
def _one(token: str) -> Outline:
    """A string, a character, or one of a set of characters."""
    if token[0] == "[" and len(token) > 1:
        chars = _members(token[1:-1])
    elif token == "." or (token[0] == "\\" and token[1].isalnum()):
        chars = None
    else:
        token = token.lstrip("\\") or token[1:]
        return Outline(frozenset(token[0]), False, len(token), ((token,),))
    return Outline(chars, False, 1, (tuple(chars),)) if chars else Outline(_ANY, False, 1)


def _members(body: str) -> frozenset[str] | None:
    """The characters of a set; None for one that excludes characters, or names a class of them."""
    if body[0] == "^":
        return None
    if "-" not in body and "\\" not in body:
        return frozenset(body)
    found: set[str] = set()
    for char, upto in _RANGE.findall(body):
        first, last = char.lstrip("\\") or "\\", upto.lstrip("\\") or char[-1]
        if (len(char) > 1 and char[1].isalnum()) or ord(last) - ord(first) >= _WIDEST:
            return None
        found.update(map(chr, range(ord(first), ord(last) + 1)))
    return frozenset(found)
