"""A plain list of turns, as tools of their own write transcripts: {"speaker": …, "text": …, "start": …}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcnorm.readers import checks, labels
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign import units
from svcnorm.readers.foreign.vcon.dialogs import party
from svcnorm.readers.foreign.vcon.heard import Heard
from svcnorm.readers.foreign.vcon.voices import Voice
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.speakers import identified
from svcnorm.readers.times import Moment

_LISTS = ("transcript", "utterances", "messages", "dialogue", "segments", "sentences", "turns")
_TEXTS = ("text", "content", "message", "transcript", "words", "utterance", "sentence")
_WHO = ("speaker", "role", "name", "from", "speaker_id", "speakerId", "participant", "channel")
_STARTS = ("start", "start_time", "startTime", "begin", "timestamp", "time")
_ENDS = ("end", "end_time", "endTime")


def turns_in(data: Any, place: Place) -> tuple[Sequence[Any], Place] | None:
    """The list of turns that data is, or holds under a usual name."""
    if isinstance(data, dict):
        key = next((key for key in _LISTS if isinstance(data.get(key), list)), None)
        return turns_in(data[key], place.at(key)) if key else None
    if not isinstance(data, list) or not data:
        return None
    return (data, place) if all(isinstance(item, dict) and _key(item, _TEXTS) for item in data) else None


def heard(items: Sequence[Any], place: Place, parties: int, options: ReadOptions) -> list[Heard]:
    """What the turns say. `party` is the index of a party of the vCon; times are seconds. Raises InputError."""
    return [_heard(item, place.at(index), parties, options) for index, item in enumerate(items)]


def _heard(item: Mapping[str, Any], place: Place, parties: int, options: ReadOptions) -> Heard:
    key = _key(item, _TEXTS) or "text"
    start = _moment(item, _STARTS, place, options)
    end = _moment(item, _ENDS, place, options)
    length = _moment(item, ("duration",), place, options)
    if end is None and start and length and start.elapsed is not None:
        end = Moment(elapsed=start.elapsed + (length.elapsed or 0))
    return Heard(item[key], place.at(key), _voice(item, place, parties), start, end if start else None)


def _voice(item: Mapping[str, Any], place: Place, parties: int) -> Voice:
    number = item.get("party")
    if isinstance(number, int) and not isinstance(number, bool):
        index = party(number, place.at("party"), parties)
        return Voice("unknown") if index is None else Voice(str(index), party=index)
    key = next((key for key in (*_WHO, "party") if item.get(key) not in (None, "")), None)
    if key is None:
        return Voice("unknown")
    word = checks.name(item[key], place.at(key), key)
    label = labels.understand(word, letters=False)
    if label is None or label.role == "unknown":
        return Voice(word)
    known = identified(label)
    return Voice(known.id, known.role, known.agent, known.name)


def _key(item: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    return next((key for key in keys if isinstance(item.get(key), str)), None)


def _moment(item: Mapping[str, Any], keys: Sequence[str], place: Place, options: ReadOptions) -> Moment | None:
    for unit, names in (("s", keys), ("ms", [f"{key}{end}" for key in keys for end in ("_ms", "Ms")])):
        for name in names:
            if item.get(name) not in (None, ""):
                return units.moment(item[name], unit, place.at(name), options.utc_offset)
    return None
