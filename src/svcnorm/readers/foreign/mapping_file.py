"""Reads mapping files strictly: whatever is wrong is an error with the line that it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from svcnorm.model.conversation import CHANNELS, ROLES
from svcnorm.model.errors import InputError
from svcnorm.readers import checks, frontmatter
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign import paths
from svcnorm.readers.foreign.mapping import (
    CALL_FIELDS,
    KEYS,
    NEEDED,
    PEOPLE_FIELDS,
    TURN_FIELDS,
    MappingFile,
    Paths,
    People,
)
from svcnorm.readers.foreign.units import UNITS
from svcnorm.readers.foreign.values import as_word

T = TypeVar("T")


def read_mapping(file: str) -> MappingFile:
    """The mapping file at a path. Raises InputError with the line of what is wrong."""
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise InputError(f"cannot read the mapping file: {reason}", file=file, remedy="check the path") from None
    except UnicodeDecodeError:
        raise InputError("the mapping file is not UTF-8", file=file, remedy="save it as UTF-8") from None
    remedy = "in braces, write paths with [] between quotes"
    data, lines = frontmatter.parse(text, file, 1, "the mapping file", remedy)
    try:
        return _mapping(data, Place(file))
    except InputError as error:
        error.line = next((lines[at] for at in _upward(error.where) if at in lines), None)
        raise


def _upward(pointer: str) -> Iterator[str]:
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _mapping(data: Mapping[str, Any], place: Place) -> MappingFile:
    checks.known_keys(data, KEYS, place, "a mapping file")
    for key in NEEDED:
        if data.get(key) is None:
            spot = place.at(key) if key in data else place
            raise spot.error(f"a mapping file needs “{key}”", "see docs/formats.md, Mapping files")
    turn = _fields(data, "turn", TURN_FIELDS, place)
    if "text" not in turn:
        raise place.at("turn").error("a turn needs the path of its text", "write text: words")
    return MappingFile(
        name=checks.name(data["format"], place.at("format"), "format"),
        title=checks.text(data.get("title", data["format"]), place.at("title"), "title"),
        known_by=tuple(_listed(data["known_by"], place.at("known_by"), _paths)),
        conversations=_paths(data.get("conversations", "."), place.at("conversations")),
        turns=_paths(data["turns"], place.at("turns")),
        turn=turn,
        whole=_paths(data["whole"], place.at("whole")) if data.get("whole") is not None else (),
        unit=checks.one_of(data.get("unit", "ms"), UNITS, place.at("unit"), "unit"),
        roles=_words(data, "roles", ROLES, place),
        channels=_words(data, "channels", CHANNELS, place),
        call=_fields(data, "call", CALL_FIELDS, place),
        people=_people(data["people"], place.at("people")) if data.get("people") is not None else None,
        attributes=_fields(data, "attributes", None, place),
        events=_fields(data, "events", None, place),
        skip=_marks(data, "skip", place),
        keep=_marks(data, "keep", place),
        strip=tuple(_listed(data["strip"], place.at("strip"), _pattern)) if data.get("strip") is not None else (),
    )


def _words(data: Mapping[str, Any], key: str, known: Sequence[str], place: Place) -> dict[str, str]:
    """Words of the source, each with one of ours."""
    spot = place.at(key)
    members = checks.mapping(data.get(key) or {}, spot, key)
    return {word: checks.one_of(ours, known, spot.at(word), key.removesuffix("s")) for word, ours in members.items()}


def _marks(data: Mapping[str, Any], key: str, place: Place) -> dict[str, Paths]:
    """Values of fields, by path: one, or a list of them."""
    spot = place.at(key)
    members = checks.mapping(data.get(key) or {}, spot, key)
    return {
        _path(path, spot.at(path)): tuple(_listed(values, spot.at(path), lambda value, at: as_word(value, at, key)))
        for path, values in members.items()
    }


def _people(value: object, place: Place) -> People:
    data = checks.mapping(value, place, "people")
    checks.known_keys(data, ("at", *PEOPLE_FIELDS), place, "people")
    for key in ("at", "id"):
        if key not in data:
            raise place.error(f"people needs “{key}”", "see docs/formats.md, Mapping files")
    fields = {key: _paths(member, place.at(key)) for key, member in data.items() if key != "at"}
    return People(_path(data["at"], place.at("at")), fields)


def _fields(data: Mapping[str, Any], key: str, allowed: Sequence[str] | None, place: Place) -> dict[str, Paths]:
    spot = place.at(key)
    members = checks.mapping(data.get(key) or {}, spot, key)
    if allowed is not None:
        checks.known_keys(members, allowed, spot, f"“{key}”")
    return {name: _paths(member, spot.at(name)) for name, member in members.items()}


def _paths(value: object, place: Place) -> Paths:
    """One path, or several in the order in which they are tried."""
    return tuple(_listed(value, place, _path))


def _path(value: object, place: Place) -> str:
    path = checks.text(value, place, "a path")
    try:
        paths.steps(path)
    except ValueError as error:
        raise place.error(str(error), "write it like Result.Sentences[].Text") from None
    return path


def _pattern(value: object, place: Place) -> str:
    import re2

    pattern = checks.text(value, place, "a pattern")
    try:
        re2.compile(pattern)
    except re2.error as error:
        raise place.error(f"“{pattern}” is no pattern: {error}") from None
    return pattern


def _listed(value: object, place: Place, read: Callable[[object, Place], T]) -> list[T]:
    """One thing, or a list of such, which must not be empty."""
    if not isinstance(value, list):
        return [read(value, place)]
    if not value:
        raise place.error("the list is empty", "leave the key out, or name something")
    return [read(item, place.at(index)) for index, item in enumerate(value)]
