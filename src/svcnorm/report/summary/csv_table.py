"""The lines of a summary as a table that spreadsheets open: every rate as two numbers and its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from svcnorm.i18n import _
from svcnorm.i18n.names import MISSING, named
from svcnorm.model.shares import Share
from svcnorm.model.summary import GroupLine, RuleLine, Scores, Summary
from svcnorm.report.cells import Sheet
from svcnorm.report.summary.names import BY, bands

Cells = Iterator[tuple[str, Any]]


def write_csv(of: Summary, out: TextIO) -> None:
    """Write a row a line of `of.lines`; one that lacks a handbook's scores has nothing there."""
    rows = [dict(_cells(of.by, line)) for line in of.lines]
    heads = list(dict.fromkeys(head for row in rows for head in row)) or [named(BY, of.by)]
    sheet = Sheet(out, heads)
    for row in rows:
        sheet.values([row.get(head) for head in heads])


def _cells(by: str, line: RuleLine | GroupLine | Scores) -> Cells:
    if isinstance(line, RuleLine):
        yield named(BY, by), line.name
        yield _("title"), line.title
        yield _("severity"), line.severity
        yield from _share(_("violations"), line.hits)
        yield from _share(_("undetermined"), line.undetermined)
        yield _("not applicable"), line.not_applicable
        yield _("for a person"), line.manual
        yield _("what is missing"), _reasons(line.reasons)
        if by == "rule":
            yield from _share(_("precision as reviewed"), line.precision)
    elif isinstance(line, GroupLine):
        yield named(BY, by), line.name
        yield _("conversations"), line.conversations
        yield from _share(_("with violations"), line.broken)
        yield from _share(_("without fatal faults"), line.critical_free)
        yield from _share(_("undetermined"), line.undetermined)
        yield _("what is missing"), _reasons(line.reasons)
        for scores in line.scores:
            yield f"{scores.handbook}: {_('mean')}", scores.mean
            yield f"{scores.handbook}: {_('scored')}", scores.n
            yield from _share(f"{scores.handbook}: {_('passed')}", scores.passed)
    else:
        yield named(BY, by), line.handbook
        yield _("scored"), line.n
        yield from ((_("mean"), line.mean), (_("lowest"), line.low), ("10 %", line.tenth))
        yield _("median"), line.median
        yield "90 %", line.ninetieth
        yield from _share(_("passed"), line.passed)
        yield _("too little judged"), line.open
        yield from zip(bands(), line.bands)


def _share(head: str, of: Share) -> Cells:
    yield head, None if of.value is None else round(of.value, 4)
    yield f"{head}: {_('of')}", of.n
    yield f"{head}: {_('from')}", None if of.value is None else round(of.low, 4)
    yield f"{head}: {_('to')}", None if of.value is None else round(of.high, 4)


def _reasons(reasons: Sequence[tuple[str, int]]) -> str:
    return _(", ").join(f"{named(MISSING, reason)} {n}" for reason, n in reasons)
