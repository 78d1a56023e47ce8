"""A script as read: who says what in which scene, and where that stands in the file."""

from __future__ import annotations

from typing import NamedTuple

from svcnorm.scripts.words import Words


class Scene(NamedTuple):
    """A part of a script, as its author names it; `kinds` are those of `svcnorm.scripts.scenes` that the name tells."""

    name: str = ""
    kinds: tuple[str, ...] = ()


class Spot(NamedTuple):
    """Where the first character of a text stands: line and column from 1, or a pointer in a file without lines."""

    line: int = 0
    column: int = 0
    pointer: str = ""


class Line(NamedTuple):
    """What one side says in one line of a file.

    `raw` is the text as it stands there, `words` what is said of it (places in `raw`), before placeholders and stage
    directions are understood. `scene` counts the scenes of the script. `branch` is the condition under which it is
    said (如客户不满), `choice` the name of the alternative to which it belongs (A, 话术二).
    """

    raw: str
    words: Words
    role: str
    scene: int
    spot: Spot
    branch: str = ""
    choice: str = ""


class Ignore(NamedTuple):
    """A comment that allows findings: of which rules, why, on which line, and where the comment stands."""

    rules: tuple[str, ...]
    reason: str
    line: int
    spot: Spot
    raw: str


class Script(NamedTuple):
    """One file. `path` opens it, `encoding` is that of a text (empty for other files, which are not written to).

    `notes` are codes of what reading did, as those of a conversation.
    """

    label: str
    path: str
    lines: tuple[Line, ...]
    scenes: tuple[Scene, ...]
    channel: str = ""
    encoding: str = ""
    ignores: tuple[Ignore, ...] = ()
    notes: tuple[str, ...] = ()
