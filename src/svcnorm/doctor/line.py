"""One line of what the doctor found."""

from __future__ import annotations

from typing import NamedTuple

GOOD, NOTE, BAD = "good", "note", "bad"


class Line(NamedTuple):
    """What was looked at, what was found, how it stands (`bad` makes the exit code 1), and what to do."""

    label: str
    found: str
    state: str = GOOD
    remedy: str = ""
