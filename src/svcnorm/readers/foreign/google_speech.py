"""Google Cloud Speech-to-Text, v1 and v2: results of words, told apart by channel or by speaker.

https://cloud.google.com/speech-to-text/docs/reference/rest/v1/speech/recognize (channelTag, speakerTag, startTime)
https://cloud.google.com/speech-to-text/v2/docs/reference/rest/v2/BatchRecognizeFileResult (speakerLabel, startOffset)
Times are "1.200s", or seconds and nanos; client libraries write the names in snake case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.draft import Draft, Said, finished
from svcnorm.readers.foreign import units, words
from svcnorm.readers.foreign.words import Word
from svcnorm.readers.format import Carries, Read, Shape
from svcnorm.readers.options import ReadOptions

_CHANNEL = ("channelTag", "channel_tag")
_SPEAKER = ("speakerTag", "speaker_tag", "speakerLabel", "speaker_label")
_START = ("startTime", "start_time", "startOffset", "start_offset")
_END = ("endTime", "end_time", "endOffset", "end_offset")
_RESULT_END = ("resultEndTime", "result_end_time", "resultEndOffset", "result_end_offset")


class Result(NamedTuple):
    """A portion of the recording in its best hypothesis; `end` in milliseconds from the start."""

    text: str
    words: Sequence[Word]
    place: Place
    channel: str | None
    end: int | None

    @property
    def told_apart(self) -> bool:
        """Whether the words say who speaks."""
        return any(word.speaker for word in self.words)


def claims(data: Any) -> bool:
    """Results with alternatives; those of Watson, which begin alike, number themselves."""
    first = next((result for results, _ in _files(data, Place("")) for result in results), None)
    if not isinstance(first, dict) or "result_index" in data:
        return False
    best = _best(first)
    return isinstance(first.get("alternatives"), list) and (best is None or bool({"transcript", "words"} & set(best)))


def read(data: Any, place: Place, name: str, options: ReadOptions) -> Read:
    """The conversation of each recording in the response."""
    files = list(_files(data, place))
    for number, (results, spot) in enumerate(files, 1):
        try:
            said = _said([_result(item, spot.at(index)) for index, item in enumerate(results)])
            yield finished(Draft({}, said, spot, f"{name}#{number}" if len(files) > 1 else name), options)
        except InputError as error:
            yield error


def _files(data: Any, place: Place) -> Iterator[tuple[list[Any], Place]]:
    """The results of each recording: in the response, in that of an operation, or by address in a batch."""
    if not isinstance(data, dict):
        return
    results, spot = data.get("results"), place.at("results")
    if isinstance(results, list):
        yield results, spot
    elif isinstance(results, dict):
        for address, file in results.items():
            yield from _files(file, spot.at(address))
    else:
        for key in ("response", "inlineResult", "inline_result", "transcript"):
            if key in data:
                yield from _files(data[key], place.at(key))
                return


def _best(result: Mapping[str, Any]) -> Mapping[str, Any] | None:
    alternatives = result.get("alternatives")
    return (
        alternatives[0]
        if isinstance(alternatives, list) and alternatives and isinstance(alternatives[0], dict)
        else None
    )


def _result(item: Any, place: Place) -> Result:
    data = checks.mapping(item, place, "a result")
    best, spot = _best(data) or {}, place.at("alternatives").at(0)
    text = checks.text(best.get("transcript") or "", spot.at("transcript"), "transcript").strip()
    listed = checks.sequence(best.get("words") or [], spot.at("words"), "words")
    channel = _first(data, _CHANNEL)
    return Result(
        text,
        _timed([_word(word, spot.at("words").at(index)) for index, word in enumerate(listed)]),
        spot,
        None if channel in (None, 0) else checks.name(channel, place, "channelTag"),
        _milliseconds(_first(data, _RESULT_END), place),
    )


def _word(item: Any, place: Place) -> Word:
    data = checks.mapping(item, place, "a word")
    speaker = _first(data, _SPEAKER)
    return Word(
        checks.text(data.get("word") or "", place.at("word"), "word"),
        None if speaker in (None, 0, "") else checks.name(speaker, place, "speakerTag"),
        _milliseconds(_first(data, _START), place),
        _milliseconds(_first(data, _END), place),
    )


def _timed(listed: Sequence[Word]) -> list[Word]:
    """A time of zero is often not written: such a word begins where the one before it ends."""
    timed: list[Word] = []
    for word in listed:
        if word.start is None and word.end is not None:
            before = timed[-1].end if timed else 0
            word = word._replace(start=None if before is None else min(before, word.end))
        timed.append(word)
    return timed


def _said(results: Sequence[Result]) -> Sequence[Said]:
    by_channel: dict[str | None, list[Result]] = {}
    for result in results:
        by_channel.setdefault(result.channel, []).append(result)
    found: list[tuple[int, Said]] = []
    for channel, own in by_channel.items():
        last = own[-1]
        if len(own) > 1 and _repeats(last, own[:-1]):
            breaks = [result.end for result in own[:-1] if result.end is not None]
            own = [last]
        else:
            breaks = []
        for result in own:
            # Each channel is somebody; speakers are only told apart where there is one channel.
            apart = result.told_apart and len(by_channel) == 1
            found += [(result.end or 0, each) for each in _of_result(result, channel, apart, breaks)]
    if not all(each.start for _, each in found):
        # Without words a result only says when it ended: that is no start, but an order.
        found.sort(key=lambda each: each[0])
        return [each._replace(start=None, end=None) for _, each in found]
    return words.in_time([each for _, each in found])


def _repeats(last: Result, earlier: Sequence[Result]) -> bool:
    """Whether the last result holds the words of the whole recording once more, now told apart."""
    if not last.told_apart:
        return False
    ends = [result.end for result in earlier if result.end is not None]
    start = last.words[0].start
    return not any(r.told_apart for r in earlier) or (start is not None and bool(ends) and start < max(ends))


def _of_result(result: Result, channel: str | None, apart: bool, breaks: Sequence[int]) -> Iterator[Said]:
    spoken = result.words if apart else [word._replace(speaker=None) for word in result.words]
    whole = len({word.speaker for word in spoken}) <= 1 and not breaks and bool(result.text)
    if whole:
        yield words.sentence(result.text, spoken, result.place, channel)
    else:
        yield from words.said(spoken, result.place, channel, breaks)


def _milliseconds(value: Any, place: Place) -> int | None:
    """A duration: "1.200s", 1.2, or {"seconds": "1", "nanos": 200000000}."""
    if isinstance(value, dict):
        whole, rest = (
            units.elapsed(value.get(key) or 0, unit, place) for key, unit in (("seconds", "s"), ("nanos", "ns"))
        )
        return (whole or 0) + (rest or 0)
    return None if value is None else units.elapsed(value, "s", place)


def _first(data: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((data[key] for key in keys if data.get(key) is not None), None)


SHAPE = Shape(
    "google-speech",
    "Google Cloud Speech-to-Text",
    "results[].alternatives[].transcript",
    Carries("speaker", "s"),
    claims,
    read,
)
