"""The formats that can be read, in the order in which they are asked whether a file is theirs."""

from __future__ import annotations

from svcnorm.readers import json, jsonl, srt, tencent, text, webvtt
from svcnorm.readers.document import Document
from svcnorm.readers.format import Format
from svcnorm.readers.tables.formats import CSV, PARQUET, XLSX

FORMATS = (
    webvtt.FORMAT,
    srt.FORMAT,
    tencent.FORMAT,
    jsonl.FORMAT,
    PARQUET,
    XLSX,
    json.FORMAT,
    CSV,
    text.FORMAT,
)

SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)
"""What a file must be called to be found in a directory."""


def format_of(document: Document, suffix: str) -> Format:
    """The first format that claims the document."""
    head = document.head()
    found = next(each for each in FORMATS if each.claims(head, suffix))
    document.recognised(found.name)
    return found
