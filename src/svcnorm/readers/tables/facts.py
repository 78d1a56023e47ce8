"""What the columns of a table say of a whole call, as the head of a canonical record."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.model.conversation import CALL_CHANNELS
from svcnorm.readers import labels, times
from svcnorm.readers.checks import Place
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.records import values
from svcnorm.readers.tables import moments
from svcnorm.readers.tables.aliases import CALLS_ONLY, CHANNELS, TIERS
from svcnorm.readers.tables.header import plain
from svcnorm.readers.times import Moment

ROUNDED = re.compile(r"[-+]?\d(?:\.\d+)?E\+?\d{2,3}\Z", re.IGNORECASE)
"""An id that a spreadsheet has turned into a number and rounded."""
IDS = ("id", "agent", "customer", "case", "caller", "callee")
_BOTH = re.compile(r"(?P<id>[A-Za-z]{0,4}\d{2,12})\s*[-_/()\uff08\uff09\s]\s*(?P<name>[^\W\d_]{2,10})[)\uff09]?\Z")
_BOTH_TURNED = re.compile(r"(?P<name>[^\W\d_]{2,10})\s*[-_/(\uff08\s]\s*(?P<id>[A-Za-z]{0,4}\d{2,12})[)\uff09]?\Z")
_SERIAL = re.compile(r"(?:3[6-9]|[4-6]\d|7[0-2])\d{3}(?:\.\d{1,12})?\Z")
_SERIAL_ZERO = 25_569
"""The number that Excel gives to 1970-01-01; it counts days, and 36,526 is the first of 2000."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Told(NamedTuple):
    """What a cell says, and where it stands."""

    text: str
    place: Place


class Facts(NamedTuple):
    """`record` has keys of canonical JSON; `day` is midnight of the date (epoch ms) where it has one of its own."""

    record: Mapping[str, Any]
    notes: Sequence[str]
    day: int | None = None


def facts(told: Mapping[str, Told], columns: Collection[str], units: Mapping[str, str], options: ReadOptions) -> Facts:
    """The facts that cells tell, by our names of columns: those that are filled in `told`, all in `columns`.

    `units` are those of lengths.

    Raises InputError for a time that is none; a word that is not understood is a note.
    """
    return _Reader(told, columns, units, options).facts()


def local(instant: int, options: ReadOptions) -> str:
    """An instant as a date and time that names no zone, since the table named none."""
    return times.iso(instant, options.utc_offset)[:-6]


