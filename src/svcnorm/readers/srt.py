"""Reads SubRip subtitles (.srt): numbered cues with times; who speaks can only stand in the text."""

from __future__ import annotations

import re

from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.format import Carries, Format, Read
from svcnorm.readers.options import ReadOptions

SUFFIXES = (".srt",)

_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,6})?"
TIMES = rf"[ \t]*(?P<start>{_CLOCK})[ \t]*-->[ \t]*(?P<end>{_CLOCK})"
"""How a line with the times of a subtitle begins, also in WebVTT; a pattern for `re.ASCII`."""
# Plain text may have times like these before its words; here they stand on a line of their own.
_BEGINS = rf"\s*(?:\d{{1,9}}[ \t]*\r?\n)?{TIMES}[ \t]*(?:X1:[^\r\n]*)?(?:[\r\n]|$)"


def claims(head: str, suffix: str) -> bool:
    """Text that begins with a number and a line of times, or only the times, or has such and is named so."""
    if suffix in SUFFIXES:
        return "-->" in head
    return "-->" in head[:200] and re.match(_BEGINS, head, re.ASCII) is not None


def read(document: Document, options: ReadOptions) -> Read:
    """The one conversation that the subtitles hold."""
    from svcnorm.readers import cues

    yield cues.conversation(document.text(), Place(document.label), document.label, options, markup=False)


FORMAT = Format(
    "srt",
    SUFFIXES,
    claims,
    read,
    title="SubRip subtitles",
    known_by="00:00:01,000 --> 00:00:02,500",
    carries=Carries("labels", "clock"),
)
