"""One line of the text form taken apart: a time, a label, the words, in all the ways that they are written."""

from __future__ import annotations

import re
from typing import NamedTuple

from svcnorm.readers import labels
from svcnorm.readers.labels import Label
from svcnorm.readers.speakers import Speakers

BLANKS = " \t\u3000\u00a0"
COLONS = ":\uff1a\ufe30\ufe55\t"
LONGEST_LABEL = 30

# Patterns are texts here, compiled when first used: most files need none of them.
_CLOCK = r"-?\d{1,3}:\d{1,3}(?::\d{1,3})?(?:[.,]\d+)?"
_DATED = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"
_RANGE = r"\s*(?:--+>?|->|[-~\uff5e\u2013\u2014至到])\s*"
_TIME = rf"(?:{_DATED}|{_CLOCK}|-?\d+(?:\.\d+)?)"
_OPENING = "[(\uff08【"
_BRACKETED = rf"[\[(\uff08【]\s*(?P<start>{_TIME})(?:{_RANGE}(?P<end>{_TIME}))?\s*[\])\uff09】]\s*"
_BARE = rf"(?P<start>{_DATED}|{_CLOCK})(?:{_RANGE}(?P<end>{_DATED}|{_CLOCK}))?[ \t\u3000]+"
_LABEL_AND_TIME = rf"(?P<name>.+?)\s*{_BRACKETED}"
_HEADER = rf"(?P<label>[^:\uff1a]{{1,20}}?)[ \t\u3000]+(?P<start>{_DATED}|\d{{1,2}}:\d{{2}}:\d{{2}})"
_WRAPPED = r"[\[【<〔](?P<label>[^\[\]【】<>〔〕/]{1,20})[\]】>〕][ \t]*[:\uff1a]?"
_NO_NAME = r"[\s,\uff0c。.!\uff01?\uff1f;\uff1b、\u201c\u201d\u2018\u2019\"'()\uff08\uff09\[\]【】<>《》…=/\\{}$%*]"
LONGEST_NAME = 10


class Parts(NamedTuple):
    """The words of a line and what stands before them; `start` and `end` as written, `label` understood.

    `candidate` is a word before a colon that may be a speaker nobody knows, and `rest` what follows it.
    """

    words: str
    label: Label | None = None
    start: str | None = None
    end: str | None = None
    candidate: str | None = None
    rest: str = ""


def take_apart(line: str, speakers: Speakers, letters: bool) -> Parts:
    """The parts of a line that is not blank; `letters` allows A and C as labels."""
    text = line.strip(BLANKS)
    timed = re.match(_BRACKETED, text, re.ASCII) if text[0] in _OPENING else None
    if timed:
        found = _after_time(text[timed.end() :], speakers, letters)
        if _is_time(timed, found):
            return found._replace(start=timed["start"], end=timed["end"])
    bare = re.match(_BARE, text, re.ASCII) if text[0].isdigit() else None
    if bare:
        found = _after_time(text[bare.end() :], speakers, letters)
        if found.label or found.candidate:
            return found._replace(start=bare["start"], end=bare["end"])
    return _header(text, speakers, letters) or _after_time(text, speakers, letters)


def begins_with_letter_b(line: str) -> bool:
    """Whether the label is a B: then an A beside it does not mean agent."""
    start = line.lstrip(BLANKS)[:2]
    return start[:1] in ("b", "B") and start[1:] in tuple(COLONS)


def _after_time(text: str, speakers: Speakers, letters: bool) -> Parts:
    """The label and the words of what follows the time."""
    wrapped = re.match(_WRAPPED, text) if text[:1] in ("[", "【", "<", "〔") else None
    if wrapped:
        found = _understand(wrapped["label"], text[wrapped.end() :], speakers, letters)
        if found:
            return found
    at = next((i for i, char in enumerate(text[: LONGEST_LABEL + 1]) if char in COLONS), 0)
    if not at:
        return Parts(text)
    name, rest = text[:at].rstrip(BLANKS), text[at + 1 :].strip(BLANKS)
    found = _understand(name, rest, speakers, letters)
    return found or Parts(text, candidate=name if _may_be_name(name, rest) else None, rest=rest)


def _understand(name: str, words: str, speakers: Speakers, letters: bool) -> Parts | None:
    """A label as declared, as told by the user, or as usual; a time may stand in brackets behind it."""
    words = words.strip(BLANKS)
    party = speakers.parties.get(name) or speakers.called(name)
    if party:
        return Parts(words, Label(party.role, party.id))
    if name in speakers.roles:
        return Parts(words, Label(speakers.roles[name], name))
    label = labels.understand(name, speakers.channel, letters)
    return Parts(words, label) if label else None


def _may_be_name(word: str, rest: str) -> bool:
    """Whether a word before a colon could be somebody's name, and is not of `https://` or `12:30`."""
    if len(word) > LONGEST_NAME or rest.startswith("//") or (word.isdigit() and rest[:1].isdigit()):
        return False
    return re.search(_NO_NAME, word) is None


def _is_time(match: re.Match[str], found: Parts) -> bool:
    """Whether brackets hold a time: `[1]` and `(3-5)` number things, `[5.2-6.1] 客服:` does not."""
    start, end = match["start"], match["end"]
    if ":" in start:
        return True
    return match[0][0] in "[【" and bool(end or "." in start) and bool(found.label or found.candidate)


def _header(text: str, speakers: Speakers, letters: bool) -> Parts | None:
    """Who and when on a line of their own, as chat exports write it, with the words on the next; or with
    the time between the label and the colon."""
    if not any(char.isdigit() for char in text[:60]):
        return None
    match = re.fullmatch(_HEADER, text, re.ASCII) if text[-1].isdigit() else None
    if match:
        found = _understand(match["label"], "", speakers, letters)
        return found._replace(start=match["start"]) if found else None
    if not any(bracket in text[:80] for bracket in _OPENING):
        return None
    inside = re.match(rf"{_LABEL_AND_TIME}[:\uff1a]", text[:80], re.ASCII)
    if inside is None or ":" not in inside["start"] or len(inside["name"]) > LONGEST_LABEL:
        return None
    found = _understand(inside["name"], text[inside.end() :], speakers, letters)
    return found._replace(start=inside["start"], end=inside["end"]) if found else None
