"""One file to a script."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, Source
from svcnorm.readers.document import Document
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.model import Ignore, Script

TEXTS = {".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".text": "plain"}
SUFFIXES = tuple(TEXTS)
"""Endings of files that are scripts."""


class Text(NamedTuple):
    """A file of text: its lines without line ends."""

    lines: tuple[str, ...]


def read(source: Source, options: ReadOptions) -> Script:
    """The script in a file. Raises InputError."""
    flow = Flow()
    flow.channel = ""
    with source.open() as stream:
        found = _told(Document(source.label, stream, options), source.suffix, flow)
    lines = flow.said()
    if not lines:
        raise InputError(
            "the script holds no words that are said",
            file=source.label,
            remedy="write 客服:… or a heading such as ## 开场 above the words",
        )
    channel = flow.channel
    return Script(source.label, lines, tuple(flow.scenes), channel, tuple(found), tuple(flow.notes))


def _told(document: Document, suffix: str, flow: Flow) -> list[Ignore]:
    kind = TEXTS.get(suffix, "plain")
    lines = lines_of(document.text())
    if kind == "markdown":
        from svcnorm.scripts.reading import markdown

        return markdown.read(lines, flow)
    from svcnorm.scripts.reading import plain

    return plain.read(lines, flow)


def lines_of(text: str) -> list[str]:
    """The lines of a text as editors count them, without their ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def name_of(label: str) -> str:
    """The name of a file without folder and ending, which may tell the channel."""
    return Path(label).stem
