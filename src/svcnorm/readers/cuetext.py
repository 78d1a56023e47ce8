"""The text of one subtitle cue: whose voice its words are, without the marks of how they look.

https://www.w3.org/TR/webvtt1/#cue-text; SRT players know <i>, <b>, <u>, <s>, <font> and {\\an8} beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Only these are marks: a customer who says "少于 < 100" has not opened a tag.
_TAG = (
    r"<(?P<end>/?)(?P<name>v|c|i|b|u|s|lang|ruby|rt|font)(?P<classes>\.[^\s<>]*)?(?:[ \t](?P<note>[^<>]*))?>"
    r"|<(?P<time>(?:\d{2,}:)?\d{2}:\d{2}\.\d{3})>"
    r"|\{\\an?\d{1,2}\}"
)


class Span(NamedTuple):
    """Words of one voice (None: nobody says whose), from line `line`; `start` where a time stands among them."""

    text: str
    line: int
    voice: str | None = None
    start: str | None = None


def spans(lines: Sequence[tuple[int, str]], entities: bool) -> Iterator[Span]:
    """The words of a cue, voice by voice; `entities`: &lt; means <."""
    text = "\n".join(line for _, line in lines)
    numbers = iter(number for number, _ in lines)
    voice: str | None = None
    start: str | None = None
    line = line_now = next(numbers, 0)
    pieces: list[str] = []
    at, aside = 0, False
    for tag in [*re.finditer(_TAG, text, re.ASCII), None]:
        shown = text[at : tag.start() if tag else len(text)]
        for _ in range(shown.count("\n")):
            line_now = next(numbers)
        pieces.append("" if aside else shown)
        at = tag.end() if tag else at
        if tag is None or tag["name"] == "v":
            yield from _words("".join(pieces), line, voice, start, entities)
            pieces, line, start = [], line_now, None
            voice = None if tag is None or tag["end"] else _plain(tag["note"] or "", entities).strip() or None
        elif tag["name"] == "rt":
            # How a word is read aloud, written above it.
            aside = not tag["end"]
        elif tag["time"] and not any(map(str.strip, pieces)):
            start = tag["time"]


def _words(shown: str, line: int, voice: str | None, start: str | None, entities: bool) -> Iterator[Span]:
    text = _plain(shown.strip("\n"), entities)
    if text.strip():
        yield Span(text, line + len(shown) - len(shown.lstrip("\n")), voice, start)


def _plain(text: str, entities: bool) -> str:
    if not entities or "&" not in text:
        return text
    from html import unescape

    return unescape(text)
