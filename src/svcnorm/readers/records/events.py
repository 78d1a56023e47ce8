"""What case logs call events: our type of a word."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from svcnorm.readers.tables.header import plain

OPENING = {
    "complaint_received": ("投诉", "申诉", "抱怨", "complaint"),
    "fault_reported": ("故障", "障碍", "报障", "报修", "维修", "fault", "repair", "incident"),
    "letter_received": ("来函", "来信", "函件", "信件", "letter"),
    "request_received": ("需求", "申请", "咨询", "业务", "建议", "查询", "求助", "request", "inquiry", "enquiry"),
}
"""What a case is about, told by a word in its kind, and the event with which such a case begins."""

RECEIVED = (
    *("受理", "已受理", "登记", "已登记", "立案", "建单", "立单", "创建", "工单创建", "工单登记", "提交"),
    *("received", "created", "opened", "open"),
)
"""Words for the beginning of a case whatever it is about; a complaint where the log does not say."""
DISPATCHED = ("派单", "已派单", "派发", "dispatched")
"""A fault that is passed on is filed; of other cases it is nobody's duty."""

FILE = Path(__file__).with_name("event_words.txt")
"""Words for our types; whoever writes a type itself is understood as well."""

_TIME = re.compile(r"(?:日期时间|时间|日期|时刻|日)$|[\s_]+(?i:at|time|date|datetime)$|(?<=[a-z])(?:At|Time|Date)$")
_TYPE = re.compile(r"[a-z]+(?:_[a-z]+)*")


def event_type(word: str, about: str = "") -> str:
    """Our type for a word of a log, in a case of the kind `about`; a word that means none of them stands for itself."""
    key = plain(word)
    if key in _known():
        return _known()[key]
    if begins(word):
        return opening(about) if about else "complaint_received"
    if key in _dispatched() and opening(about) == "fault_reported":
        return "fault_filed"
    name = re.sub(r"[\s-]+", "_", word.strip().lower())
    return name if _TYPE.fullmatch(name) else word.strip()


def begins(word: str) -> bool:
    """Whether a word only says that a case begins, whatever it is about: logs have several of them for one case."""
    return plain(word) in _begun()


def opening(about: str) -> str:
    """With which event a case of this kind begins; a kind that is not understood stands for itself: `受理:表扬`."""
    text = about.lower()
    found = next((kind for kind, words in OPENING.items() if any(word in text for word in words)), "")
    return found or f"受理:{about.strip()[:20]}"


def timed_event(heading: str) -> str:
    """The word for the event that a column gives the time of: `首次回复时间`, `closed_at`, `first_reply`; else empty.

    A bare word of a log (`投诉`) is none: such columns hold what was said.
    """
    heading = heading.strip()
    if plain(heading) in _types():
        return heading
    if not looks_timed(heading):
        return ""
    if plain(heading) in _known():
        return heading
    bare = _TIME.sub("", heading)
    return bare if plain(bare) in _known() or plain(bare) in _begun() | _dispatched() else ""


def looks_timed(heading: str) -> bool:
    """Whether a heading speaks of a time at all."""
    return _TIME.search(heading.strip()) is not None


@cache
def headings() -> dict[str, tuple[str, ...]]:
    """Headings that give the time of an event, for finding the header of a table; each word has a name of its own."""
    words = [word for words in _words().values() for word in words]
    named = {f"time of {word}": (f"{word}时间", f"{word}日期") for word in (*words, *RECEIVED, *DISPATCHED)}
    return {**named, **{f"time of {kind}": (kind, f"{kind}_at", f"{kind}_time") for kind in _words()}}


@cache
def types() -> frozenset[str]:
    """The types that have words of their own."""
    return frozenset(_words())


@cache
def _types() -> dict[str, str]:
    return {plain(kind): kind for kind in _words()}


@cache
def _known() -> dict[str, str]:
    return {**{plain(word): kind for kind, words in _words().items() for word in words}, **_types()}


@cache
def _words() -> dict[str, list[str]]:
    text = FILE.read_text(encoding="utf-8").replace("\n ", " ")
    lines = [line.partition(":") for line in text.splitlines() if not line.startswith("#")]
    return {kind: words.split() for kind, _, words in lines}


@cache
def _begun() -> frozenset[str]:
    return frozenset(map(plain, RECEIVED))


@cache
def _dispatched() -> frozenset[str]:
    return frozenset(map(plain, DISPATCHED))
