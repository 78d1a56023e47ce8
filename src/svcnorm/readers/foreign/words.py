"""Words of a recogniser put together again: what one speaker said in one go."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.readers.checks import Place
from svcnorm.readers.draft import Said
from svcnorm.readers.times import Moment

PAUSE = 1_000
"""Milliseconds of silence after which the same speaker begins a new sentence: one long run would hide the silence."""
_CLOSING = ".,?!;:'%)]"


class Word(NamedTuple):
    """One word, and when it was said in milliseconds from the start; `speaker` as the recogniser numbers them."""

    text: str
    speaker: str | None = None
    start: int | None = None
    end: int | None = None


def said(words: Sequence[Word], place: Place, channel: str | None, breaks: Sequence[int] = ()) -> Iterator[Said]:
    """The words as sentences; `breaks` are times at which the recogniser itself ended one."""
    for run in _runs(words, sorted(breaks)):
        yield sentence(joined([word.text for word in run]), run, place, channel)


def sentence(text: str, words: Sequence[Word], place: Place, channel: str | None) -> Said:
    """What words of one speaker, perhaps none, say together."""
    first = words[0] if words else Word("")
    start, end = first.start, words[-1].end if words else None
    return Said(
        text,
        place,
        speaker=first.speaker,
        channel=channel,
        start=None if start is None else Moment(elapsed=start),
        end=None if start is None or end is None else Moment(elapsed=max(start, end)),
    )


def joined(texts: Sequence[str]) -> str:
    """Words in a row, with blanks where they are written in Latin letters."""
    text = ""
    for part in (part.replace("\u2581", " ").strip() for part in texts):
        if text and part and text[-1].isascii() and part[0].isascii() and part[0] not in _CLOSING:
            text += " "
        text += part
    return text


def in_time(sentences: Sequence[Said]) -> Sequence[Said]:
    """Sentences that are listed channel by channel, in the order in which they were said if all have times."""
    starts = [each.start.elapsed for each in sentences if each.start and each.start.elapsed is not None]
    if len(starts) < len(sentences):
        return sentences
    return [each for _, each in sorted(zip(starts, sentences), key=lambda pair: pair[0])]


def _runs(words: Sequence[Word], breaks: Sequence[int]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        if run and (word.speaker != run[-1].speaker or _parted(run[-1], word, breaks)):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _parted(before: Word, after: Word, breaks: Sequence[int]) -> bool:
    if before.start is None or after.start is None:
        return False
    silent = before.end is not None and after.start - before.end >= PAUSE
    return silent or bisect_right(breaks, before.start) < bisect_right(breaks, after.start)
