"""The screen that the report is written on: lines of plain text with styles, never markup, never wrapped by others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from svcnorm.report.plain import no_command
from svcnorm.report.terminal.columns import padded, wrapped

if TYPE_CHECKING:
    from rich.console import Console

GOOD, BAD, OPEN, FAINT, STRONG, MARK = "green4", "bold red3", "dark_orange3", "dim", "bold", "bold underline"
"""Styles that can be read on light and on dark ground; none carries a meaning that the text lacks."""

PIPE_RULE = 72


class Screen:
    """Writes lines to a console, broken at its width, or unbroken where it has none."""

    def __init__(self, console: Console, width: int | None) -> None:
        self.console = console
        self.width = width

    def room(self, indent: int) -> int | None:
        """Columns beside an indent, or None where lines are endless."""
        return None if self.width is None else max(10, self.width - indent)

    def line(self, text: Text | str = "", indent: int = 0, hanging: int = 0) -> None:
        """One line of text; what does not fit goes on below, `hanging` columns further in."""
        whole = text if isinstance(text, Text) else Text(text)
        rows = wrapped(whole, self.room(indent + hanging), hanging)
        for number, row in enumerate(rows):
            self._print(Text(" " * (indent + (hanging if number else 0))) + row)

    def field(self, label: str, text: Text | str, indent: int, column: int) -> None:
        """A label in a column of its own width, and text beside it."""
        whole = text if isinstance(text, Text) else Text(text)
        rows = wrapped(whole, self.room(indent + column))
        for number, row in enumerate(rows):
            head = padded("" if number else label, column)
            self._print(Text(" " * indent) + Text(head, style=FAINT) + row)

    def rule(self, *parts: Text | str) -> None:
        """A heading drawn out to the whole width."""
        head = Text("━━ ", style=FAINT)
        for part in parts:
            head = head + part if isinstance(part, Text) else head + Text(part)
        rest = (self.width or PIPE_RULE) - cell_len(head.plain) - 1
        self.line(head + Text(" " + "━" * max(2, rest), style=FAINT) if rest >= 2 else head)

    def _print(self, row: Text) -> None:
        row.rstrip()
        row.plain = no_command(row.plain)
        self.console.print(row, soft_wrap=True, highlight=False, markup=False, emoji=False)


def joined(parts: Iterable[Text | str], between: str) -> Text:
    """Texts joined by a plain separator."""
    return Text(between).join(part if isinstance(part, Text) else Text(part) for part in parts)
