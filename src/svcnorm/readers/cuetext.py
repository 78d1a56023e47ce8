"""The text of one subtitle cue: whose voice its words are, without the marks of how they look.

https://www.w3.org/TR/webvtt1/#cue-text; SRT players know <i>, <b>, <u>, <s>, <font> and {\\an8} beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Only these are marks: a customer who says "少于 < 100" has not opened a tag.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>v|c|i|b|u|s|lang|ruby|rt|font)(?P<classes>\.[^\s<>]*)?(?:[ \t](?P<note>[^<>]*))?>"
    r"|<(?P<time>(?:\d{2,}:)?\d{2}:\d{2}\.\d{3})>"
    r"|\{\\an?\d{1,2}\}",
    re.ASCII,
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
    numbers = [number for number, _ in lines]
    now = Span("", numbers[0] if numbers else 0)
    at, aside = 0, False
    for tag in _TAG.finditer(text):
        now = now if aside else now._replace(text=now.text + text[at : tag.start()])
        at = tag.end()
        if tag["name"] == "v":
            yield from _words(now, entities)
            voice = None if tag["end"] else _plain(tag["note"] or "", entities).strip() or None
            now = Span("", numbers[text.count("\n", 0, at)], voice)
        elif tag["name"] == "rt":
            # How a word is read aloud, written above it.
            aside = not tag["end"]
        elif tag["time"] and not now.text.strip():
            now = now._replace(start=tag["time"])
    yield from _words(now if aside else now._replace(text=now.text + text[at:]), entities)


def _words(span: Span, entities: bool) -> Iterator[Span]:
    lead = span.text[: len(span.text) - len(span.text.lstrip("\n"))]
    text = _plain(span.text.strip("\n"), entities)
    if text.strip():
        yield span._replace(text=text, line=span.line + len(lead))


def _plain(text: str, entities: bool) -> str:
    if not entities or "&" not in text:
        return text
    from html import unescape

    return unescape(text)
