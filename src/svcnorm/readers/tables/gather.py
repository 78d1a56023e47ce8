"""Reads the rows of tables once: each goes to its call, what cannot be read is an error, and units are learnt."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.model.errors import InputError
from svcnorm.readers.tables.aliases import FOOTERS, TURN
from svcnorm.readers.tables.facts import ROUNDED
from svcnorm.readers.tables.layout import WHOLE, Layout
from svcnorm.readers.tables.row import BadRow, Row, Rows, written
from svcnorm.readers.tables.store import Calls, Placed
from svcnorm.readers.tables.timing import Timing, Units

ALSO_TELL = ("agent", "agent_name", "customer", "caller", "callee", "started_at", "date")
"""Columns that keep calls apart whose ids a spreadsheet has rounded to the same number."""
DAMAGED = "\ufffd"
NOTED = 6
"""Details of a note that are kept: one more than are shown, to show that there are more."""


class Gathering:
    """Takes the rows of each table of a document; `rows` is how many there were."""

    def __init__(self, calls: Calls) -> None:
        self.layouts: list[Layout] = []
        self.units: list[Units] = []
        self.rows = 0
        self._calls = calls
        self._notes: dict[str, dict[str, None]] = {}

    def note(self, code: str, detail: str) -> None:
        """Remember what every conversation of the document must say; of very many such things only the first."""
        details = self._notes.setdefault(code, {})
        if len(details) < NOTED:
            details[detail] = None

    @property
    def notes(self) -> list[str]:
        """What was noted."""
        return [f"{code}:{detail}" for code, details in self._notes.items() for detail in details]

    def table(self, layout: Layout, rows: Rows) -> Iterator[InputError]:
        """Take all rows of a table; yields the errors of those that cannot be read."""
        number = len(self.layouts)
        self.layouts.append(layout)
        timing = Timing(layout)
        last = ""
        for item in rows:
            self.rows += 1
            if isinstance(item, InputError) and not isinstance(item, BadRow):
                yield item
                self._leave_out("", item)
                continue
            error: InputError | None = item if isinstance(item, BadRow) else None
            row = item.row if isinstance(item, BadRow) else item
            if error is None and self._is_no_entry(layout, row):
                continue
            call = self._call(layout, number, row, last)
            error = error or _fault(layout, row)
            if error is None and not call:
                error = layout.at(row, "id").error("the row has no call id", "give it, or leave the row out")
            if error:
                error.record = error.record or written([layout.header, row])
                yield error
                self._leave_out(call, error)
            else:
                timing.add(call, row)
                self._calls.add(call, Placed(number, row))
            last = call or last
        self.units.append(timing.units())

    def _call(self, layout: Layout, number: int, row: Row, last: str) -> str:
        """What the row is gathered by; empty where its call cannot be known."""
        if layout.form == WHOLE:
            return f"{number}:{row.number}"
        if "id" not in layout.columns:
            return f"{number}:"
        ident = layout.cell(row, "id")
        if not ident:
            # Exports that show the id of a call only once leave it out of the rows below.
            return last
        if DAMAGED in ident:
            return ""
        if ROUNDED.match(ident):
            return "\n".join((ident, *(layout.cell(row, name) for name in ALSO_TELL)))
        return ident

    def _is_no_entry(self, layout: Layout, row: Row) -> bool:
        """Whether a row is the header again, or only counts the others; noted, and passed over."""
        if row.cells != layout.header.cells:
            if layout.cell(row, layout.words):
                return False
            filled = [cell.strip() for cell in row.cells if cell.strip()]
            if not 0 < len(filled) <= 2 or not filled[0].lower().startswith(FOOTERS):
                return False
        self.note("row_passed_over", row.place.source)
        return True

    def _leave_out(self, call: str, error: InputError) -> None:
        """The call of an unreadable row cannot be judged. Where it is not known, any call may lack words."""
        if call:
            self._calls.set_aside(call)
        else:
            self.note("row_unreadable", str(error.line or error.where))


def _fault(layout: Layout, row: Row) -> InputError | None:
    """What is wrong with a row that can be read: a value that is not stored, or more cells than the header has."""
    for name, index in layout.columns.items() if row.unstored else ():
        if index in row.unstored and (name in TURN or name in ("id", layout.words)):
            message = "the cell holds no value, but a formula that was never calculated or that failed"
            return layout.at(row, name).error(message, "open the workbook in Excel or WPS and save it again")
    width = len(layout.header.cells)
    if len(row.cells) <= width:
        return None
    joined = layout.with_whole_words(row)
    if not layout.separator or not any(cell.strip() for cell in joined.cells[width:]):
        return None
    message = f"the row has {len(row.cells)} cells and the header {width}"
    return row.place.error(message, "put words that hold the separator in quotation marks")
