"""What a path leads to, as a word, a text or a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign import units
from svcnorm.readers.foreign.paths import find, first
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment

LARGEST = 2**53
"""Beyond it a number with a point does not tell which whole number it was."""


def word(data: Any, place: Place, tried: Sequence[str]) -> str | None:
    """Something that names or numbers: None where it is missing or blank."""
    found = first(data, place, tried)
    if found is None or _blank(found[0]):
        return None
    return as_word(*found, "a name")


def as_word(value: object, place: Place, what: str) -> str:
    """A text, a whole number (some systems write 1.0 for 1) or true or false, as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST:
        return str(int(value))
    return checks.name(value, place, what)


def text(data: Any, place: Place, tried: Sequence[str]) -> str:
    """What the first path that leads anywhere leads to, joined where it leads to several places."""
    for path in tried:
        pieces = [checks.text(value, spot, "text") for value, spot in find(data, place, path)]
        if pieces:
            return "".join(pieces)
    return ""


def moment(data: Any, place: Place, tried: Sequence[str], unit: str, options: ReadOptions) -> Moment | None:
    """A time, or None where it is missing, blank or unknown."""
    found = first(data, place, tried)
    if found is None or _blank(found[0]):
        return None
    when = units.moment(found[0], unit, found[1], options.utc_offset)
    return None if when == units.UNKNOWN else when


def _blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()
