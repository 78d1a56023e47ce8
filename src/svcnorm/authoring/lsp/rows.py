"""What is said of a place in a text, and what may be done about it. Lines and columns count from 0, in code points;
the end is behind the last character."""

from __future__ import annotations

from typing import NamedTuple

ERROR, WARNING, NOTE = "error", "warning", "note"


class Span(NamedTuple):
    """A stretch of a text."""

    line: int
    start: int
    end_line: int
    end: int


class Edit(NamedTuple):
    """New text in place of a stretch."""

    span: Span
    text: str


class Fix(NamedTuple):
    """What an author can have done with one click."""

    title: str
    edits: tuple[Edit, ...]


class Row(NamedTuple):
    """One thing that is wrong."""

    span: Span
    severity: str
    code: str
    message: str
    fixes: tuple[Fix, ...] = ()
