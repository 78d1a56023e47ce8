"""What an import makes: rules to be written, and what could not become one, with why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Draft(NamedTuple):
    """A rule to be written. `body` is its constraint as plain data (anchor, `forbid`, `require`, `measure`, window);
    `hits` and `passes` are conversations, each a list of labelled lines, that show it at work; `notes` are for the
    comment above it; `where` is what it came from, `origins` what each pattern did, where that differs."""

    where: str
    title: str
    severity: str
    points: float
    body: Mapping[str, Any]
    message: str
    suggest: str
    hits: Sequence[Sequence[str]]
    passes: Sequence[Sequence[str]]
    notes: tuple[str, ...] = ()
    origins: Mapping[str, str] = {}


class Left(NamedTuple):
    """What could not be imported: where it stood, what it says, why."""

    where: str
    what: str
    why: str


class Imported(NamedTuple):
    """All of a file."""

    drafts: Sequence[Draft]
    left: Sequence[Left]


class Unsaid(Exception):
    """What the rule language cannot say; the text says why, in the reader's language."""
