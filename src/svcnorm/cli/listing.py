"""Lists as commands print them: a table for people, JSON or CSV for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from svcnorm.cli.values import machine_output

FORMATS = ("table", "json", "csv")


def write_list(
    format_: str, data: Any, heads: Sequence[str], rows: Iterable[Sequence[Any]], numbers: Sequence[int] = ()
) -> None:
    """Print `data` as JSON, or `rows` as a table or CSV; `numbers` are columns set to the right."""
    if format_ == "json":
        with machine_output() as out:
            json.dump(data, out, ensure_ascii=False, indent=2)
            out.write("\n")
    elif format_ == "csv":
        from svcnorm.report.cells import Sheet

        with machine_output() as out:
            sheet = Sheet(out, heads)
            for row in rows:
                sheet.values(row)
    else:
        from svcnorm.cli.rules.common import table

        shown = [["" if cell is None else str(cell) for cell in row] for row in rows]
        if shown:
            table(heads, shown, numbers)
