"""Reads data by a mapping file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from svcnorm.model.errors import InputError
from svcnorm.readers import checks, times
from svcnorm.readers.checks import Place
from svcnorm.readers.draft import Draft, Said, finished
from svcnorm.readers.foreign import units
from svcnorm.readers.foreign.paths import Found, find, first
from svcnorm.readers.format import Read
from svcnorm.readers.labels import role_of
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment

if TYPE_CHECKING:
    from svcnorm.readers.foreign.mapping import MappingFile, Paths

People = Mapping[str, tuple[str | None, str | None]]
"""Role and employee id or name, by the number of a speaker."""


def read(mapping: MappingFile, data: Any, place: Place, name: str, options: ReadOptions) -> Read:
    """Each conversation of the data; an InputError in place of one that cannot be read."""
    found = [each for path in mapping.conversations for each in find(data, place, path)]
    for number, (item, spot) in enumerate(found, 1):
        try:
            yield finished(
                _draft(mapping, item, spot, f"{name}#{number}" if len(found) > 1 else name, options), options
            )
        except InputError as error:
            yield error


def _draft(mapping: MappingFile, item: Any, place: Place, name: str, options: ReadOptions) -> Draft:
    people = _people(mapping, item, place)
    rows = next((rows for path in mapping.turns if (rows := list(find(item, place, path)))), [])
    kept = [(row, spot) for row, spot in rows if not _skipped(mapping, row, spot)]
    record = {key: value for key in mapping.call if (value := _told(mapping, key, item, place, options)) is not None}
    agent = record.pop("agent", None)
    said = [_said(mapping, row, spot, people, options, agent) for row, spot in kept]
    record.setdefault("started_at", _wall_start(mapping, kept, options))
    record["events"] = _events(mapping, item, place, options)
    record["attributes"] = {
        key: found[0] for key, tried in mapping.attributes.items() if (found := first(item, place, tried)) is not None
    }
    return Draft({key: value for key, value in record.items() if value is not None}, said, place, name)


def _events(mapping: MappingFile, item: Any, place: Place, options: ReadOptions) -> list[dict[str, Any]]:
    """The events that the data gives times for."""
    found = []
    for event, tried in mapping.events.items():
        when = _moment(mapping, item, place, tried, options)
        if when is not None:
            at = times.iso(when.instant, options.utc_offset) if when.instant is not None else (when.elapsed or 0) / 1000
            found.append({"type": event, "at": at})
    return found


def _said(
    mapping: MappingFile, row: Any, place: Place, people: People, options: ReadOptions, agent: str | None
) -> Said:
    fields = mapping.turn
    start = _moment(mapping, row, place, fields.get("start", ()), options) or _moment(
        mapping, row, place, fields.get("at", ()), options, "date"
    )
    end = _moment(mapping, row, place, fields.get("end", ()), options)
    length = _moment(mapping, row, place, fields.get("duration", ()), options)
    if end is None and length is not None and start is not None and start.elapsed is not None:
        end = Moment(elapsed=start.elapsed + (length.elapsed or 0))
    words = {key: _word(row, place, fields.get(key, ())) for key in ("role", "speaker", "channel", "detail")}
    listed = people.get(words["speaker"] or words["role"] or "", (None, None))
    written = listed[0] or words["role"]
    role = mapping.roles.get(written, written) if written else None
    return Said(
        text=_text(mapping, row, place),
        place=place,
        role=role,
        speaker=words["speaker"],
        channel=words["channel"],
        detail=listed[1] or words["detail"] or (agent if role and role_of(role) == "agent" else None),
        start=start,
        end=end,
    )


def _people(mapping: MappingFile, item: Any, place: Place) -> People:
    if mapping.people is None:
        return {}
    fields = mapping.people.fields
    found = {}
    for person, spot in find(item, place, mapping.people.at):
        ident, role, detail = (_word(person, spot, fields.get(key, ())) for key in ("id", "role", "detail"))
        if ident:
            found[ident] = (mapping.roles.get(role, role) if role else None, detail)
    return found


def _skipped(mapping: MappingFile, row: Any, place: Place) -> bool:
    return any(_word(row, place, (path,)) in values for path, values in mapping.skip.items())


def _text(mapping: MappingFile, row: Any, place: Place) -> str:
    """The words: what the first path that leads anywhere leads to, joined where it leads to several places."""
    for path in mapping.turn["text"]:
        pieces = [checks.text(value, spot, "text") for value, spot in find(row, place, path)]
        if pieces:
            return _stripped("".join(pieces), mapping.strip)
    return ""


def _stripped(text: str, patterns: Paths) -> str:
    if not patterns:
        return text
    import re2

    for pattern in patterns:
        text = re2.sub(pattern, "", text)
    return text


def _word(row: Any, place: Place, tried: Paths) -> str | None:
    """A field that names something: text or a whole number."""
    found = first(row, place, tried)
    if found is None or found[0] == "":
        return None
    return checks.name(found[0], found[1], "a name")


def _moment(
    mapping: MappingFile, row: Any, place: Place, tried: Paths, options: ReadOptions, unit: str = ""
) -> Moment | None:
    found = first(row, place, tried)
    if found is None or found[0] == "":
        return None
    return units.moment(found[0], unit or mapping.unit, found[1], options.utc_offset)


def _told(mapping: MappingFile, key: str, item: Any, place: Place, options: ReadOptions) -> Any:
    """A fact about the conversation, in canonical form."""
    if key in ("started_at", "ended_at"):
        when = _moment(mapping, item, place, mapping.call[key], options, "date")
        return (
            None if when is None or when.instant is None else times.iso(when.instant, when.offset or options.utc_offset)
        )
    word = _word(item, place, mapping.call[key])
    return mapping.channels.get(word) if key == "channel" and word else word


def _wall_start(mapping: MappingFile, rows: Sequence[Found], options: ReadOptions) -> str | None:
    """When the conversation began, from the first sentence that has both kinds of times."""
    tried = mapping.turn.get("at", ())
    if not tried or "start" not in mapping.turn:
        return None
    for row, spot in rows:
        when = _moment(mapping, row, spot, tried, options, "date")
        since = _moment(mapping, row, spot, mapping.turn["start"], options)
        if when and since and when.instant is not None and since.elapsed is not None:
            return times.iso(when.instant - since.elapsed, when.offset or options.utc_offset)
    return None
