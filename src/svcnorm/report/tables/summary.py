"""The run in a few lines: how much was judged, how it came out, by which packs."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.i18n import _
from svcnorm.i18n.names import SEVERITIES, named
from svcnorm.report.facts import counts
from svcnorm.report.tables.table import Cell, Column, Table
from svcnorm.report.totals import outcomes, result, severities, unread
from svcnorm.report.view import View


def summary(view: View, masked: bool) -> Table:
    """A row for each fact: what it is, what of it, and how much."""
    columns = (Column(_("fact"), 22), Column(_("of"), 60, "long"), Column(_("number"), 12, "number"))
    return Table(_("Overview"), columns, list(_rows(view, masked)))


def _rows(view: View, masked: bool) -> Iterator[tuple[Cell, ...]]:
    report = view.report
    verdicts = [verdict for of in report.conversations for verdict in of.verdicts]
    yield _("result"), result(report)[1], None
    yield _("conversations"), "", len(report.conversations)
    for each in outcomes(view):
        for _state, words, n in each.parts:
            yield each.handbook, words, n
    for code, n in severities(verdicts):
        yield _("faults"), named(SEVERITIES, code), n
    for _code, word, n in counts(verdicts):
        yield _("verdicts of all rules"), word, n
    for file, message, remedy in unread(view):
        yield _("not read"), " ".join(filter(None, (f"{file}: {message}", remedy and f"→ {remedy}"))), None
    for note in view.noted(report.notes):
        yield _("note"), note, None
    masking = (
        _("Personal numbers are masked.") if masked else _("Personal numbers are not masked: keep this page safe.")
    )
    yield _("masking"), masking, None
    for pack in report.packs:
        yield _("pack"), f"{view.text(pack.title or pack.name)} {view.name(pack.name)} {pack.version} {pack.hash}", None
    for name, value in sorted(report.tool.items()):
        yield name, view.name(str(value)), None
