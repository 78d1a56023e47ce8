"""What a slot is: a function that finds every occurrence of one kind of thing in a turn, with its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from svcnorm.text.turntext import TurnText


class SlotValue(NamedTuple):
    """What a slot stands for.

    `text` is always given, as spoken (folded); `instant` is epoch milliseconds (UTC) and `latest` the
    latest reading where several are possible; `seconds` is a length of time; `number` a plain number.
    """

    text: str
    instant: int | None = None
    seconds: float | None = None
    number: float | None = None
    latest: int | None = None


class SlotHit(NamedTuple):
    """One occurrence: skeleton offsets `[start, end)` in the turn, its value, and whether it is certain."""

    start: int
    end: int
    value: SlotValue
    sure: bool = True


class SlotContext(NamedTuple):
    """What a slot may know besides the words.

    `words` are the lists of the pack (`company`, `department`, `title`); `time` is the turn's start
    in epoch milliseconds (UTC), None if unknown; `utc_offset` is in minutes east; `values` are the
    conversation's attributes as text, for `{name=$customer_name}`.
    """

    words: Mapping[str, tuple[str, ...]]
    time: int | None
    utc_offset: int
    values: Mapping[str, str]


# All occurrences in the turn, at any start, with several ends per start where that is possible.
Slot = Callable[["TurnText", SlotContext], Sequence[SlotHit]]
