"""The dialogs of a vCon: the pieces of a conversation, who took part in each, and when.

https://datatracker.ietf.org/doc/draft-ietf-vcon-vcon-core/, section 4.3.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from svcnorm.readers import checks, times
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign import units
from svcnorm.readers.foreign.vcon.content import Item, media_type
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment

RECORDINGS = ("recording", "recording-set")
SPOKEN = (*RECORDINGS, "text")


class Dialog(NamedTuple):
    """A dialog, by its index. `start` is epoch ms, `length` ms; `channels` are the parties of each channel."""

    number: int
    kind: str
    item: Item
    place: Place
    start: int | None = None
    length: int | None = None
    channels: tuple[tuple[int, ...], ...] = ()
    originator: int | None = None
    offset: int | None = None

    @property
    def members(self) -> tuple[int, ...]:
        """Everybody in it, the one who began it first (section 4.3.5)."""
        first = () if self.originator is None else (self.originator,)
        return tuple(dict.fromkeys((*first, *(index for channel in self.channels for index in channel))))


def dialogs(data: Any, place: Place, parties: int, options: ReadOptions) -> list[Dialog]:
    """The dialogs in their order, which need not be that of time. Raises InputError."""
    spot = place.at("dialog")
    found = []
    for index, value in enumerate(checks.sequence(data.get("dialog") or [], spot, "dialog")):
        here = spot.at(index)
        item = {} if value is None else checks.mapping(value, here, "a dialog")
        start = instant(item.get("start"), here.at("start"), options)
        originator = item.get("originator")
        found.append(
            Dialog(
                index,
                _kind(item),
                item,
                here,
                start=start.instant if start else None,
                length=_length(item.get("duration"), here.at("duration")),
                channels=_channels(item.get("parties"), here.at("parties"), parties),
                originator=None if originator is None else party(originator, here.at("originator"), parties),
                offset=start.offset if start else None,
            )
        )
    return found


def instant(value: Any, place: Place, options: ReadOptions) -> Moment | None:
    """A Date (RFC 3339). Raises InputError for anything else that is not nothing."""
    if value is None or value == "":
        return None
    text = checks.text(value, place, "a date").strip()
    try:
        moment = times.date_time(text, options.utc_offset)
    except ValueError:
        raise place.error(f"“{text[:40]}” is not in the calendar") from None
    if moment is None:
        raise place.error(f"“{text[:40]}” is not a date and time", "write it like 2026-11-20T09:30:00+08:00")
    return moment


def party(value: Any, place: Place, parties: int) -> int | None:
    """The index of a party; -1 and null stood for somebody unknown in older drafts. Raises InputError."""
    if value is None or value == -1:
        return None
    return index_of(value, parties, place, "party")


def index_of(value: Any, count: int, place: Place, what: str) -> int:
    """The index of one of `count` things. Raises InputError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise place.error(f"a {what} is given by its index, not by {checks.kind(value)}")
    if not 0 <= value < count:
        remedy = f"its index must be between 0 and {count - 1}" if count else f"there is no {what} at all"
        raise place.error(f"there is no {what} {value}", remedy)
    return value


def _kind(item: Item) -> str:
    kind = item.get("type")
    if isinstance(kind, str) and kind:
        return kind.lower()
    return "text" if media_type(item).startswith(("text/", "multipart/", "message/")) else "recording"


def _channels(value: Any, place: Place, parties: int) -> tuple[tuple[int, ...], ...]:
    """One index, a list of them, or for each channel of a recording one or several."""
    if not isinstance(value, list):
        index = party(value, place, parties)
        return () if index is None else ((index,),)
    found = []
    for number, member in enumerate(value):
        spot = place.at(number)
        inner = member if isinstance(member, list) else [member]
        indexes = [party(each, spot, parties) for each in inner]
        found.append(tuple(index for index in indexes if index is not None))
    return tuple(found)


def _length(value: Any, place: Place) -> int | None:
    if value is None or value == "":
        return None
    since = units.elapsed(value, "s", place)
    return since if since is not None and since >= 0 else None
