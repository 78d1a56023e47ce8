"""Mapping files: where another system's JSON keeps its conversations, in which fields, units and words.

A shipped format and a user's own are described in the same way (docs/formats.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from svcnorm.model.conversation import CHANNELS, ROLES
from svcnorm.model.errors import InputError
from svcnorm.readers import checks, frontmatter
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign import paths
from svcnorm.readers.foreign.units import UNITS
from svcnorm.readers.format import Carries, Shape

SHIPPED = Path(__file__).parent / "mappings"

TURN_FIELDS = ("text", "start", "end", "duration", "at", "role", "speaker", "channel", "detail")
CALL_FIELDS = ("id", "title", "started_at", "ended_at", "customer", "case", "channel", "agent", "language")
PEOPLE_FIELDS = ("id", "role", "detail")
NEEDED = ("format", "known_by", "turns", "turn")
KEYS = (
    *NEEDED,
    *("title", "conversations", "unit", "roles", "channels", "call", "people", "attributes", "events", "skip", "strip"),
)

Paths = tuple[str, ...]


class People(NamedTuple):
    """Where a list says who the speakers are: its path, and the paths in its members."""

    at: str
    fields: Mapping[str, Paths]


class MappingFile(NamedTuple):
    """A mapping file understood.

    `known_by` are paths that must all lead somewhere. `conversations` leads to each conversation, `turns` (the
    first that leads anywhere) from there to each sentence, `turn` from there to its fields, `call` from the
    conversation to facts about it; each field may have several paths, of which the first that leads
    anywhere counts. `text` at several places is joined. `roles` and `channels` give ours for words of the source,
    `events` leads to the times of events of the conversation, `skip` gives values of fields that mark rows
    without words, `strip` patterns (RE2) to be cut out of texts.
    """

    name: str
    title: str
    known_by: Paths
    conversations: Paths
    turns: Paths
    turn: Mapping[str, Paths]
    unit: str = "ms"
    roles: Mapping[str, str] = {}
    channels: Mapping[str, str] = {}
    call: Mapping[str, Paths] = {}
    people: People | None = None
    attributes: Mapping[str, Paths] = {}
    events: Mapping[str, Paths] = {}
    skip: Mapping[str, Paths] = {}
    strip: Paths = ()


def mapped_shape(file: str) -> Shape:
    """The form that a mapping file describes. Raises InputError with the line of what is wrong."""
    try:
        text = Path(file).read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise InputError(f"cannot read the mapping file: {reason}", file=file, remedy="check the path") from None
    except UnicodeDecodeError:
        raise InputError("the mapping file is not UTF-8", file=file, remedy="save it as UTF-8") from None
    return _shape(understood(text, file))


def shipped() -> Iterator[Shape]:
    """The forms described in mapping files of ours, in the order of their names."""
    return (mapped_shape(str(file)) for file in sorted(SHIPPED.glob("*.yaml")))


def understood(text: str, file: str) -> MappingFile:
    """A mapping file from its text. Raises InputError with the line of what is wrong."""
    data, lines = frontmatter.parse(text, file, 1)
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
        if key not in data:
            raise place.error(f"a mapping file needs “{key}”", "see docs/formats.md, Mapping files")
    turn = _fields(data["turn"], TURN_FIELDS, place.at("turn"))
    if "text" not in turn:
        raise place.at("turn").error("a turn needs the path of its text", "write text: words")
    people = checks.mapping(data.get("people") or {}, place.at("people"), "people")
    return MappingFile(
        name=checks.name(data["format"], place.at("format"), "format"),
        title=checks.text(data.get("title", data["format"]), place.at("title"), "title"),
        known_by=_paths(data["known_by"], place.at("known_by")),
        conversations=_paths(data.get("conversations", "."), place.at("conversations")),
        turns=_paths(data["turns"], place.at("turns")),
        turn=turn,
        unit=checks.one_of(data.get("unit", "ms"), UNITS, place.at("unit"), "unit"),
        roles=_words(data, "roles", ROLES, place),
        channels=_words(data, "channels", CHANNELS, place),
        call=_fields(data.get("call") or {}, CALL_FIELDS, place.at("call")),
        people=_people(people, place.at("people")) if people else None,
        attributes=_fields(data.get("attributes") or {}, None, place.at("attributes")),
        events=_fields(data.get("events") or {}, None, place.at("events")),
        skip=_skipped(data.get("skip") or {}, place.at("skip")),
        strip=_patterns(data.get("strip") or [], place.at("strip")),
    )


def _words(data: Mapping[str, Any], key: str, known: Sequence[str], place: Place) -> dict[str, str]:
    """Words of the source, each with one of ours."""
    spot = place.at(key)
    members = checks.mapping(data.get(key) or {}, spot, key)
    return {word: checks.one_of(ours, known, spot.at(word), key.removesuffix("s")) for word, ours in members.items()}


def _skipped(value: object, place: Place) -> dict[str, Paths]:
    """Values of fields that mark rows without words, by path."""
    found = {}
    for path, words in checks.mapping(value, place, "skip").items():
        listed = words if isinstance(words, list) else [words]
        found[_paths(path, place.at(path))[0]] = tuple(checks.text(word, place.at(path), "skip") for word in listed)
    return found


def _people(data: Mapping[str, Any], place: Place) -> People:
    checks.known_keys(data, ("at", *PEOPLE_FIELDS), place, "people")
    fields = _fields({key: value for key, value in data.items() if key != "at"}, PEOPLE_FIELDS, place)
    return People(_paths(data.get("at"), place.at("at"))[0], fields)


def _fields(value: object, allowed: tuple[str, ...] | None, place: Place) -> dict[str, Paths]:
    data = checks.mapping(value, place, "fields")
    if allowed is not None:
        checks.known_keys(data, allowed, place, "a mapping file")
    return {key: _paths(member, place.at(key)) for key, member in data.items()}


def _paths(value: object, place: Place) -> Paths:
    """One path, or several in the order in which they are tried."""
    found = []
    for item in value if isinstance(value, list) else [value]:
        path = checks.text(item, place, "a path")
        try:
            paths.steps(path)
        except ValueError as error:
            raise place.error(str(error), "write it like Result.Sentences[].Text") from None
        found.append(path)
    return tuple(found)


def _patterns(value: object, place: Place) -> Paths:
    import re2

    found = []
    for item in value if isinstance(value, list) else [value]:
        pattern = checks.text(item, place, "a pattern")
        try:
            re2.compile(pattern)
        except re2.error as error:
            raise place.error(f"“{pattern}” is no pattern: {error}") from None
        found.append(pattern)
    return tuple(found)


def _shape(mapping: MappingFile) -> Shape:
    from svcnorm.readers.foreign.mapped import read

    turn = mapping.turn
    told = "stated" if "role" in turn or mapping.people else "speaker" if "speaker" in turn else "channel"
    carries = Carries(
        told if told != "channel" or "channel" in turn else "none",
        mapping.unit if "start" in turn else "date" if "at" in turn else "",
        events=bool(mapping.events),
    )
    return Shape(
        name=mapping.name,
        title=mapping.title,
        known_by=", ".join(mapping.known_by),
        carries=carries,
        claims=lambda data: all(paths.leads(data, path) for path in mapping.known_by),
        read=lambda data, place, name, options: read(mapping, data, place, name, options),
    )
