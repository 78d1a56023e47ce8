"""In which unit a column of times stands, told by all of its values and by how fast people speak."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = re.compile(r"[-+]?\d{1,20}(?:\.\d{1,20})?\Z", re.ASCII)
_CLOCK = re.compile(r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d+)?\Z", re.ASCII)
_EPOCH = ((946_684_800, "s"), (946_684_800_000, "ms"), (946_684_800_000_000, "us"))
"""The year 2000 counted from 1970, in each unit: what is larger counts from there."""
LONGEST_IN_SECONDS = 86_400
"""Whole numbers beyond this, which would be a day in seconds, are milliseconds."""
SLOW, FAST = 0.02, 0.1
"""Characters per unit: people speak 4 characters in a second and 0.004 in a millisecond, and pause or type between.
What lies between these says nothing."""
BETWEEN = 0.045
SLOWEST = 2e-5
"""Fewer characters per unit than this, and the unit is a microsecond."""


class Guess(NamedTuple):
    """A unit, and whether the values leave no doubt of it."""

    unit: str
    sure: bool = True


class Numbers:
    """What the values of a column, or of two that share a unit, have shown so far; nothing is kept of them."""

    def __init__(self) -> None:
        self.count = 0
        self.least = float("inf")
        self.most = 0.0
        self.broken = 0
        self.fine = 0
        self.clocks = 0
        self.whole_minutes = 0

    def add(self, text: str) -> float | None:
        """Take a cell; the number that it holds, if it is a bare one."""
        if not _NUMBER.match(text):
            if _CLOCK.match(text):
                self.clocks += 1
                self.whole_minutes += bool(re.match(r"\d+:\d\d:00(?:\.0+)?\Z", text))
            return None
        value = float(text)
        size = abs(value)
        self.count += 1
        self.most = max(self.most, size)
        if size:
            self.least = min(self.least, size)
        if not value.is_integer():
            self.broken += 1
            self.fine += abs(value * 1000 - round(value * 1000)) > 1e-6
        return value

    def of_times(self, pace: float | None) -> Guess:
        """The unit of times in a conversation; `pace` is the number of characters that are said in one unit."""
        plain = self._plain()
        if plain:
            return plain
        if self.most > LONGEST_IN_SECONDS:
            return Guess("us" if pace is not None and pace < SLOWEST else "ms")
        if pace is None:
            return Guess("ms" if self.most >= 10_000 else "s", sure=False)
        return Guess("ms" if pace < BETWEEN else "s", sure=not SLOW < pace < FAST)

    def of_lengths(self, longest: int) -> Guess:
        """The unit of lengths of which the shortest is at most `longest` seconds."""
        plain = self._plain()
        if plain:
            return plain
        return Guess("ms", sure=False) if self.least > longest else Guess("s")

    @property
    def hours_for_minutes(self) -> bool:
        """Whether clock times may be minutes and seconds that a spreadsheet took for hours and minutes."""
        return self.clocks > 2 and self.whole_minutes == self.clocks

    def _plain(self) -> Guess | None:
        """The unit where it does not depend on what the times are of."""
        if not self.most:
            return Guess("s")
        counted = [unit for since, unit in _EPOCH if self.least >= since]
        if counted:
            return Guess(counted[-1])
        if self.broken and self.most < 0.5 and self.fine * 2 > self.count:
            return Guess("d", sure=False)
        return Guess("s") if self.broken else None


class Pace:
    """How many characters are said in one unit of the times of a table."""

    def __init__(self) -> None:
        self._characters = 0
        self._amount = 0.0
        self._last: tuple[str, float, int] | None = None

    def add(self, call: str, start: float | None, end: float | None, words: str) -> None:
        """Take a row: what is said from its start to its end, or to the start of the next row of the call."""
        if start is None:
            return
        if end is not None and end > start:
            self._count(len(words), end - start)
            self._last = None
            return
        if self._last and self._last[0] == call and start > self._last[1]:
            self._count(self._last[2], start - self._last[1])
        self._last = (call, start, len(words))

    def _count(self, characters: int, amount: float) -> None:
        self._characters += characters
        self._amount += amount

    @property
    def characters_per_unit(self) -> float | None:
        """None where no row shows it."""
        return self._characters / self._amount if self._amount else None
