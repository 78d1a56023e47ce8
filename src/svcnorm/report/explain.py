"""Prints the trace of a verdict, step by step, hits and misses: `svcnorm why`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.text import Text

from svcnorm.i18n import N_, _
from svcnorm.i18n.names import MISSING, NOT_APPLICABLE, VERDICTS, named
from svcnorm.model.conversation import Conversation
from svcnorm.model.trace import Trace, TraceNode
from svcnorm.model.verdicts import Place
from svcnorm.report import Options
from svcnorm.report.masking import Shown, shown
from svcnorm.report.plain import visible
from svcnorm.report.terminal.columns import wrapped
from svcnorm.report.terminal.console import console_for
from svcnorm.report.terminal.screen import BAD, FAINT, GOOD, OPEN, STRONG, Screen
from svcnorm.report.view import who
from svcnorm.report.windows import worded

KINDS = {
    "scope": N_("scope"),
    "window": N_("window"),
    "activation": N_("occasion"),
    "when": N_("condition"),
    "candidate": N_("words"),
    "count": N_("count"),
    "decides": N_("missing"),
}
VALUES = {
    "applies": N_("applies"),
    "met": N_("kept"),
    "verdict": N_("verdict"),
    "missing": N_("lacking"),
    "value": N_("value"),
    "before": N_("before"),
    "wanted": N_("wanted"),
    "source": N_("source"),
    "period": N_("period"),
    "reasons": N_("why"),
}
DROPPED = {
    "edge": N_("left out: not at the edge of a word {what}"),
    "guard": N_("left out: covered by the exception {what}"),
    "not_inside": N_("left out: part of {what}"),
    "question": N_("left out: a question, or not one {what}"),
}
SOURCES = {
    "given": N_("stated in the record"),
    "inferred": N_("inferred"),
    "option": N_("set by an option"),
    "config": N_("set in the configuration"),
    "unknown": N_("not known"),
}
STYLES = {"violation": BAD, "undetermined": OPEN, "pass": GOOD}


def write(trace: Trace, conversation: Conversation, out: TextIO, options: Options, turn: int = 0) -> None:
    """Print the trace to `out`. `turn` (from 1) leaves out the words of all other entries of the record."""
    console = console_for(out, options)
    screen = Screen(console, options.width or (console.width if console.is_terminal else None))
    page = _Page(screen, conversation, shown(options.mask), turn)
    page.head(trace)
    page.nodes(trace.nodes, "  ")


class _Page:
    """One trace on a screen."""

    def __init__(self, screen: Screen, conversation: Conversation, show: Shown, turn: int) -> None:
        self.screen = screen
        self.conversation = conversation
        self.show = show
        self.turn = turn

    def head(self, trace: Trace) -> None:
        """The rule, the conversation, the verdict and its reasons."""
        name = visible(self.show.name(self.conversation.id))
        self.screen.rule(Text(trace.rule, style=STRONG), "  ", visible(trace.title), "  ", name)
        line = Text(named(VERDICTS, trace.verdict), style=STYLES.get(trace.verdict, STRONG))
        reasons = _(", ").join(_reason(reason) for reason in trace.reasons)
        if reasons:
            line.append(_(": {reasons}", reasons=reasons))
        if trace.subject != "conversation":
            line.append("  " + self.text(trace.subject), style=FAINT)
        self.screen.line(line, indent=2, hanging=2)
        if 0 < self.turn <= len(self.conversation.utterances):
            self.screen.line(self.where(self.turn - 1), indent=2)
            self.screen.line(visible(self.show.sentence(self.conversation, self.turn - 1)), indent=4)

    def nodes(self, nodes: Iterable[TraceNode], before: str) -> None:
        """The steps as a tree, those of other entries left out."""
        kept = [node for node in nodes if self._concerns(node)]
        for node in kept:
            last = node is kept[-1]
            branch, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
            under = below + ("│  " if any(map(self._concerns, node.children)) else "   ")
            self._row(self.line(node), before + branch, before + under)
            self.nodes(node.children, before + below)

    def line(self, node: TraceNode) -> Text:
        """One step: its kind, what it says, and what it was read from."""
        line = Text(named(KINDS, node.kind) + "  ", style=FAINT)
        said = worded(node.text) if node.kind in ("scope", "window") else node.text
        line.append(self.cited(said, node.values.get("places", "")), style=STRONG if node.kind == "candidate" else "")
        turn = node.values.get("turn", "")
        if turn.isdigit():
            line.append("  " + self.where(int(turn)))
        if pattern := node.values.get("pattern"):
            line.append("  " + self.text(pattern), style=FAINT)
        if dropped := node.values.get("dropped"):
            line.append("  " + self.text(dropped_words(dropped)), style=OPEN)
        for name, value in node.values.items():
            if name not in ("turn", "places", "pattern", "dropped") and value:
                written = self.text(_value(name, value))
                line.append("  " + _("{name}: {value}", name=named(VALUES, name), value=written), style=FAINT)
        return line

    def text(self, text: str) -> str:
        """Masked and harmless."""
        return visible(self.show.text(text))

    def name(self, text: str) -> str:
        """An id, masked and harmless."""
        return visible(self.show.name(text))

    def cited(self, text: str, places: str) -> str:
        """A step's text. Words of the record in it (`turn:start:end` of each) are masked as in their sentence: a part
        of a number does not look like one."""
        said = self.conversation.utterances
        spans = [[int(number) for number in place.split(":")] for place in places.split()]
        cut = [Place(turn, start, end, said[turn].text[start:end]) for turn, start, end in spans]
        return visible(self.show.cited(self.conversation, text, cut))

    def where(self, turn: int) -> str:
        """Who spoke an utterance and when."""
        return who(self.conversation, turn, self)

    def _concerns(self, node: TraceNode) -> bool:
        of = node.values.get("turn", "")
        return not self.turn or not of.isdigit() or int(of) == self.turn - 1

    def _row(self, line: Text, first: str, others: str) -> None:
        for number, row in enumerate(wrapped(line, self.screen.room(len(others)))):
            self.screen.line(Text(others if number else first, style=FAINT) + row)


def _reason(code: str) -> str:
    return named(MISSING, code) if code in MISSING else named(NOT_APPLICABLE, code)


def _value(name: str, value: str) -> str:
    """A value of a step, with codes in words."""
    if name == "verdict":
        return named(VERDICTS, value)
    if name == "source":
        return named(SOURCES, value)
    return _(", ").join(_reason(code.strip()) for code in value.split(",")) if name == "reasons" else value


def dropped_words(why: str) -> str:
    """A candidate's `dropped`: a code and what of it, or words."""
    code, _sep, what = why.partition(" ")
    return _(DROPPED[code], what=what).rstrip() if code in DROPPED else _("left out: {why}", why=why)
