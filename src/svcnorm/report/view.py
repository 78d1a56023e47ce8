"""What the writers for people share: the report, how to show text, and names of rules and norms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from svcnorm.i18n import _
from svcnorm.i18n.names import ROLES, named
from svcnorm.model.conversation import Conversation, Party
from svcnorm.model.report import Report
from svcnorm.model.rules import Binding, Handbook, Norm, Rule
from svcnorm.model.verdicts import Place, RuleVerdict
from svcnorm.report.masking import Shown
from svcnorm.report.notes import worded
from svcnorm.report.plain import visible


class View(NamedTuple):
    """A report with the ways to show it."""

    report: Report
    show: Shown
    verbose: bool

    def text(self, text: str) -> str:
        """Text from a record or a pack, masked and harmless."""
        return visible(self.show.text(text))

    def name(self, text: str) -> str:
        """An id or a file name, masked and harmless."""
        return visible(self.show.name(text))

    def noted(self, notes: Iterable[str]) -> Iterator[str]:
        """What was noted of a record or a run, in words."""
        return map(self.text, worded(notes, self.verbose))

    def sentence(self, talk: Conversation, turn: int) -> str:
        """The words of one utterance, masked and harmless, in their length."""
        return visible(self.show.sentence(talk, turn))

    def lines(self, talk: Conversation, turn: int) -> str:
        """As `sentence`, with the line breaks of a letter kept."""
        return "\n".join(map(visible, self.show.sentence(talk, turn).split("\n")))

    def cited(self, talk: Conversation, text: str, places: Sequence[Place]) -> str:
        """Text that may cite words of the record, masked as these are, and harmless."""
        return visible(self.show.cited(talk, text, places))

    def rule(self, verdict: RuleVerdict) -> Rule | None:
        """The rule of a verdict, if the report carries it."""
        return self.report.rules.get(verdict.rule)

    def title(self, verdict: RuleVerdict) -> str:
        """What a rule is called."""
        rule = self.rule(verdict)
        return self.text(rule.title) if rule is not None and rule.title else self.name(verdict.rule)

    def bindings(self, verdict: RuleVerdict) -> list[tuple[Binding, Norm | None, str]]:
        """The norms that a rule stands for: (binding, norm, title of the handbook). In a topic pack there are none."""
        rule = self.rule(verdict)
        found = []
        for handbook in self.report.handbooks:
            norms = {norm.id: norm for norm in handbook.norms}
            for binding in rule.bindings if rule else ():
                listed = binding.norm and (not verdict.norms or binding.norm in verdict.norms)
                if binding.handbook == handbook.name and listed:
                    found.append((binding, norms.get(binding.norm), handbook.title or handbook.name))
        return found

    def handbook(self, name: str) -> Handbook | None:
        """The handbook of that name, if the report carries it."""
        return next((handbook for handbook in self.report.handbooks if handbook.name == name), None)

    def handbook_title(self, name: str) -> str:
        """What a handbook is called."""
        handbook = self.handbook(name)
        return self.text((handbook.title if handbook else "") or name)

    def who(self, talk: Conversation, turn: int) -> str:
        """Who spoke an utterance and when."""
        return who(talk, turn, self)


class Masks(Protocol):
    """What may be shown of an id and of other text."""

    def name(self, text: str, /) -> str: ...

    def text(self, text: str, /) -> str: ...


def person(party: Party, shown: Masks) -> str:
    """An employee by id, else a party by name; empty where there is neither."""
    return shown.name(party.agent) if party.agent else shown.text(party.name or "")


def who(talk: Conversation, turn: int, shown: Masks) -> str:
    """`sentence 12 agent 8001 01:23`: who spoke the utterance `turn` (from 0) and when; in a script `line 12 agent`."""
    parts = [_line(talk, turn, shown) or _("sentence {n}", n=turn + 1)]
    if 0 <= turn < len(talk.utterances):
        said = talk.utterances[turn]
        party = next((p for p in talk.parties if p.id == said.party), None)
        parts.append(named(ROLES, said.role))
        if party is not None and (party.agent or party.name):
            parts.append(person(party, shown))
        if said.start is not None:
            parts.append(clock(said.start))
    return " ".join(parts)


def _line(talk: Conversation, turn: int, shown: Masks) -> str:
    """Where a line of a script stands in its file; empty where there is no file to look into."""
    if not (talk.is_script and 0 <= turn < len(talk.utterances)):
        return ""
    source = talk.utterances[turn].source
    return _("line {n}", n=source) if source.isdecimal() else shown.text(source)


def clock(ms: int) -> str:
    """Milliseconds from the start of a conversation as `01:23`, with hours only where there are any."""
    sign, seconds = ("-" if ms < 0 else ""), abs(ms) // 1000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes:02}:{seconds:02}"


def first_turn(places: tuple[Place, ...]) -> int:
    """For sorting: the first place's utterance; what no sentence shows comes last."""
    return places[0].turn if places else 1 << 30


def number(value: float) -> str:
    """Points without needless zeros."""
    return f"{value:g}"


def percent(per_mille: int) -> str:
    """Per mille as a percentage, with a decimal only where there is one."""
    return f"{per_mille // 10}%" if per_mille % 10 == 0 else f"{per_mille / 10}%"
