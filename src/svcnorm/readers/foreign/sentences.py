"""Sentences of another system, by the fields that a mapping file names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.readers.checks import Place
from svcnorm.readers.draft import Said
from svcnorm.readers.foreign.mapping import MappingFile
from svcnorm.readers.foreign.paths import Found, find
from svcnorm.readers.foreign.values import moment, text, word
from svcnorm.readers.labels import role_of
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment


class Person(NamedTuple):
    """What a list of people says of a speaker: the word for her role, her employee id or name."""

    role: str | None
    detail: str | None


class Speakers(NamedTuple):
    """Who may speak: the people listed by id, and the employee id of the agent where the conversation tells one."""

    listed: Mapping[str, Person]
    agent: str | None


def rows(mapping: MappingFile, item: Any, place: Place) -> tuple[list[Found], int]:
    """The rows of a conversation that hold sentences, and how many others stand among them."""
    found = next((rows for path in mapping.turns if (rows := list(find(item, place, path)))), [])
    kept = [(row, spot) for row, spot in found if _is_sentence(mapping, row, spot)]
    return kept, len(found) - len(kept)


def _is_sentence(mapping: MappingFile, row: Any, place: Place) -> bool:
    if any(word(row, place, (path,)) in values for path, values in mapping.skip.items()):
        return False
    return all(word(row, place, (path,)) in (None, *values) for path, values in mapping.keep.items())


def people(mapping: MappingFile, item: Any, place: Place) -> Mapping[str, Person]:
    """The people that a conversation lists, by id."""
    if mapping.people is None:
        return {}
    fields = mapping.people.fields
    found = {}
    for person, spot in find(item, place, mapping.people.at):
        ident, role, detail = (word(person, spot, fields.get(key, ())) for key in ("id", "role", "detail"))
        if ident:
            found[ident] = Person(role, detail)
    return found


def said(
    mapping: MappingFile, row: Any, place: Place, speakers: Speakers, options: ReadOptions, texts: Sequence[str]
) -> Said:
    """The sentence of a row; `texts` are the paths of its words. Raises InputError."""
    role, speaker, channel, detail = (
        word(row, place, mapping.turn.get(key, ())) for key in ("role", "speaker", "channel", "detail")
    )
    person = next((found for key in (speaker, channel, role) if (found := speakers.listed.get(key or ""))), None)
    role = _role(mapping, person.role if person and person.role else role)
    agent = speakers.agent if role and role_of(role) == "agent" else None
    start, end = _span(mapping, row, place, options)
    return Said(
        text=_stripped(text(row, place, texts), mapping.strip),
        place=place,
        role=role,
        speaker=speaker,
        channel=channel,
        detail=(person.detail if person else None) or detail or agent,
        start=start,
        end=end,
    )


def _role(mapping: MappingFile, written: str | None) -> str | None:
    return mapping.roles.get(written, written) if written else None


def _span(mapping: MappingFile, row: Any, place: Place, options: ReadOptions) -> tuple[Moment | None, Moment | None]:
    """Start and end of a sentence; its length tells the end where nothing else does."""

    def told(key: str, unit: str = "") -> Moment | None:
        return moment(row, place, mapping.turn.get(key, ()), unit or mapping.unit, options)

    start = told("start") or told("at", "date")
    end = told("end")
    length = None if end or not start else told("duration")
    if start is None or length is None or length.elapsed is None:
        return start, end
    if start.elapsed is not None:
        return start, Moment(elapsed=start.elapsed + length.elapsed)
    return start, Moment(instant=(start.instant or 0) + length.elapsed)


def _stripped(words: str, patterns: Sequence[str]) -> str:
    """The text without what the patterns find."""
    if not patterns:
        return words
    import re2

    for pattern in patterns:
        # RE2 refuses halves of surrogate pairs, which a text may hold.
        found = [match.span() for match in re2.finditer(pattern, re.sub("[\ud800-\udfff]", "\ufffd", words))]
        ends = [0, *(end for _, end in found)]
        words = "".join(words[end:start] for end, start in zip(ends, [*(start for start, _ in found), len(words)]))
    return words
