"""Reads JSON lines: one canonical conversation per line; a bad line does not stop the others."""

from __future__ import annotations

import json
from collections.abc import Iterator

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers.canonical import read_object
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.format import Format
from svcnorm.readers.json import loads
from svcnorm.readers.options import ReadOptions

SUFFIXES = (".jsonl", ".ndjson")


def claims(head: str, suffix: str) -> bool:
    """A file that is named so, or several lines of which the first is a whole object."""
    if suffix in SUFFIXES:
        return True
    first, _, rest = head.lstrip().partition("\n")
    if not first.startswith("{") or not rest.strip():
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def read(document: Document, options: ReadOptions) -> Iterator[Conversation | InputError]:
    """Each conversation, or the InputError of its line; blank lines are passed over."""
    found = False
    for number, line in document.lines():
        found = True
        yield line if isinstance(line, InputError) else _one(line, document.label, number, options)
    if not found:
        raise InputError(
            "the file holds only blank lines", file=document.label, remedy="write one conversation per line"
        )


def _one(text: str, label: str, number: int, options: ReadOptions) -> Conversation | InputError:
    place = Place(label, line=number)
    try:
        return read_object(loads(text, place), place, f"{label}#{number}", options)
    except InputError as error:
        return error


FORMAT = Format("jsonl", SUFFIXES, claims, read)
