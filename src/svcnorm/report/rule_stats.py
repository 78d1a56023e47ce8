"""The figures of rules for those who write them: on the terminal, as JSON, as a table for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from svcnorm.i18n import _
from svcnorm.model.summary import RuleStats
from svcnorm.report.cells import Sheet
from svcnorm.report.shares import FEW, share_data, share_text

if TYPE_CHECKING:
    from svcnorm.report.terminal.screen import Screen

SCHEMA = "svcnorm.rule-stats/1"


def write_page(page: Screen, lines: Sequence[RuleStats], verbose: bool) -> None:
    """A row a rule; where `verbose`, a row a pattern below it."""
    from svcnorm.report.terminal.tables import table

    rows: list[list[str]] = []
    for line in lines:
        numbers = [str(n or "") for n in (line.undetermined, line.findings, line.possible)]
        rows.append([line.rule, line.title, share_text(line.hits), *numbers, share_text(line.precision)])
        rows += [["", f"  {pattern}", "", "", str(n), "", ""] for pattern, n in line.patterns if verbose]
    if not rows:
        page.line(_("nothing was judged"))
        return
    heads = [_("rule"), _("title"), _("violations"), _("undetermined"), _("findings"), _("possible"), _("precision")]
    table(page, heads, rows, numbers=(3, 4, 5))
    page.line()
    page.line(_("In brackets: 95 % intervals; * : of fewer than {n}.", n=FEW))


def write_json(lines: Sequence[RuleStats], out: TextIO) -> None:
    """Everything, shares with what they are shares of."""
    json.dump({"schema": SCHEMA, "rules": [_data(line) for line in lines]}, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _data(line: RuleStats) -> dict[str, Any]:
    patterns = [{"pattern": pattern, "findings": n} for pattern, n in line.patterns]
    return {
        **line._asdict(),
        "hits": share_data(line.hits),
        "precision": share_data(line.precision),
        "patterns": patterns,
    }


def write_csv(lines: Sequence[RuleStats], out: TextIO) -> None:
    """A row a rule."""
    heads = [
        _("rule"),
        _("title"),
        _("violations"),
        _("of"),
        _("undetermined"),
        _("findings"),
        _("possible"),
        _("precision"),
        _("of"),
    ]
    sheet = Sheet(out, heads)
    for line in lines:
        counts = (line.violations, line.hits.n, line.undetermined, line.findings, line.possible)
        sheet.values([line.rule, line.title, *counts, line.precision.value, line.precision.n])


WRITERS: dict[str, Callable[[Sequence[RuleStats], TextIO], None]] = {"json": write_json, "csv": write_csv}
"""One writer a format; the terminal's page is the command's own."""
