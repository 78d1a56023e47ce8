"""Reads the text form: `客服:您好` lines, with times and a head of YAML if there are any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import frontmatter
from svcnorm.readers.canonical import DEFAULTS, build
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.format import Carries, Format
from svcnorm.readers.lineparts import BLANKS
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.textlines import written_turns

SUFFIXES = (".txt", ".text")


def claims(head: str, suffix: str) -> bool:
    """Everything that no other reader claims is text."""
    return True


def read(document: Document, options: ReadOptions) -> Iterator[Conversation | InputError]:
    """The one conversation that a text holds."""
    yield conversation_from_text(document.text(), document.label, options)


def conversation_from_text(text: str, label: str, options: ReadOptions = DEFAULTS) -> Conversation:
    """The conversation in the text form. Raises InputError with file and line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    span = frontmatter.split(lines)
    head: dict[str, Any] = {}
    marks: dict[str, int] = {}
    body_starts = 0
    if span:
        if span[1] < 0:
            remedy = "close it with a line of ---, or remove the first line"
            raise InputError("the front matter is never closed", file=label, line=span[0], remedy=remedy)
        head, marks = frontmatter.parse("\n".join(lines[span[0] : span[1]]), label, span[0] + 1)
        body_starts = span[1] + 1
    body = [(line, Place(label, line=n)) for n, line in enumerate(lines[body_starts:], body_starts + 1)]
    if not any(line.strip(BLANKS) for line, _ in body) and "events" not in head:
        raise InputError("there are no words in this file", file=label, remedy="write lines such as “客服:您好”")
    if "turns" in head:
        line = marks["/turns"]
        raise InputError("turns cannot stand in the front matter", file=label, line=line, remedy="write them below it")
    try:
        return build(head, Place(label), label, options, lambda clock, who: written_turns(body, clock, who, whole=True))
    except InputError as error:
        _locate(error, marks)
        raise


def _locate(error: InputError, marks: dict[str, int]) -> None:
    """Give an error about a value of the front matter the line that the value stands on."""
    pointer = error.where
    while error.line is None and pointer:
        error.line = marks.get(pointer)
        pointer = pointer.rpartition("/")[0]


FORMAT = Format(
    "text",
    SUFFIXES,
    claims,
    read,
    title="plain text",
    known_by="whatever nothing else claims",
    carries=Carries("labels", "clock", events=True),
)
