"""Tables on the screen: drawn on a terminal, plain aligned columns in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from svcnorm.report.plain import visible
from svcnorm.report.terminal.columns import padded
from svcnorm.report.terminal.screen import Screen


def table(page: Screen, heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> None:
    """Print a table. `numbers` are columns set to the right."""
    cells = [[visible(cell) for cell in row] for row in (heads, *rows)]
    if page.width is not None:
        _drawn(page, cells, numbers)
        return
    widths = [max(cell_len(row[column]) for row in cells) for column in range(len(heads))]
    for row in cells:
        shown = [
            " " * (width - cell_len(cell)) + cell if column in numbers else padded(cell, width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        page.line("  ".join(shown))


def _drawn(page: Screen, cells: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column, head in enumerate(cells[0]):
        drawn.add_column(Text(head), justify="right" if column in numbers else "left", overflow="fold")
    for row in cells[1:]:
        drawn.add_row(*(Text(cell) for cell in row))
    page.console.print(drawn)
