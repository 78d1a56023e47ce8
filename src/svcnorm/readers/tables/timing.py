"""The units of the time columns of one table: what the headings say, else what all its values show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from svcnorm.readers.tables.layout import WHOLE, Layout
from svcnorm.readers.tables.row import Row
from svcnorm.readers.tables.units import Guess, Numbers, Pace

LENGTHS = {"call_duration": 14_400, "ring_duration": 600}
"""Columns of lengths, and the seconds that the shortest of them does not exceed."""


class Units(NamedTuple):
    """The unit of each column by our name, and notes on those that leave doubt."""

    units: Mapping[str, str]
    notes: tuple[str, ...]


class Timing:
    """Watches the rows of a table go by."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._points, self._spans = Numbers(), Numbers()
        self._pace, self._span_pace = Pace(), Pace()
        self._lengths = {name: Numbers() for name in LENGTHS if name in layout.columns and name not in layout.units}
        timed = layout.form != WHOLE
        # In a sheet, clock times may show what no heading says.
        stated = layout.separator and ("start" in layout.units or "end" in layout.units)
        self._pointed = timed and not stated and ("start" in layout.columns or "end" in layout.columns)
        self._spanned = timed and "duration" in layout.columns and "duration" not in layout.units

    def add(self, call: str, row: Row) -> None:
        """Take a row of a call."""
        layout = self._layout
        for name, numbers in self._lengths.items():
            numbers.add(layout.cell(row, name))
        if self._pointed:
            start, end = (self._points.add(layout.cell(row, name)) for name in ("start", "end"))
            self._pace.add(call, start, end, layout.cell(row, layout.words))
        if self._spanned:
            length = self._spans.add(layout.cell(row, "duration"))
            self._span_pace.add("", 0.0, length, layout.cell(row, layout.words))

    def units(self) -> Units:
        """What the rows have shown."""
        stated = dict(self._layout.units)
        shared = stated.get("start") or stated.get("end")
        guesses = {name: numbers.of_lengths(LENGTHS[name]) for name, numbers in self._lengths.items()}
        points = Guess(shared) if shared else self._points.of_times(self._pace.characters_per_unit)
        guesses.update({name: points for name in ("start", "end") if name in self._layout.columns})
        if "duration" in self._layout.columns:
            guesses["duration"] = self._spans.of_times(self._span_pace.characters_per_unit)
        found = {**{name: guess.unit for name, guess in guesses.items()}, **stated}
        notes = [
            f"unit_assumed:{self._layout.heading(name)}={guess.unit}"
            for name, guess in guesses.items()
            if not guess.sure and name not in stated
        ]
        if self._points.hours_for_minutes and not self._layout.separator:
            notes.append(f"whole_minutes:{self._layout.heading('start')}")
        return Units(found, tuple(notes))
