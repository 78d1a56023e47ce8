"""One row of a log with its columns named, and formats of such rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from svcnorm.model.records import CallRecord
from svcnorm.readers.checks import Place
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.records import values
from svcnorm.readers.times import Moment

Names = tuple[str, ...]


class Fields(NamedTuple):
    """The cells of a row by the names of their columns; `units` are those that a heading states, and `headings` what
    the file calls the columns."""

    cells: Mapping[str, str]
    place: Place
    options: ReadOptions
    units: Mapping[str, str] = {}
    headings: Mapping[str, str] = {}

    def text(self, *names: str) -> str:
        """The first of these cells that says anything."""
        for name in names:
            cell = self.cells.get(name, "").strip()
            if cell and values.present(cell):
                return cell
        return ""

    def at(self, *names: str) -> int | None:
        """The first of these instants (epoch ms) that is given. Raises InputError."""
        found = self.moment(*names)
        return None if found is None else found.instant

    def moment(self, *names: str) -> Moment | None:
        """The first of these times that is given, with whether it is a day only. Raises InputError."""
        for name in names:
            cell = self.cells.get(name, "")
            if cell and (found := values.moment(cell, self.place, self.shown(name), self.options.utc_offset)):
                return found
        return None

    def several(self, *names: str) -> tuple[int, ...]:
        """All instants of a cell that may hold more than one, set apart by `;` or on lines of their own."""
        cell = self.text(*names)
        if not cell:
            return ()
        parts = cell.replace("\uff1b", ";").replace("|", ";").replace("\n", ";").split(";")
        what = self.shown(names[0])
        found = (values.instant(part, self.place, what, self.options.utc_offset) for part in parts)
        return tuple(at for at in found if at is not None)

    def length(self, *names: str) -> int | None:
        """The first of these lengths (ms) that is given. Raises InputError."""
        for name in names:
            cell = self.cells.get(name, "")
            found = values.length(cell, self.units.get(name, "s"), self.place, self.shown(name)) if cell else None
            if found is not None:
                return found
        return None

    def ident(self, *names: str) -> str:
        """The first of these ids that is given. Raises InputError for one that a spreadsheet has rounded."""
        for name in names:
            cell = self.cells.get(name, "")
            if cell and (found := values.ident(cell, self.place, self.shown(name))):
                return found
        return ""

    def calls(self, *names: str, remedy: str = "") -> tuple[str, ...]:
        """Every id of the call that these cells give. Raises InputError where there is none."""
        found = tuple(dict.fromkeys(ident for name in names if (ident := self.ident(name))))
        if not found:
            raise self.place.error("the row has no id of a call", remedy or "give it, or leave the row out")
        return found

    def shown(self, name: str) -> str:
        """What the file calls a column."""
        return self.headings.get(name, name)

    @property
    def source(self) -> str:
        """Where the row stands, as events carry it."""
        return values.source(self.place)


TELLS = ("ring", "answer", "end", "hold", "transfer", "hung up by", "direction", "agent", "customer")
"""What call logs may tell."""


class Layout(NamedTuple):
    """A format of rows of a call log.

    `placed(cells)` names the columns of a file without header by its first row, or gives nothing where that is
    not in the format. `named(names)` says whether columns of these names (lower case, without `_`) are in it.
    `read` makes a record of a row; None for a row that tells nothing of use. `title` and `known_by` are for people,
    in English; `tells` names the members of TELLS that the format may hold.
    """

    name: str
    title: str
    known_by: str
    tells: Names
    placed: Callable[[Names], Names]
    named: Callable[[frozenset[str]], bool]
    read: Callable[[Fields], CallRecord | None]


def nowhere(cells: Names) -> Names:
    """For formats that always have a header."""
    return ()
