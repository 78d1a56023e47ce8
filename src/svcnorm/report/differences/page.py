"""Differences on the terminal: by rule, then change by change with its sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from svcnorm.i18n import _, ngettext
from svcnorm.i18n.names import VERDICTS, named
from svcnorm.model.differences import KINDS, Change, Differences
from svcnorm.report.differences.names import BECAME, FIELDS, PARTS
from svcnorm.report.differences.names import KINDS as PART_KINDS
from svcnorm.report.plain import visible
from svcnorm.report.terminal.tables import table

if TYPE_CHECKING:
    from svcnorm.report.terminal.screen import Screen

EACH = 5
"""Conversations that are shown for a rule, unless all are asked for."""
COLUMN = 10


def write_page(page: Screen, of: Differences, verbose: bool = False) -> None:
    """Write the page; all changes only where `verbose`."""
    page.line(visible(_("{before} → {after}", before=of.before, after=of.after)))
    _parts(page, of)
    page.line(
        ngettext("{n} conversation was judged by both", "{n} conversations were judged by both", of.conversations)
    )
    if of.fresh:
        count = sum(of.violations.values())
        page.line(
            ngettext("{n} conversation is new", "{n} conversations are new", of.fresh)
            + _("; ")
            + ngettext("{n} violation in it", "{n} violations in them", count)
        )
    if any(of.findings):
        came, gone = of.findings
        page.line(_("findings: {came} came, {gone} were withdrawn", came=came, gone=gone))
    if not of.changes:
        page.line(_("no verdict changed"))
        return
    page.line()
    _counts(page, of)
    shown: Counter[str] = Counter()
    for change in of.changes:
        shown[change.rule] += 1
        if verbose or shown[change.rule] <= EACH:
            _one(page, change)
    left = sum(max(0, n - EACH) for n in shown.values())
    if left and not verbose:
        page.line()
        page.line(ngettext("{n} more change; --verbose shows it", "{n} more changes; --verbose shows them", left))


def _parts(page: Screen, of: Differences) -> None:
    if of.parts:
        heads = ("", "", _("title"), "", _("in"))
        rows = [
            (
                _(PART_KINDS[part.kind]),
                part.name,
                part.title,
                _(PARTS[part.became]),
                _(", ").join(named(FIELDS, each) for each in part.fields),
            )
            for part in of.parts
        ]
        table(page, heads, rows)
        page.line()
    if of.shared:
        page.line(_("They also differ in what all rules use: word lists, twins, calendars or attributes."))


def _counts(page: Screen, of: Differences) -> None:
    by_rule: dict[tuple[str, str], Counter[str]] = {}
    for change in of.changes:
        by_rule.setdefault((change.rule, change.title), Counter())[change.kind] += 1
    rows = [(rule, title, *(str(found[kind]) for kind in KINDS)) for (rule, title), found in by_rule.items()]
    table(page, [_("rule"), _("title"), *(_(BECAME[kind]) for kind in KINDS)], rows, numbers=(2, 3, 4))


def _one(page: Screen, change: Change) -> None:
    page.line()
    page.line(visible(f"{change.conversation}  {change.rule}  {_(BECAME[change.kind])}"))
    before, after = (named(VERDICTS, verdict) if verdict else "—" for verdict in (change.before, change.after))
    said = ((_("verdict"), f"{before} → {after}"), (_("stood with"), change.elsewhere), (_("says"), change.message))
    for label, text in (*said, (_("words"), change.text)):
        if text:
            page.field(label, visible(text), 2, COLUMN)
