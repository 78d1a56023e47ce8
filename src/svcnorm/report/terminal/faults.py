"""The faults of a conversation, gravest first: norm, sentence with its words marked, and what to say instead."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import MISSING, SEVERITIES, named
from svcnorm.model.conversation import Conversation
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import Finding, Nearest, Place, RuleVerdict
from svcnorm.report.facts import moment
from svcnorm.report.faults import (
    SIGNS,
    alike,
    charged,
    expected,
    gravest,
    nearest_words,
    norm_title,
    possible,
    sure,
)
from svcnorm.report.terminal.columns import ELLIPSIS, around
from svcnorm.report.terminal.screen import FAINT, MARK, OPEN, STRONG, Screen
from svcnorm.report.view import View, number

BADGES = {"fatal": "bold white on red3", "major": "bold red3", "minor": "dark_orange3", "info": ""}
LABELS = {
    "norm": N_("norm"),
    "said": N_("said"),
    "fault": N_("fault"),
    "better": N_("better"),
    "where": N_("where"),
    "nearest": N_("nearest"),
}
"""What stands before the lines of a finding."""
UTTERANCES_SHOWN = 3
"""A fault that runs over more sentences shows these and names the others."""


def faults(screen: Screen, view: View, of: ConversationReport) -> None:
    """The violations, then what only a person can confirm."""
    for verdict, findings in sure(of):
        _block(screen, view, of, verdict, findings, sign=SIGNS[gravest(findings)])
    open_ = possible(of)
    if open_:
        screen.line()
        title = ngettext(
            "Possible: {n} rule, a person must decide", "Possible: {n} rules, a person must decide", len(open_)
        )
        screen.line(Text(title, style=OPEN), indent=2)
    for verdict, findings in open_:
        _block(screen, view, of, verdict, findings, sign="?")


def _block(
    screen: Screen, view: View, of: ConversationReport, verdict: RuleVerdict, findings: tuple[Finding, ...], sign: str
) -> None:
    """One rule with all its faults; the suggestion once if it is always the same."""
    column = 2 + max(cell_len(_(LABELS[label])) for label in LABELS)
    severity = gravest(findings)
    screen.line()
    badge = Text(f"{sign} {named(SEVERITIES, severity)}", style=OPEN if sign == "?" else BADGES[severity])
    line = badge + Text("  ") + Text(view.title(verdict), style=STRONG)
    if not view.bindings(verdict):
        line.append(_points(charged(of, verdict.rule, "")), style=FAINT)
    if len(findings) > 1:
        line.append("  " + ngettext("{n} time", "{n} times", len(findings)))
    if sign == "?" and verdict.reasons:
        line.append("  " + _(", ").join(named(MISSING, reason) for reason in verdict.reasons), style=OPEN)
    screen.line(line, indent=2, hanging=2)
    _norms(screen, view, of, verdict, column)
    groups = alike(findings)
    for at, group in enumerate(groups):
        times = len(group) if len(groups) > 1 else 1
        _finding(screen, view, of.conversation, verdict, group, times, column)
        suggestion = group[0].suggestion
        if suggestion and (at == len(groups) - 1 or groups[at + 1][0].suggestion != suggestion):
            screen.field(_("better"), view.text(suggestion), 4, column)


def _norms(screen: Screen, view: View, of: ConversationReport, verdict: RuleVerdict, column: int) -> None:
    bound = view.bindings(verdict)
    several = len({handbook for _binding, _norm, handbook in bound}) > 1
    for at, (binding, norm, handbook) in enumerate(bound):
        text = Text(norm_title(view, binding, norm))
        if several:
            text.append("  " + view.text(handbook), style=FAINT)
        if binding.polarity == "should":
            text.append("  " + _("recommended"), style=FAINT)
        if binding.supports:
            text.append("  " + _("shown, not counted"), style=FAINT)
        text.append(_points(charged(of, verdict.rule, binding.norm, binding.handbook)), style=FAINT)
        screen.field("" if at else _("norm"), text, 4, column)
    if not bound and verdict.norms:
        screen.field(_("norm"), _(", ").join(verdict.norms), 4, column)


def _points(points: float) -> str:
    return "  " + _("-{points} points", points=number(points)) if points > 0 else ""


def _finding(
    screen: Screen,
    view: View,
    talk: Conversation,
    verdict: RuleVerdict,
    group: tuple[Finding, ...],
    times: int,
    column: int,
) -> None:
    """Findings that say the same of the same sentences, which are shown once."""
    finding = group[0]
    places = sorted({place for each in group for place in each.places}, key=lambda place: (place.start, place.end))
    turns = list(dict.fromkeys(place.turn for place in finding.places))
    label = _("said")
    for turn in turns[:UTTERANCES_SHOWN]:
        who = view.who(talk, turn)
        if times > 1 and label:
            who += "  " + ngettext("{n} time", "{n} times", times)
        screen.field(label, who, 4, column)
        _sentence(screen, view, talk, [p for p in places if p.turn == turn], column)
        label = ""
    if len(turns) > UTTERANCES_SHOWN:
        others = _(", ").join(str(turn + 1) for turn in turns[UTTERANCES_SHOWN:])
        screen.field("", _("also sentences {numbers}", numbers=others), 4, column)
    if not turns and finding.at is not None:
        screen.field(label, _("at {time}", time=moment(talk, finding.at)), 4, column)
    screen.field(_("fault"), view.cited(talk, finding.message, places), 4, column)
    if where := expected(view, verdict, finding):
        screen.field(_("where"), where, 4, column)
    if finding.nearest is not None:
        _nearest(screen, view, talk, finding.nearest, turns, column)


def _sentence(screen: Screen, view: View, talk: Conversation, places: list[Place], column: int) -> None:
    """The utterance with the marked words in view, in one line, or in several where they lie too far apart."""
    sentence = view.sentence(talk, places[0].turn)
    room = screen.room(4 + column)
    lines: list[list[tuple[int, int]]] = []
    for place in places:
        start, end = place.start, min(place.end, len(sentence))
        if not lines or (room is not None and cell_len(sentence[lines[-1][0][0] : end]) > room - 2):
            lines.append([])
        lines[-1].append((start, end))
    for marked in lines:
        _line(screen, sentence, marked, column)


def _line(screen: Screen, sentence: str, marked: list[tuple[int, int]], column: int) -> None:
    """One line of a sentence, and marks below that need no colour."""
    last = max(end for _start, end in marked)
    begin, end = around(sentence, marked[0][0], last, screen.room(4 + column))
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
    words, place = nearest_words(view, nearest), nearest.place
    if place is not None and place.turn not in shown:
        screen.field(_("nearest"), view.who(talk, place.turn), 4, column)
        _sentence(screen, view, talk, [place], column)
        screen.field("", words, 4, column)
    elif words:
        screen.field(_("nearest"), words, 4, column)
