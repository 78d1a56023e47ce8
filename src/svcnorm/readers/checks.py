"""Checks of one value at one place of the input; each failure is an InputError that says where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.model.errors import InputError


class Place(NamedTuple):
    """Where a value stands: file, JSON pointer, and the line where the format has lines."""

    file: str
    pointer: str = ""
    line: int | None = None

    def at(self, key: str | int) -> Place:
        """The place of a member of the value here."""
        if isinstance(key, str) and ("/" in key or "~" in key):
            key = key.replace("~", "~0").replace("/", "~1")
        return Place(self.file, f"{self.pointer}/{key}", self.line)

    def error(self, message: str, remedy: str = "", excerpt: str = "") -> InputError:
        """An error about the value here."""
        where = self.pointer
        return InputError(message, file=self.file, line=self.line, where=where, remedy=remedy, excerpt=excerpt[:200])

    @property
    def source(self) -> str:
        """The place inside its file, as utterances and events carry it: a line, a pointer, or both."""
        if self.line is None:
            return self.pointer
        return f"{self.line}:{self.pointer}" if self.pointer else str(self.line)


def mapping(value: object, place: Place, what: str) -> Mapping[str, Any]:
    """`value` as an object with text keys."""
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise place.error(f"{what} must be an object, not {kind(value)}")
    return value


def sequence(value: object, place: Place, what: str) -> Sequence[Any]:
    """`value` as a list."""
    if not isinstance(value, (list, tuple)):
        raise place.error(f"{what} must be a list, not {kind(value)}")
    return value


def text(value: object, place: Place, what: str) -> str:
    """`value` as text, exactly as it stands."""
    if not isinstance(value, str):
        raise place.error(f"{what} must be text, not {kind(value)}")
    return value


def name(value: object, place: Place, what: str) -> str:
    """`value` as an identifier: text that is not blank, or a whole number turned into text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise place.error(f"{what} must be text or a whole number, not {kind(value)}")
    return value


def truth(value: object, place: Place, what: str) -> bool:
    """`value` as true or false."""
    if not isinstance(value, bool):
        raise place.error(f"{what} must be true or false, not {kind(value)}")
    return value


def one_of(value: object, allowed: Sequence[str], place: Place, what: str) -> str:
    """`value` as one of a closed list of words."""
    if isinstance(value, str) and value in allowed:
        return value
    shown = f"“{value}”" if isinstance(value, str) else kind(value)
    raise place.error(f"unknown {what} {shown}", remedy=hint(str(value), allowed))


def known_keys(data: Mapping[str, Any], allowed: Sequence[str], place: Place, what: str) -> None:
    """Refuse keys that nobody reads; keys that begin with `x_` or `x-` are the user's own."""
    for key in data:
        if key not in allowed and not key.startswith(("x_", "x-")):
            remedy = f"{hint(key, allowed)} Begin it with x_ to keep it for yourself."
            raise place.at(key).error(f"{what} has no key “{key}”", remedy=remedy)


def close_to(word: str, allowed: Iterable[str]) -> str:
    """The one of `allowed` that `word` is probably a slip of, or the empty text."""
    from difflib import get_close_matches

    found = get_close_matches(word[:60].lower(), list(allowed), n=1, cutoff=0.7)
    return found[0] if found else ""


def hint(word: str, allowed: Sequence[str]) -> str:
    """What could have been meant: the nearest word, or the whole list."""
    near = close_to(word, allowed)
    return f"did you mean “{near}”?" if near else f"known: {', '.join(allowed)}."


def kind(value: object) -> str:
    """What a value is, in the words of JSON."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "blank text" if not value.strip() else "text"
    return "an object" if isinstance(value, Mapping) else "a list" if isinstance(value, (list, tuple)) else "a value"
