"""Lines of the text form: a time, a label, the words; in all the ways that people and exports write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.readers import labels
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.labels import Label
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.times import DAY, Moment
from svcnorm.readers.turns import WrittenTurn

HOUR = 3_600_000
BLANKS = " \t\u3000\u00a0"
_OPEN, _SHUT = r"[\[(\uff08【]", r"[\])\uff09】]"
_COLON = r"[:\uff1a\ufe30\ufe55]"
_CLOCK = r"-?\d{1,3}:\d{1,3}(?::\d{1,3})?(?:[.,]\d+)?"
_DATED = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"
_RANGE = r"\s*(?:--+>?|->|[-~\uff5e\u2013\u2014至到])\s*"
_TIME = rf"(?:{_DATED}|{_CLOCK}|-?\d+(?:\.\d+)?)"
_BRACKETED = re.compile(rf"{_OPEN}\s*(?P<start>{_TIME})(?:{_RANGE}(?P<end>{_TIME}))?\s*{_SHUT}\s*", re.ASCII)
_BARE = re.compile(rf"(?P<start>{_DATED}|{_CLOCK})(?:{_RANGE}(?P<end>{_DATED}|{_CLOCK}))?[ \t\u3000]+", re.ASCII)
_LABELLED = re.compile(rf"(?P<label>[^:\uff1a\ufe30\ufe55\t]{{1,30}}?)[ \t\u3000]*(?:{_COLON}|\t)")
_WRAPPED = re.compile(rf"[\[【<〔](?P<label>[^\[\]【】<>〔〕/]{{1,20}})[\]】>〕][ \t]*{_COLON}?")
_TIMED = re.compile(rf"(?P<name>.+?)\s*{_BRACKETED.pattern}", re.ASCII)
_CANDIDATE = re.compile(
    r"[^\s,\uff0c。.!\uff01?\uff1f;\uff1b、\u201c\u201d\u2018\u2019\"'()\uff08\uff09\[\]【】<>《》…=/\\{}$%*]{1,10}"
)
_HEADER = re.compile(
    rf"(?P<label>[^:\uff1a]{{1,20}}?)[ \t\u3000]+(?P<start>{_DATED}|\d{{1,2}}:\d{{2}}:\d{{2}})", re.ASCII
)
_LETTER_B = re.compile(rf"\s*[bB]\s*{_COLON}")


class TextLine(NamedTuple):
    """One line and where it stands."""

    text: str
    place: Place


class _Parsed(NamedTuple):
    """A line taken apart; `label` is understood, `candidate` only looks like one (`rest` is what follows it)."""

    line: TextLine
    words: str
    start: str | None = None
    end: str | None = None
    label: Label | None = None
    candidate: str | None = None
    rest: str = ""


def written_turns(
    lines: Sequence[TextLine], clock: RecordClock, speakers: Speakers, goes_on: bool = True
) -> list[WrittenTurn]:
    """The turns that lines of text hold.

    A line without label goes on with the turn before it (`goes_on`); where no line has a label, and
    before the first one, each is a turn of an unknown speaker.
    """
    letters = not any(_LETTER_B.match(line.text) for line in lines)
    parsed = [_parse(line, speakers, letters) for line in lines if line.text.strip(BLANKS)]
    parsed = _settle_candidates(parsed, clock)
    sole = _sole_detailed(parsed)
    labelled = any(p.label for p in parsed)
    turns: list[WrittenTurn] = []
    for part in parsed:
        if goes_on and labelled and turns and part.label is None and part.start is None:
            before = turns[-1]
            turns[-1] = before._replace(text=f"{before.text}\n{part.words}" if before.text else part.words)
        else:
            turns.append(_turn(part, clock, speakers, sole))
    if labelled and any(turn.label is None and turn.speaker is None for turn in turns):
        clock.notes.append("lines_without_speaker")
    return _since_start(turns, clock)


def _since_start(turns: list[WrittenTurn], clock: RecordClock) -> list[WrittenTurn]:
    """Times of a wall clock ([09:30:05] in a call that began at 09:30) count from the start instead."""
    since = [turn.start.elapsed for turn in turns if turn.start and turn.start.elapsed is not None]
    if not since or since[0] < HOUR or clock.started_at is None or clock.offset is None:
        return turns
    began = (clock.started_at + clock.offset * 60_000) % DAY
    if not -60_000 <= since[0] - began <= HOUR:
        return turns
    clock.notes.append("wall_clock_times")

    def moved(moment: Moment | None) -> Moment | None:
        if moment is None or moment.elapsed is None:
            return moment
        passed = moment.elapsed - began
        return Moment(elapsed=passed + DAY if passed < -HOUR else passed)

    return [turn._replace(start=moved(turn.start), end=moved(turn.end)) for turn in turns]


def _parse(line: TextLine, speakers: Speakers, letters: bool) -> _Parsed:
    text = line.text.strip(BLANKS)
    timed = _BRACKETED.match(text)
    if timed:
        found = _label(text[timed.end() :], line, speakers, letters)
        if _is_time(timed, found):
            return found._replace(start=timed["start"], end=timed["end"])
    bare = _BARE.match(text)
    if bare:
        found = _label(text[bare.end() :], line, speakers, letters)
        if found.label or found.candidate:
            return found._replace(start=bare["start"], end=bare["end"])
    return _header(text, line, speakers, letters) or _label(text, line, speakers, letters)


def _is_time(match: re.Match[str], found: _Parsed) -> bool:
    """Whether brackets hold a time: `[1]` and `(3-5)` number things, `[5.2-6.1] 客服:` does not."""
    start, end = match["start"], match["end"]
    if ":" in start:
        return True
    return match[0][0] in "[【" and bool(end or "." in start) and bool(found.label or found.candidate)


def _header(text: str, line: TextLine, speakers: Speakers, letters: bool) -> _Parsed | None:
    """A line of a chat export that holds only who and when; the words are on the next."""
    match = _HEADER.fullmatch(text)
    label = _understand(match["label"], speakers, letters)[0] if match else None
    return _Parsed(line, "", match["start"], None, label) if match and label else None


def _label(text: str, line: TextLine, speakers: Speakers, letters: bool) -> _Parsed:
    """The words of a line after its time, with the label before them if there is one."""
    for shape in (_WRAPPED, _LABELLED):
        match = shape.match(text)
        if match is None:
            continue
        label, start, end = _understand(match["label"], speakers, letters)
        rest = text[match.end() :].strip(BLANKS)
        if label:
            return _Parsed(line, rest, start, end, label)
        if shape is _LABELLED and _may_be_speaker(match["label"], rest):
            return _Parsed(line, text, candidate=match["label"], rest=rest)
    return _Parsed(line, text)


def _may_be_speaker(word: str, rest: str) -> bool:
    """Whether a word before a colon could be somebody's name, and is not of `https://` or `12:30`."""
    numeric = word.isdigit() and rest[:1].isdigit()
    return _CANDIDATE.fullmatch(word) is not None and not rest.startswith("//") and not numeric


