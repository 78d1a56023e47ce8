"""A summary on the terminal: no rate without what it is a rate of, and how far chance alone may have moved it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svcnorm.i18n import _, ngettext
from svcnorm.i18n.names import CHANNELS, MISSING, SEVERITIES, named
from svcnorm.model.summary import GroupLine, Reasons, RuleLine, Scores, Summary
from svcnorm.report.shares import FEW, share_text
from svcnorm.report.summary.names import BY, bands
from svcnorm.report.terminal.tables import table

if TYPE_CHECKING:
    from svcnorm.report.terminal.screen import Screen

NONE = "—"
LABEL = 40
REASONS = 2
"""Reasons that a line has room for."""


def write_page(page: Screen, of: Summary) -> None:
    """Write the overview, or the lines that were asked for."""
    page.line(_told(of))
    if of.by:
        _lines(page, of.by, of.lines)
    else:
        _overview(page, of)
    page.line()
    page.line(_("In brackets: 95 % intervals; * : of fewer than {n}.", n=FEW))


def _told(of: Summary) -> str:
    parts = [ngettext("{n} conversation", "{n} conversations", of.conversations)]
    if of.purged:
        parts.append(_("{n} of them purged, counted all the same", n=of.purged))
    if of.undated:
        parts.append(_("{n} without a date", n=of.undated))
    if of.waiting:
        parts.append(_("{n} wait to be judged", n=of.waiting))
    return _("; ").join(parts)


def _overview(page: Screen, of: Summary) -> None:
    overall = of.overall
    rows = [(_("with violations"), share_text(overall.broken))]
    rows.append((_("without fatal faults"), share_text(overall.critical_free)))
    if overall.critical_open:
        rows.append((_("fatal faults cannot be excluded"), str(overall.critical_open)))
    rows.append((_("verdicts undetermined"), share_text(overall.undetermined)))
    rows += [(f"  {named(MISSING, reason)}", str(n)) for reason, n in overall.reasons]
    for label, value in rows:
        page.field(label, value, 0, LABEL)
    _section(page, _("scores"))
    _lines(page, "handbook", overall.scores)
    if of.rules:
        _section(page, _("broken most often"))
        _lines(page, "rule", of.rules)
    if of.worst:
        _section(page, _("lowest scores"))
        heads = (_("conversation"), _("handbook"), _("score"), _("agent"), _("day"), _("rules"))
        cells = [
            (each.conversation, each.handbook, f"{each.score:g}", each.agent, each.day, " ".join(each.rules))
            for each in of.worst
        ]
        table(page, heads, cells, numbers=(2,))
    if of.repeated:
        _section(page, _("broken again and again by one agent"))
        again = [(each.agent, each.rule, each.title, share_text(each.hits)) for each in of.repeated]
        table(page, (_("agent"), _("rule"), _("title"), _("violations")), again)
    if len(of.trend) > 1:
        _section(page, _("trend"))
        _lines(page, of.period, of.trend)


def _section(page: Screen, title: str) -> None:
    page.line()
    page.line(title)


def _lines(page: Screen, by: str, lines: Sequence[RuleLine | GroupLine | Scores]) -> None:
    reviewed = any(isinstance(line, RuleLine) and line.precision.n for line in lines)
    rules = [_rule(line, reviewed) for line in lines if isinstance(line, RuleLine)]
    groups = [_group(by, line) for line in lines if isinstance(line, GroupLine)]
    scores = [_scores(line) for line in lines if isinstance(line, Scores)]
    if rules:
        heads = [named(BY, by), _("title"), _("severity"), _("violations"), _("undetermined"), _("what is missing")]
        table(page, [*heads, _("precision as reviewed")][: len(rules[0])], rules)
    if groups:
        heads = [named(BY, by), _("conversations"), _("with violations"), _("without fatal faults")]
        heads += [_("undetermined"), _("scores"), _("passed")]
        table(page, heads, groups, numbers=(1,))
    if scores:
        heads = [named(BY, "handbook"), _("scored"), _("mean"), _("lowest"), "10 %", _("median"), "90 %", _("passed")]
        table(page, [*heads, _("too little judged")], scores, numbers=(1, 2, 3, 4, 5, 6, 8))
        names = bands()
        cells = [[line.handbook, *map(str, line.bands)] for line in lines if isinstance(line, Scores)]
        table(page, [_("points"), *names], cells, numbers=tuple(range(1, 1 + len(names))))
    if not (rules or groups or scores):
        page.line(_("nothing was judged"))


def _rule(line: RuleLine, reviewed: bool) -> list[str]:
    cells = [line.name, line.title, named(SEVERITIES, line.severity) if line.severity else NONE]
    cells += [share_text(line.hits), share_text(line.undetermined), _missing(line.reasons)]
    return [*cells, share_text(line.precision)] if reviewed else cells


def _group(by: str, line: GroupLine) -> list[str]:
    name = named(CHANNELS, line.name) if by == "channel" and line.name in CHANNELS else line.name or NONE
    means = [f"{scores.handbook} {_number(scores.mean)}" for scores in line.scores]
    passed = [share_text(scores.passed) for scores in line.scores]
    cells = [name, str(line.conversations), share_text(line.broken), share_text(line.critical_free)]
    return [*cells, share_text(line.undetermined), _("; ").join(means) or NONE, _("; ").join(passed) or NONE]


def _scores(line: Scores) -> list[str]:
    numbers = (line.mean, line.low, line.tenth, line.median, line.ninetieth)
    return [line.handbook, str(line.n), *map(_number, numbers), share_text(line.passed), str(line.open)]


def _missing(reasons: Reasons) -> str:
    return _(", ").join(f"{named(MISSING, reason)} {n}" for reason, n in reasons[:REASONS])


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:g}"
