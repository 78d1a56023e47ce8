"""The end of the report: totals over all conversations, unreadable inputs, and one line that nobody overlooks."""

from __future__ import annotations

from rich.text import Text

from svcnorm.i18n import _, ngettext
from svcnorm.i18n.names import SEVERITIES, named
from svcnorm.model.verdicts import RuleVerdict
from svcnorm.report import scores
from svcnorm.report.notes import not_counted
from svcnorm.report.terminal.heading import OUTCOMES, counts, notes
from svcnorm.report.terminal.screen import BAD, FAINT, STRONG, Screen, joined
from svcnorm.report.totals import known, often, outcomes, result, severities, unread
from svcnorm.report.view import View

MOST_FREQUENT = 5


def totals(screen: Screen, view: View) -> None:
    """Everything after the last conversation."""
    report = view.report
    screen.line()
    many = ngettext("{n} conversation", "{n} conversations", len(report.conversations))
    screen.rule(Text(_("Total"), style=STRONG), "  ", many)
    if len(report.conversations) > 1:
        verdicts = [verdict for of in report.conversations for verdict in of.verdicts]
        _outcomes(screen, view)
        screen.line(counts(verdicts), indent=2, hanging=2)
        _severities(screen, verdicts)
        _frequent(screen, view)
    packs = _(", ").join(f"{pack.title or pack.name} {pack.version}" for pack in report.packs)
    if packs:
        screen.line(Text(_("packs: {packs}", packs=packs), style=FAINT), indent=2, hanging=2)
    notes(screen, view, report.notes)
    _errors(screen, view)
    _last_line(screen, view)


def _outcomes(screen: Screen, view: View) -> None:
    """How many conversations each handbook passes."""
    for handbook, parts in outcomes(view):
        shown = [Text(words, style=OUTCOMES[state] if n or state == scores.PASSED else "") for state, words, n in parts]
        screen.line(Text(handbook + "  ") + joined(shown, " · "), indent=2, hanging=2)


def _severities(screen: Screen, verdicts: list[RuleVerdict]) -> None:
    found = severities(verdicts)
    if not found:
        return
    parts = [f"{named(SEVERITIES, severity)} {n}" for severity, n in found]
    faults = ngettext("{n} fault", "{n} faults", sum(n for _severity, n in found))
    screen.line(_("{faults}: {parts}", faults=faults, parts=" · ".join(parts)), indent=2, hanging=2)


def _frequent(screen: Screen, view: View) -> None:
    """The rules that most conversations broke."""
    found = often(view, MOST_FREQUENT)
    if not found:
        return
    screen.line(_("most frequent"), indent=2)
    total = len(view.report.conversations)
    shares = [_("{n} of {total}", n=each.n, total=total) for each in found]
    column = max(map(len, shares))
    for share, each in zip(shares, found):
        screen.line(f"{share:>{column}}  {each.title}", indent=4, hanging=column + 2)


def _errors(screen: Screen, view: View) -> None:
    errors = unread(view)
    if not errors:
        return
    title = ngettext("Not read: {n} input", "Not read: {n} inputs", len(errors))
    screen.line(Text(title, style=BAD), indent=2)
    for where, message, remedy in errors:
        screen.line(f"{where}: {message}", indent=4, hanging=2)
        if remedy:
            screen.line(Text("→ " + remedy, style=FAINT), indent=6, hanging=2)


def _last_line(screen: Screen, view: View) -> None:
    """The result in one line."""
    kind, text = result(view.report)
    if kind == scores.OPEN:
        screen.line(Text(f"!! {text}", style="bold reverse"))
    else:
        screen.line(Text(text, style=OUTCOMES[kind]))
    if found := known(view.report):
        screen.line(Text(not_counted(found), style=FAINT))
