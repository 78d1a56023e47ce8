"""The end of the report: totals over all conversations, unreadable inputs, and one line that nobody overlooks."""

from __future__ import annotations

from collections import Counter

from rich.text import Text

from svcnorm.i18n import _, ngettext
from svcnorm.i18n.errors import said
from svcnorm.i18n.names import SEVERITIES, named
from svcnorm.model.report import Report
from svcnorm.model.rules import SEVERITIES as ORDER
from svcnorm.model.verdicts import UNDETERMINED, VIOLATION
from svcnorm.report.terminal.heading import counts, notes
from svcnorm.report.terminal.screen import BAD, FAINT, GOOD, OPEN, STRONG, Screen
from svcnorm.report.view import View

MOST_FREQUENT = 5


def totals(screen: Screen, view: View) -> None:
    """Everything after the last conversation."""
    report = view.report
    screen.line()
    many = ngettext("{n} conversation", "{n} conversations", len(report.conversations))
    screen.rule(Text(_("Total"), style=STRONG), "  ", many)
    if len(report.conversations) > 1:
        _outcomes(screen, view)
        screen.line(counts([v for c in report.conversations for v in c.verdicts]), indent=2, hanging=2)
        _severities(screen, report)
        _frequent(screen, view)
    packs = _(", ").join(f"{pack.title or pack.name} {pack.version}" for pack in report.packs)
    if packs:
        screen.line(Text(_("packs: {packs}", packs=packs), style=FAINT), indent=2, hanging=2)
    notes(screen, view, report.notes)
    _errors(screen, view)
    _last_line(screen, report)


def _outcomes(screen: Screen, view: View) -> None:
    """How many conversations each handbook passes."""
    for handbook in view.report.handbooks:
        passed = Counter(
            c.passed for of in view.report.conversations for c in of.scorecards if c.handbook == handbook.name
        )
        if not passed:
            continue
        line = Text(view.text(handbook.title or handbook.name) + "  ")
        line.append(_("passed {n}", n=passed[True]), style=GOOD).append(" · ")
        line.append(_("failed {n}", n=passed[False]), style=BAD if passed[False] else "").append(" · ")
        line.append(_("not assessable {n}", n=passed[None]), style=OPEN if passed[None] else "")
        screen.line(line, indent=2, hanging=2)


def _severities(screen: Screen, report: Report) -> None:
    found = Counter(f.severity for c in report.conversations for v in c.verdicts for f in v.findings)
    if not found:
        return
    parts = [f"{named(SEVERITIES, severity)} {found[severity]}" for severity in reversed(ORDER) if found[severity]]
    faults = ngettext("{n} fault", "{n} faults", sum(found.values()))
    screen.line(_("{faults}: {parts}", faults=faults, parts=" · ".join(parts)), indent=2, hanging=2)


def _frequent(screen: Screen, view: View) -> None:
    """The rules that most conversations broke."""
    broken = Counter(v.rule for c in view.report.conversations for v in c.verdicts if v.verdict == VIOLATION)
    if not broken:
        return
    screen.line(_("most frequent"), indent=2)
    total = len(view.report.conversations)
    often = sorted(broken.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_FREQUENT]
    shares = [_("{n} of {total}", n=n, total=total) for _rule, n in often]
    column = max(map(len, shares))
    for share, (rule, _n) in zip(shares, often):
        title = view.report.rules[rule].title if rule in view.report.rules else rule
        screen.line(f"{share:>{column}}  {view.text(title or rule)}", indent=4, hanging=column + 2)


def _errors(screen: Screen, view: View) -> None:
    errors = view.report.errors
    if not errors:
        return
    title = ngettext("Not read: {n} input", "Not read: {n} inputs", len(errors))
    screen.line(Text(title, style=BAD), indent=2)
    for file, place, message, remedy in errors:
        where = view.name(file) + (f":{place}" if place else "")
        screen.line(f"{where}: {view.text(said(message))}", indent=4, hanging=2)
        if remedy:
            screen.line(Text("→ " + view.text(said(remedy)), style=FAINT), indent=6, hanging=2)


def _last_line(screen: Screen, report: Report) -> None:
    """The result in one line. That nothing could be judged must not look like a pass."""
    verdicts = [v for c in report.conversations for v in c.verdicts]
    open_ = sum(v.verdict == UNDETERMINED for v in verdicts)
    faults = sum(len(v.findings) for v in verdicts)
    if faults:
        text, style = ngettext("{n} fault found.", "{n} faults found.", faults), BAD
        if open_:
            more = ngettext("{n} rule could not be judged.", "{n} rules could not be judged.", open_)
            text = _("{faults} {open}", faults=text, open=more)
    elif open_:
        text = ngettext(
            "No fault found, but {n} rule could not be judged: this is not a pass.",
            "No fault found, but {n} rules could not be judged: this is not a pass.",
            open_,
        )
        text, style = f"!! {text}", "bold reverse"
    elif verdicts:
        text, style = _("No fault found."), GOOD
    else:
        text, style = f"!! {_('Nothing was judged.')}", "bold reverse"
    screen.line(Text(text, style=style))