class _Reader:
    def __init__(
        self, told: Mapping[str, Told], columns: Collection[str], units: Mapping[str, str], options: ReadOptions
    ) -> None:
        self.columns = columns
        self.notes: list[str] = []
        self.told = {name: cell for name, cell in told.items() if values.present(cell.text) or name in _MAY_BE_ZERO}
        self.units = units
        self.options = options
        for name in IDS:
            if name in self.told and ROUNDED.match(self.told[name].text):
                self.notes.append(f"id_rounded:{self.told.pop(name).text}")

    def facts(self) -> Facts:
        """What is told. A recording begins when somebody answers: where that time is told, sentences count from it."""
        channel = self._channel()
        day = self._day()
        started, answered, ended = (self._instant(name) for name in ("started_at", "answered_at", "ended_at"))
        if started is None and day and not day.day_only:
            started = day.instant
        events = self._events(channel, answered, ended)
        record = {
            "id": self._word("id"),
            "title": self._word("title"),
            "channel": channel,
            "started_at": self._local(started if answered is None else answered),
            "ended_at": self._local(ended),
            "customer": self._customer(channel),
            "cases": [case for case in re.split(r"[,;\s、\uff0c\uff1b|]+", self._word("case") or "") if case],
            "language": self._word("language"),
            "attributes": self._attributes(),
            "parties": self._agent(),
            "events": events,
        }
        kept = {key: value for key, value in record.items() if value not in (None, [], {})}
        return Facts(kept, self.notes, day.instant if day else None)

    def _local(self, instant: int | None) -> str | None:
        return None if instant is None else local(instant, self.options)

    def _word(self, name: str) -> str | None:
        return self.told[name].text if name in self.told else None

    def _channel(self) -> str | None:
        word = self._word("channel")
        bare = plain(word) if word else ""
        if not bare or bare in CALLS_ONLY:
            return None
        channel = CHANNELS.get(bare)
        if channel is None:
            self._not_understood("channel")
        return channel

    def _customer(self, channel: str | None) -> str | None:
        """The customer's id, else the number at her end of the line."""
        ends = {"inbound_call": "caller", "outbound_call": "callee"}
        return self._word("customer") or self._word(ends.get(channel or "", ""))

    def _agent(self) -> list[dict[str, str]]:
        who, name, team = (self._word(key) for key in ("agent", "agent_name", "team"))
        both = (_BOTH.match(who) or _BOTH_TURNED.match(who)) if who else None
        if both:
            who, name = both["id"], name or both["name"]
        elif who and not any(char.isdigit() for char in who) and not name:
            who, name = None, who
        if not (who or name or team):
            return []
        given = {"agent": who, "name": name, "team": team}
        ident = f"agent:{who or name}" if who or name else "agent"
        return [{"id": ident, "role": "agent", **{key: value for key, value in given.items() if value}}]

    def _attributes(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if "customer_name" in self.told:
            found["customer_name"] = self._word("customer_name")
        rings = self._word("rings")
        if rings is not None:
            count = re.fullmatch(r"(\d{1,3})(?:\.0+)?\s*[声次]?", rings)
            if count:
                found["rings"] = int(count[1])
            else:
                self._not_understood("rings")
        tier = self._word("customer_tier")
        if tier is not None:
            if plain(tier) in TIERS:
                found["customer_tier"] = TIERS[plain(tier)]
            else:
                self._not_understood("customer_tier")
        return found

    def _events(self, channel: str | None, answered: int | None, ended: int | None) -> list[dict[str, Any]]:
        """Ring, answer and hangup, as far as they are told. Lengths count from the answer, which is where the
        recording begins if the table does not say when that was."""
        if channel is not None and channel not in CALL_CHANNELS:
            return []
        rang, ringing = self._instant("ring_at"), self._length("ring_duration")
        talked, side = self._length("call_duration"), self._hung_up(channel)
        events: list[dict[str, Any]] = []
        if rang is not None:
            events.append({"type": "ring", "at": local(rang, self.options)})
        elif ringing is not None:
            events.append({"type": "ring", "at": self._after(answered, -ringing)})
        if answered is not None or (ringing is not None and talked != 0 and "answered_at" not in self.columns):
            events.append({"type": "answer", "at": self._after(answered, 0)})
        if ended is None and talked is None and side is None:
            return events
        if not (events or side or channel in CALL_CHANNELS or "call_duration" in self.told):
            return events
        hangup: dict[str, Any] = {"type": "hangup"}
        if ended is not None:
            hangup["at"] = local(ended, self.options)
        elif talked is not None:
            hangup["at"] = self._after(answered, talked)
        return [*events, {**hangup, "by": side} if side else hangup]

    def _after(self, answered: int | None, passed: int) -> str | float:
        return passed / 1000 if answered is None else local(answered + passed, self.options)

    def _hung_up(self, channel: str | None) -> str | None:
        word = self._word("hangup_by")
        if word is None:
            return None
        side = values.side(word)
        if side is None:
            self.notes.append(f"release_not_understood:{word}")
        return labels.role_of(side, channel) if side else None

    def _not_understood(self, name: str) -> None:
        cell = self.told[name]
        heading = cell.place.pointer.rpartition("/")[2]
        self.notes.append(f"value_not_understood:{heading}={cell.text[:40]}")

    def _instant(self, name: str) -> int | None:
        if name not in self.told:
            return None
        text, place = self.told[name]
        if _SERIAL.match(text):
            return round((float(text) - _SERIAL_ZERO) * 86_400) * 1000 - self.options.utc_offset * 60_000
        day = self._word("date")
        if day and times.elapsed(text) is not None and ":" in text:
            text = f"{_day(day)} {text}"
        found = moments.dated(text, place, self.options)
        return None if found is None else found.instant

    def _day(self) -> Moment | None:
        if "date" not in self.told:
            return None
        return moments.dated(*self.told["date"], self.options)

    def _length(self, name: str) -> int | None:
        if name not in self.told:
            return None
        text, place = self.told[name]
        return moments.length(text, self.units.get(name, "s"), place)


def _day(text: str) -> str:
    """The day of a date as it is written."""
    return text if _DAY.match(text) else re.split(r"[T ]", text.strip())[0]


_MAY_BE_ZERO = ("ring_duration", "call_duration", "rings", "customer_tier")