def _understand(shown: str, speakers: Speakers, letters: bool) -> tuple[Label | None, str | None, str | None]:
    """A label as declared, as told by the user, or as usual; a time may stand in brackets behind it."""
    name = shown.strip(BLANKS)
    if name in speakers.parties:
        party = speakers.parties[name]
        return Label(party.role, party.id), None, None
    if name in speakers.roles:
        return Label(speakers.roles[name], name), None, None
    timed = _TIMED.fullmatch(name)
    if timed and ":" in timed["start"]:
        return labels.understand(timed["name"], speakers.channel, letters), timed["start"], timed["end"]
    return labels.understand(name, speakers.channel, letters), None, None


def _settle_candidates(parsed: list[_Parsed], clock: RecordClock) -> list[_Parsed]:
    """A short word before a colon that comes back on another line is a speaker nobody knows.

    Taking it for words would put them into the mouth of whoever spoke before.
    """
    counts = Counter(p.candidate for p in parsed if p.candidate)
    accepted = [name for name, count in counts.items() if count > 1]
    clock.notes.extend(f"speaker_not_understood:{name}" for name in accepted)
    return [
        p._replace(words=p.rest, label=Label("unknown", p.candidate)) if p.candidate in accepted and p.candidate else p
        for p in parsed
    ]


def _sole_detailed(parsed: Sequence[_Parsed]) -> dict[str, Label]:
    """Roles whose bare label (客服) can only mean the one who is named elsewhere (客服8001)."""
    detailed: dict[str, dict[str, Label]] = {}
    for part in parsed:
        if part.label and part.label.detail:
            detailed.setdefault(part.label.role, {})[part.label.party] = part.label
    return {role: next(iter(found.values())) for role, found in detailed.items() if len(found) == 1}


def _turn(part: _Parsed, clock: RecordClock, speakers: Speakers, sole: dict[str, Label]) -> WrittenTurn:
    place = part.line.place
    label = part.label
    if label and not label.detail and label.party == label.role:
        label = sole.get(label.role, label)
    try:
        start = clock.read(part.start, place, "time") if part.start else None
        end = clock.read(part.end, place, "time") if part.end else None
    except InputError as error:
        error.excerpt = part.line.text[:200]
        raise
    return WrittenTurn(part.words, place, label=label, start=start, end=end)
