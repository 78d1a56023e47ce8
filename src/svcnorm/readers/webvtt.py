"""Reads WebVTT subtitles: `<v 客服>` names who speaks, or a label in the text does.

https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.format import Carries, Format, Read
from svcnorm.readers.options import ReadOptions

SUFFIXES = (".vtt",)


def claims(head: str, suffix: str) -> bool:
    """Text that begins with the word of the format, or has times of its kind and is named so."""
    begins = head.startswith("WEBVTT") and head[6:7] in ("", " ", "\t", "\n", "\r")
    return begins or (suffix in SUFFIXES and "-->" in head)


def read(document: Document, options: ReadOptions) -> Read:
    """The one conversation that the subtitles hold."""
    from svcnorm.readers import cues

    yield cues.conversation(document.text(), Place(document.label), document.label, options, markup=True)


FORMAT = Format(
    "webvtt",
    SUFFIXES,
    claims,
    read,
    title="WebVTT subtitles",
    known_by="WEBVTT",
    carries=Carries("labels", "clock"),
)
