"""Deepgram's results, which the example of a transcript in the vCon draft has too (appendix A.5).

https://developers.deepgram.com/docs/diarization, https://developers.deepgram.com/docs/multichannel: seconds; words
carry the speaker, or each channel is somebody. Some tools keep only the first alternative.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.draft import Draft, Said, finished
from svcnorm.readers.foreign import units, words
from svcnorm.readers.foreign.words import Word
from svcnorm.readers.format import Carries, Read, Shape
from svcnorm.readers.options import ReadOptions

Channels = list[tuple[Mapping[str, Any], Place]]
"""The best alternative of each channel."""


def claims(data: Any) -> bool:
    """Channels with alternatives, or one alternative with its words."""
    return bool(_channels(data, Place("")))


def read(data: Any, place: Place, name: str, options: ReadOptions) -> Read:
    """The one conversation of the recording."""
    channels = _channels(data, place)
    said: list[Said] = []
    for number, (best, spot) in enumerate(channels):
        said += _said(best, spot, str(number) if len(channels) > 1 else None)
    metadata = data.get("metadata")
    ident = metadata.get("request_id") if isinstance(metadata, dict) else None
    record = {"id": ident} if isinstance(ident, str) and ident.strip() else {}
    yield finished(Draft(record, words.in_time(said), place, name), options)


def _channels(data: Any, place: Place) -> Channels:
    if not isinstance(data, dict):
        return []
    if isinstance(data.get("transcript"), str) and _is_words(data.get("words")):
        return [(data, place)]
    results = data.get("results")
    listed = results.get("channels") if isinstance(results, dict) else None
    found: Channels = []
    for index, channel in enumerate(listed if isinstance(listed, list) else []):
        tried = channel.get("alternatives") if isinstance(channel, dict) else None
        if isinstance(tried, list) and tried and isinstance(tried[0], dict):
            found.append((tried[0], place.at("results").at("channels").at(index).at("alternatives").at(0)))
    return found


def _is_words(value: Any) -> bool:
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, dict) and {"word", "start", "end"} <= set(first)


def _said(best: Mapping[str, Any], place: Place, channel: str | None) -> Iterator[Said]:
    spot = place.at("words")
    listed = checks.sequence(best.get("words") or [], spot, "words")
    if listed:
        found = [_word(item, spot.at(index), channel is None) for index, item in enumerate(listed)]
        yield from words.said(found, place, channel)
    else:
        yield Said(
            checks.text(best.get("transcript") or "", place.at("transcript"), "transcript"), place, channel=channel
        )


def _word(item: Any, place: Place, apart: bool) -> Word:
    data = checks.mapping(item, place, "a word")
    speaker = data.get("speaker") if apart else None
    start, end = (
        None if data.get(key) is None else units.elapsed(data[key], "s", place.at(key)) for key in ("start", "end")
    )
    return Word(
        checks.text(data.get("punctuated_word") or data.get("word") or "", place.at("word"), "word"),
        None if speaker is None else checks.name(speaker, place.at("speaker"), "speaker"),
        start,
        end,
    )


SHAPE = Shape(
    "deepgram",
    "Deepgram speech recognition",
    "results.channels[].alternatives[].words",
    Carries("speaker", "s"),
    claims,
    read,
)
