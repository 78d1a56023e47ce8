"""Reads data by a mapping file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from svcnorm.model.errors import InputError
from svcnorm.readers import times
from svcnorm.readers.checks import Place
from svcnorm.readers.draft import Draft, finished
from svcnorm.readers.foreign.mapping import MappingFile
from svcnorm.readers.foreign.mapping_file import read_mapping
from svcnorm.readers.foreign.paths import Found, find, first, leads
from svcnorm.readers.foreign.sentences import Speakers, people, rows, said
from svcnorm.readers.foreign.values import moment, word
from svcnorm.readers.format import Carries, Read, Shape
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment

SHIPPED = Path(__file__).parent / "mappings"


def shipped() -> Iterator[Shape]:
    """The forms described in mapping files of ours, in the order of their names."""
    return (mapped_shape(str(file)) for file in sorted(SHIPPED.glob("*.yaml")))


def mapped_shape(file: str) -> Shape:
    """The form that a mapping file describes. Raises InputError with the line of what is wrong."""
    mapping = read_mapping(file)
    turn = mapping.turn
    told = "stated" if "role" in turn or mapping.people else "speaker" if "speaker" in turn else "channel"
    return Shape(
        name=mapping.name,
        title=mapping.title,
        known_by=", ".join(_below(mapping.conversations[0], tried[0]) for tried in mapping.known_by),
        carries=Carries(
            told if told != "channel" or "channel" in turn else "none",
            mapping.unit if "start" in turn else "date" if "at" in turn else "",
            events=bool(mapping.events),
        ),
        claims=lambda data: bool(_items(mapping, data, Place(""))),
        read=lambda data, place, name, options: read(mapping, data, place, name, options),
    )


def _below(path: str, rest: str) -> str:
    """The path that goes on from the end of another."""
    if path == ".":
        return rest
    return path if rest == "." else path + rest if rest.startswith(("[", "!")) else f"{path}.{rest}"


def read(mapping: MappingFile, data: Any, place: Place, name: str, options: ReadOptions) -> Read:
    """Each conversation of the data; an InputError in place of one that cannot be read."""
    items = _items(mapping, data, place)
    for number, (item, spot) in enumerate(items, 1):
        try:
            yield finished(
                _draft(mapping, item, spot, f"{name}#{number}" if len(items) > 1 else name, options), options
            )
        except InputError as error:
            yield error


def _items(mapping: MappingFile, data: Any, place: Place) -> list[Found]:
    """The conversations: those of the first path that leads to one which the mapping file knows."""
    for path in mapping.conversations:
        try:
            found = list(find(data, place, path))
        except InputError:  # Text where this form would have JSON in a text.
            continue
        if any(_is_known(mapping, item) for item, _ in found):
            return found
    return []


def _is_known(mapping: MappingFile, item: Any) -> bool:
    return all(any(leads(item, path) for path in tried) for tried in mapping.known_by)


def _draft(mapping: MappingFile, item: Any, place: Place, name: str, options: ReadOptions) -> Draft:
    record = {key: value for key in mapping.call if (value := _told(mapping, key, item, place, options)) is not None}
    speakers = Speakers(people(mapping, item, place), record.pop("agent", None))
    kept, left_out = rows(mapping, item, place)
    notes = (f"rows_left_out:{left_out}",) if left_out else ()
    sentences = [said(mapping, row, spot, speakers, options, mapping.turn["text"]) for row, spot in kept]
    if not kept and not left_out and mapping.whole:
        sentences, notes = [said(mapping, item, place, speakers, options, mapping.whole)], ("whole_text",)
    record["events"] = _events(mapping, item, place, options)
    record["attributes"] = {
        key: found[0] for key, tried in mapping.attributes.items() if (found := first(item, place, tried)) is not None
    }
    return Draft(record, sentences, place, name, notes, _started(mapping, item, place, kept, options))


def _told(mapping: MappingFile, key: str, item: Any, place: Place, options: ReadOptions) -> Any:
    """A fact about the conversation, in canonical form."""
    tried = mapping.call[key]
    if key == "started_at":
        return None
    if key == "ended_at":
        when = moment(item, place, tried, "date", options)
        return None if when is None or when.instant is None else _iso(when, options)
    name = word(item, place, tried)
    return mapping.channels.get(name) if key == "channel" and name else name


def _started(mapping: MappingFile, item: Any, place: Place, kept: list[Found], options: ReadOptions) -> Moment | None:
    """When the conversation began: as it says, or from the first sentence that has both kinds of times."""
    told = moment(item, place, mapping.call.get("started_at", ()), "date", options)
    if told is not None and told.instant is not None:
        return told
    at, start = (mapping.turn.get(key, ()) for key in ("at", "start"))
    for row, spot in kept if at and start else ():
        when = moment(row, spot, at, "date", options)
        since = moment(row, spot, start, mapping.unit, options)
        if when and since and when.instant is not None and since.elapsed is not None:
            return when._replace(instant=when.instant - since.elapsed)
    return None


def _events(mapping: MappingFile, item: Any, place: Place, options: ReadOptions) -> list[dict[str, Any]]:
    """The events that the data gives times for."""
    found = ((event, moment(item, place, tried, mapping.unit, options)) for event, tried in mapping.events.items())
    return [
        {"type": event, "at": (when.elapsed or 0) / 1000 if when.instant is None else _iso(when, options)}
        for event, when in found
        if when is not None
    ]


def _iso(when: Moment, options: ReadOptions) -> str:
    return times.iso(when.instant or 0, when.offset or options.utc_offset)
