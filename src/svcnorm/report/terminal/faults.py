"""The faults of a conversation, gravest first: norm, sentence with its words marked, and what to say instead."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text

from svcnorm.i18n import _, ngettext
from svcnorm.i18n.names import MISSING, SEVERITIES, named
from svcnorm.model.conversation import Conversation
from svcnorm.model.report import ConversationReport
from svcnorm.model.rules import SEVERITIES as ORDER
from svcnorm.model.rules import Binding, Norm
from svcnorm.model.verdicts import Finding, Nearest, Place, RuleVerdict
from svcnorm.report.terminal.columns import ELLIPSIS, around
from svcnorm.report.terminal.screen import FAINT, MARK, OPEN, STRONG, Screen
from svcnorm.report.terminal.view import LABELS, View, clock, first_turn, number
from svcnorm.report.windows import worded

BADGES = {
    "fatal": ("●", "bold white on red3"),
    "major": ("▲", "bold red3"),
    "minor": ("○", "dark_orange3"),
    "info": ("·", ""),
}
UTTERANCES_SHOWN = 3
"""A fault that runs over more sentences shows these and names the others."""


def faults(screen: Screen, view: View, of: ConversationReport) -> None:
    """The violations, then what only a person can confirm."""
    sure = _sorted((v, v.counted) for v in of.verdicts if v.counted)
    possible = _sorted((v, v.possible) for v in of.verdicts if v.possible)
    for verdict, findings in sure:
        _block(screen, view, of, verdict, findings, sure=True)
    if possible:
        screen.line()
        title = ngettext(
            "Possible: {n} rule, a person must decide", "Possible: {n} rules, a person must decide", len(possible)
        )
        screen.line(Text(title, style=OPEN), indent=2)
    for verdict, findings in possible:
        _block(screen, view, of, verdict, findings, sure=False)


Found = tuple[RuleVerdict, tuple[Finding, ...]]


def _sorted(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (-ORDER.index(_gravest(one[1])), first_turn(one[1][0].places), one[0].rule))


def _gravest(findings: tuple[Finding, ...]) -> str:
    return max((finding.severity for finding in findings), key=ORDER.index)


def _block(
    screen: Screen,
    view: View,
    of: ConversationReport,
    verdict: RuleVerdict,
    findings: tuple[Finding, ...],
    *,
    sure: bool,
) -> None:
    """One rule with all its faults; the suggestion once if it is always the same."""
    column = 2 + max(cell_len(_(LABELS[label])) for label in LABELS)
    severity = _gravest(findings)
    sign, style = BADGES[severity]
    screen.line()
    badge = Text(f"{sign if sure else '?'} {named(SEVERITIES, severity)}", style=style if sure else OPEN)
    line = badge + Text("  ") + Text(view.title(verdict), style=STRONG)
    if not view.bindings(verdict):
        line.append(_points(_charged(of, verdict.rule, "")), style=FAINT)
    if len(findings) > 1:
        line.append("  " + ngettext("{n} time", "{n} times", len(findings)))
    if not sure and verdict.reasons:
        line.append("  " + _(", ").join(named(MISSING, reason) for reason in verdict.reasons), style=OPEN)
    screen.line(line, indent=2, hanging=2)
    _norms(screen, view, of, verdict, column)
    last = len(findings) - 1
    for at, finding in enumerate(findings):
        _finding(screen, view, of.conversation, verdict, finding, column)
        if finding.suggestion and (at == last or findings[at + 1].suggestion != finding.suggestion):
            screen.field(_("better"), view.text(finding.suggestion), 4, column)


def _norms(screen: Screen, view: View, of: ConversationReport, verdict: RuleVerdict, column: int) -> None:
    bound = view.bindings(verdict)
    several = len({handbook for _binding, _norm, handbook in bound}) > 1
    for at, (binding, norm, handbook) in enumerate(bound):
        text = Text(_norm(view, binding, norm))
        if several:
            text.append("  " + view.text(handbook), style=FAINT)
        if binding.polarity == "should":
            text.append("  " + _("recommended"), style=FAINT)
        if binding.supports:
            text.append("  " + _("shown, not counted"), style=FAINT)
        text.append(_points(_charged(of, verdict.rule, binding.norm, binding.handbook)), style=FAINT)
        screen.field("" if at else _("norm"), text, 4, column)
    if not bound and verdict.norms:
        screen.field(_("norm"), _(", ").join(verdict.norms), 4, column)


def _norm(view: View, binding: Binding, norm: Norm | None) -> str:
    if norm is None:
        return binding.norm
    clause = _(" ({clause})", clause=view.text(norm.clause)) if norm.clause else ""
    return f"{norm.id} {view.text(norm.title)}{clause}"


def _charged(of: ConversationReport, rule: str, norm: str, handbook: str = "") -> float:
    """The points that a norm lost by a rule, in the handbook named or in any."""
    return sum(
        points
        for card in of.scorecards
        for of_rule, of_norm, points in card.deductions
        if of_rule == rule and of_norm == norm and handbook in ("", card.handbook)
    )


def _points(points: float) -> str:
    return "  " + _("-{points} points", points=number(points)) if points > 0 else ""


def _finding(
    screen: Screen, view: View, talk: Conversation, verdict: RuleVerdict, finding: Finding, column: int
) -> None:
    turns = list(dict.fromkeys(place.turn for place in finding.places))
    label = _("said")
    for turn in turns[:UTTERANCES_SHOWN]:
        screen.field(label, view.who(talk, turn), 4, column)
        _sentence(screen, view, talk, [p for p in finding.places if p.turn == turn], column)
        label = ""
    if len(turns) > UTTERANCES_SHOWN:
        others = _(", ").join(str(turn + 1) for turn in turns[UTTERANCES_SHOWN:])
        screen.field("", _("also sentences {numbers}", numbers=others), 4, column)
    if not turns and finding.at is not None:
        screen.field(label, _("at {time}", time=clock(finding.at)), 4, column)
    screen.field(_("fault"), view.cited(talk, finding.message, finding.places), 4, column)
    rule = view.rule(verdict)
    absent = not finding.pattern and rule is not None and rule.constraint.kind == "require"
    if finding.window and absent:
        screen.field(_("where"), view.text(worded(finding.window, rule)), 4, column)
    if finding.nearest is not None:
        _nearest(screen, view, talk, finding.nearest, turns, column)


def _sentence(screen: Screen, view: View, talk: Conversation, places: list[Place], column: int) -> None:
    """One line of the utterance with the marked words in view, and marks below that need no colour."""
    sentence = view.sentence(talk, places[0].turn)
    marked = [(place.start, min(place.end, len(sentence))) for place in places]
    begin, end = around(sentence, marked[0][0], marked[-1][1], screen.room(4 + column))
    before, after = ELLIPSIS if begin else "", ELLIPSIS if end < len(sentence) else ""
    text = Text(before + sentence[begin:end] + after)
    shift = len(before) - begin
    marks = [False] * len(text)
    for start, stop in marked:
        low, high = max(start, begin) + shift, min(stop, end) + shift
        text.stylize(MARK, low, high)
        marks[low:high] = [True] * max(0, high - low)
    screen.field("", text, 4, column)
    if not all(marks[len(before) : len(marks) - len(after)]):
        row = "".join(("^" if mark else " ") * cell_len(char) for char, mark in zip(text.plain, marks))
        screen.field("", Text(row, style="bold"), 4, column)


def _nearest(screen: Screen, view: View, talk: Conversation, nearest: Nearest, shown: list[int], column: int) -> None:
    parts = []
    if nearest.found:
        parts.append(_("has {parts}", parts=_(", ").join(view.text(part) for part in nearest.found)))
    if nearest.missing:
        parts.append(_("lacks {parts}", parts=_(", ").join(view.text(part) for part in nearest.missing)))
    place = nearest.place
    if place is not None and place.turn not in shown:
        screen.field(_("nearest"), view.who(talk, place.turn), 4, column)
        _sentence(screen, view, talk, [place], column)
        screen.field("", _("; ").join(parts), 4, column)
    elif parts:
        screen.field(_("nearest"), _("; ").join(parts), 4, column)
