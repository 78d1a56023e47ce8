"""Call logs of any other system: a table with a header, or objects, by what their columns are called."""

from __future__ import annotations

from typing import NamedTuple

from svcnorm.model.conversation import CALL_CHANNELS
from svcnorm.model.records import CallRecord
from svcnorm.readers.records import values
from svcnorm.readers.records.fields import TELLS, Fields, Layout, nowhere
from svcnorm.readers.tables.aliases import CHANNELS
from svcnorm.readers.tables.header import plain

NEEDED = frozenset(
    (
        "ring_at",
        "ring_duration",
        "rings",
        "answered_at",
        "ended_at",
        "started_at",
        "hold_at",
        "hangup_by",
        "transfer_at",
    )
)
"""Without one of these a table says nothing of a call."""


class _Times(NamedTuple):
    """When a call came in, rang, was answered, and ended."""

    started: int | None
    rang: int | None
    answered: int | None
    ended: int | None


def read(row: Fields) -> CallRecord:
    """A row: a call, or one leg of it."""
    held, resumed = _holds(row)
    word = row.text("hangup_by")
    released = values.side(word)
    return CallRecord(
        source=row.source,
        calls=row.calls("whole_call", "id"),
        channel=_channel(row.text("channel")),
        customer=row.ident("customer"),
        case=row.ident("case"),
        agent=row.ident("agent"),
        team=row.text("team"),
        **_times(row)._asdict(),
        rings=_count(row),
        held=held,
        resumed=resumed,
        holds_told="hold_at" in row.cells,
        transfers=row.several("transfer_at"),
        released_by=released or "",
        notes=() if released is not None else (f"release_not_understood:{word[:40]}",),
    )


def _times(row: Fields) -> _Times:
    """The times of a call, and those that its lengths tell: a ring ends with the answer, words with the end.

    A call without a second of talk was not answered.
    """
    started, answered, ended = (row.at(name) for name in ("started_at", "answered_at", "ended_at"))
    (rang, ring), talk = _ring(row), row.length("talk_duration")
    if talk == 0:
        return _Times(started if started is not None else answered, rang, None, ended)
    if rang is None and answered is None and ring is not None and "answered_at" not in row.cells:
        rang = started
    if answered is None and rang is not None and ring is not None and (talk or "answered_at" not in row.cells):
        answered = rang + ring
    if rang is None and ring is not None and answered is not None:
        rang = answered - ring
    if ended is None and answered is not None and talk is not None:
        ended = answered + talk
    return _Times(started, rang, answered, ended)


def _holds(row: Fields) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """When holds began and were over; the length of the only one tells its end."""
    held, resumed, length = row.several("hold_at"), row.several("hold_end_at"), row.length("hold_duration")
    if len(held) == 1 and not resumed and length:
        resumed = (held[0] + length,)
    return held, resumed


def _ring(row: Fields) -> tuple[int | None, int | None]:
    """When it began to ring and how long it rang; 振铃时间 is either of them."""
    cell = row.text("ring_at")
    if cell[:1].isdigit() and len(cell) <= 8:
        return None, row.length("ring_at")
    return row.at("ring_at"), row.length("ring_duration")


def _channel(word: str) -> str:
    """Who rang whom; empty where the word tells nothing of it."""
    channel = CHANNELS.get(plain(word), "")
    return channel if channel in CALL_CHANNELS else ""


def _count(row: Fields) -> int | None:
    """How often it rang; a dash or nothing is no count."""
    cell = row.text("rings").rstrip("次声 ").removesuffix(".0")
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit()) or len(cell) > 3:
        raise row.place.error(f"rings “{cell[:40]}” is not a number of rings", "write a whole number")
    return int(cell)


LAYOUT = Layout(
    name="calls",
    title="call logs with a header, and objects of JSON",
    known_by="通话ID, 振铃开始, 应答时间, 挂机方 …; call_id, ring_start, answered_at …",
    tells=TELLS,
    placed=nowhere,
    named=lambda names: False,
    read=read,
)
