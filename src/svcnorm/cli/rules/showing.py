"""`svcnorm rules show`: one rule, explained from what is judged, what handbooks say and what its tests show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svcnorm.cli import OK
from svcnorm.cli.rules.common import each, screen, shelf, unknown_rule
from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import CHANNELS, MISSING, SEVERITIES, SUPPLY, named

if TYPE_CHECKING:
    from svcnorm.model.rules import Norm
    from svcnorm.packs.about import About, Clause
    from svcnorm.packs.opened import OpenPack
    from svcnorm.packs.testing import Case
    from svcnorm.report.terminal.screen import Screen

COLUMN = 12
PARAM_TYPES = {
    "number": N_("number"),
    "percent": N_("percentage"),
    "amount": N_("length"),
    "text": N_("text"),
    "boolean": N_("yes or no"),
    "list": N_("list"),
}


def show_rule(name: str, packs: Sequence[str], config: str) -> int:
    """Explain a rule, or the norm of a handbook with its rules; returns the exit code.

    Raises ConfigError for a name that there is not.
    """
    from svcnorm.packs.about import about, norm_rules

    library = shelf(config, sited=True)
    opened, _broken = each(library.names(packs), library.open)
    page = screen()
    norms = norm_rules(name, opened)
    for pack, norm, rules in norms:
        _norm(page, pack, norm, rules)
    wanted = list(dict.fromkeys(rule for _pack, _norm, rules in norms for rule in rules)) or [name]
    for rule in wanted if not norms or any(rules for _p, _n, rules in norms) else ():
        found = about(rule, opened)
        if found is None:
            raise unknown_rule(name, _known(opened))
        _Page(page, found).print()
    return OK


def _known(packs: Sequence[OpenPack]) -> list[str]:
    return [name for pack in packs for name in (*pack.resolved.rules, *pack.resolved.norms)]


def _norm(page: Screen, pack: OpenPack, norm: Norm, rules: Sequence[str]) -> None:
    """A norm of a handbook: what is automated, and what is left to people."""
    from svcnorm.report.rule_words import STATUSES

    page.rule(norm.id, "  ", norm.title)
    where = (pack.resolved.pack.title, norm.clause, named(STATUSES, norm.status))
    page.line(_(", ").join(part for part in where if part), indent=2)
    if norm.look_at:
        page.field(_("look at"), norm.look_at, 2, COLUMN)
    if norm.leaves:
        page.field(_("left over"), norm.leaves, 2, COLUMN)
    if norm.note:
        page.field(_("note"), norm.note, 2, COLUMN)
    if rules:
        page.field(_("rules"), _(", ").join(rules), 2, COLUMN)
    page.line()


class _Page:
    """One rule on a screen."""

    def __init__(self, page: Screen, found: About) -> None:
        self.page = page
        self.found = found

    def print(self) -> None:
        """All that there is to say."""
        rule = self.found.rule
        self.page.rule(rule.id, "  ", rule.title)
        self._what()
        self._field(_("says"), rule.message)
        self._field(_("better"), rule.suggest)
        self._mending(rule.instead_of)
        self._params()
        self._clauses()
        self._examples()
        self._unseen()
        self._field(_("written in"), f"{self.found.place}")
        self.page.line()

    def _field(self, label: str, text: str) -> None:
        from svcnorm.report.plain import visible

        if text:
            self.page.field(label, visible(text), 2, COLUMN)

    def _mending(self, instead_of: str) -> None:
        from svcnorm.report import rule_words as words

        if instead_of:
            self._field("--fix", named(words.INSTEAD_OF, instead_of))

    def _what(self) -> None:
        from svcnorm.report import rule_words as words
        from svcnorm.report.coverage.words import needs

        rule = self.found.rule
        self._field(_("checks"), words.checked(rule))
        self._field(_("where"), words.where(rule))
        self._field(_("over"), named(words.OVER, rule.over))
        self._field(_("evidence"), needs(self.found.needs))
        self._field(_("when"), words.condition(rule.when) if rule.when else "")
        self._field(_("unless"), words.condition(rule.unless) if rule.unless else "")
        parts = [named(SEVERITIES, rule.severity), _points(rule.points)]
        if rule.status != "stable":
            parts.append(rule.status)
        if rule.review:
            parts.append(_("a person confirms"))
        self._field(_("by itself"), _(", ").join(parts))

    def _params(self) -> None:
        from svcnorm.packs.about import default_of

        for number, param in enumerate(self.found.params):
            kind = named(PARAM_TYPES, param.type)
            unit = f" ({param.unit})" if param.unit else ""
            default = _(", ").join(named(CHANNELS, value) for value in default_of(param))
            text = _("{name}: {kind}, by default {value}", name=param.name, kind=f"{kind}{unit}", value=default)
            self.page.field(_("parameters") if not number else "", text, 2, COLUMN)

    def _clauses(self) -> None:
        for number, clause in enumerate(self.found.clauses):
            self.page.field(_("clauses") if not number else "", _clause(clause), 2, COLUMN)
            for origin in clause.origins:
                shown = _("{name}: {value}", name=origin.key, value=f"{origin.value}  ({origin.place})")
                self.page.line(shown, indent=2 + COLUMN + 2)

    def _examples(self) -> None:
        for label, case in ((_("wrong"), self.found.wrong), (_("right"), self.found.right)):
            for number, line in enumerate(_lines(case) if case is not None else ()):
                self.page.field(label if not number else "", line, 2, COLUMN)

    def _unseen(self) -> None:
        for number, reason in enumerate(self.found.unseen):
            supply = named(SUPPLY, reason) if reason in SUPPLY else ""
            text = _("{verdict} ({why})", verdict=named(MISSING, reason), why=supply) if supply else reason
            self.page.field(_("cannot see") if not number else "", text, 2, COLUMN)


def _points(points: float) -> str:
    return ngettext("{v} point", "{v} points", 1 if points == 1 else 2, v=f"{points:g}")


def _clause(clause: Clause) -> str:
    """One clause that the rule stands for, and on what terms."""
    bound = clause.bound
    parts = [f"{clause.handbook} {clause.norm.id} {clause.norm.title}"]
    if clause.severity:
        parts.append(named(SEVERITIES, clause.severity))
    if clause.points:
        parts.append(_points(float(clause.points)))
    parts += [f"{name} = {_value(value)}" for name, value in clause.given]
    if bound.polarity == "should":
        parts.append(_("should"))
    if bound.supports:
        parts.append(_("shown, not counted"))
    return f"{_(', ').join(parts)}  ({clause.place})"


def _value(value: str) -> str:
    """A parameter's value as origins give it (lists as JSON), with codes of channels in words."""
    import json

    members = json.loads(value) if value.startswith("[") else [value]
    return _(", ").join(named(CHANNELS, str(member)) for member in members)


def _lines(case: Case) -> list[str]:
    """A test as it is written: what stands beside the words, then the words."""
    from svcnorm.packs.nodes import one_or_many, plain

    members = case.node.value
    conversation = case.conversation
    about = [named(CHANNELS, conversation.channel)] if "channel" in members and conversation.channel else []
    about += [f"{name} = {value}" for name, value in conversation.attributes.items()]
    about += [str(plain(members[key])) for key in ("started_at",) if key in members]
    for event in one_or_many(members["events"]) if "events" in members else ():
        about.append(" ".join(str(plain(member)) for member in event.value.values()))
    written = [plain(turn) for turn in members["turns"].value] if "turns" in members else []
    said = [turn if isinstance(turn, str) else str(turn.get("text", "")) for turn in written]
    return [*([_(", ").join(about)] if about else []), *said]
