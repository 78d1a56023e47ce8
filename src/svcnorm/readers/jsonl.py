"""Reads JSON lines: on each what a file of JSON holds; a bad line does not stop the others."""

from __future__ import annotations

import json

from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.format import Carries, Format, Read
from svcnorm.readers.objects import check_mappings, conversations, data_of
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


def read(document: Document, options: ReadOptions) -> Read:
    """The conversations of each line, or the InputError of the line; blank lines are passed over."""
    check_mappings(options)
    found = False
    for number, line in document.lines():
        found = True
        if isinstance(line, InputError):
            yield line
        else:
            yield from of_text(line, number, document)
    if not found:
        raise InputError(
            "the file holds only blank lines", file=document.label, remedy="write one conversation per line"
        )


def of_text(text: str, number: int, document: Document) -> Read:
    """The conversations in one record of a document, by its number, or the InputError of it."""
    place = Place(document.label, line=number)
    try:
        data = data_of(text, place, document.options)
        yield from conversations(data, place, f"{document.label}#{number}", document)
    except InputError as error:
        error.record = text
        yield error


FORMAT = Format(
    "jsonl",
    SUFFIXES,
    claims,
    read,
    title="JSON lines",
    known_by="an object on each line",
    carries=Carries("stated", "s", events=True),
)
