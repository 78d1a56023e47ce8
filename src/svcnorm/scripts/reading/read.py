"""One file to a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from svcnorm.model.errors import InputError
from svcnorm.readers import Source
from svcnorm.readers.document import Document
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.model import Ignore, Script

READERS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plain",
    ".text": "plain",
    ".yaml": "yamlfile",
    ".yml": "yamlfile",
    ".csv": "csvfile",
    ".tsv": "csvfile",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".docx": "docx",
}
"""Endings of scripts, and the module here that reads such a file."""
SUFFIXES = tuple(READERS)
LONGEST = 10_000
"""Characters of a line at most: a long speech has a few hundred, and patterns look at a line as a whole."""
LINE_END = re.compile("\r\n|\r|\n")


def script_in(document: Document, source: Source) -> Script:
    """The script that a document holds. Raises InputError."""
    flow = Flow()
    ignores = _told(document, source.suffix, flow)
    lines = flow.said()
    if not lines:
        remedy = "write 客服:… or a heading such as ## 开场 above the words"
        raise InputError("the script holds no words that are said", file=source.label, remedy=remedy)
    return Script(
        source.label,
        source.path,
        lines,
        tuple(flow.scenes),
        flow.channel,
        document.encoding,
        tuple(ignores),
        tuple(flow.notes),
    )


def _told(document: Document, suffix: str, flow: Flow) -> list[Ignore]:
    """Tell `flow` what the document holds; the comments that allow findings."""
    reader = import_module(f"svcnorm.scripts.reading.{READERS.get(suffix, 'plain')}")
    read: Callable[[Document, Flow], list[Ignore]] = reader.read
    return read(document, flow)


def lines_of(document: Document) -> list[str]:
    """The lines of a document of text, as `lines_in` finds them."""
    return lines_in(document.text(), document.label)


def lines_in(text: str, file: str) -> list[str]:
    """The lines of a text as editors count them, without their ends. Raises InputError for one that is too long."""
    lines = LINE_END.split(text)
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            message = f"a line of more than {LONGEST} characters"
            raise InputError(message, file=file, line=number, remedy="break it into sentences")
    return lines
