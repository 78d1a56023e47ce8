"""Two packs held against each other: what they say differently, and what that changes on conversations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from svcnorm.judging import Rules
from svcnorm.model.conversation import Conversation
from svcnorm.model.differences import ADDED, CHANGED, REMOVED, Change, Differences, Part
from svcnorm.model.report import ConversationReport
from svcnorm.model.rules import Norm, Rule
from svcnorm.model.verdicts import RuleVerdict
from svcnorm.packs.meaning import meaning
from svcnorm.report.masking import Shown
from svcnorm.run import check


def pack_differences(
    names: tuple[str, str],
    before: Rules,
    after: Rules,
    conversations: Sequence[Conversation],
    show: Shown,
    as_of: int | None = None,
) -> Differences:
    """What changes where `after` takes the place of `before`; texts are masked by `show`."""
    reports = [check(conversations, rules, as_of=as_of) for rules in (before, after)]
    titles = {rule.instance: rule.title for rule in (*before.rules, *after.rules)}
    changes: list[Change] = []
    for old, new in zip(reports[0].conversations, reports[1].conversations):
        changes += _changes(old, new, titles, show)
    parts = (*_rules(before, after), *_norms(before, after))
    changes.sort(key=lambda change: (change.rule, change.conversation))
    return Differences(*names, len(conversations), changes, parts=parts, shared=_shared(before) != _shared(after))


def _changes(
    old: ConversationReport, new: ConversationReport, titles: Mapping[str, str], show: Shown
) -> Iterator[Change]:
    verdicts = [{verdict.rule: verdict for verdict in of.verdicts} for of in (old, new)]
    for rule in sorted({*verdicts[0], *verdicts[1]}):
        was, now = (of.get(rule) for of in verdicts)
        states = [verdict.verdict if verdict else "" for verdict in (was, now)]
        if states[0] != states[1]:
            name = show.name(new.conversation.id)
            message, text = _said(was, now, new.conversation, show)
            yield Change(rule, titles[rule], name, states[0], states[1], message, text)


def _said(was: RuleVerdict | None, now: RuleVerdict | None, talk: Conversation, show: Shown) -> tuple[str, str]:
    """What the one that finds something says, and the sentence."""
    found = [each for verdict in (now, was) if verdict for each in (*verdict.findings, *verdict.possible)]
    if not found:
        places = [place for verdict in (now, was) if verdict for place in verdict.evidence]
        return "", show.words(talk, places[0]) if places else ""
    first = found[0]
    return show.cited(talk, first.message, first.places), show.words(talk, first.places[0]) if first.places else ""


def _rules(before: Rules, after: Rules) -> Iterator[Part]:
    old, new = ({rule.instance: rule for rule in rules.rules} for rules in (before, after))
    for name in sorted({*old, *new}):
        if name not in old:
            yield Part("rule", name, new[name].title, ADDED)
        elif name not in new:
            yield Part("rule", name, old[name].title, REMOVED)
        elif fields := _fields(old[name], before, new[name], after):
            yield Part("rule", name, new[name].title, CHANGED, fields)


def _fields(old: Rule, before: Rules, new: Rule, after: Rules) -> tuple[str, ...]:
    was, now = meaning(old, before.vocabulary), meaning(new, after.vocabulary)
    return tuple(name for name in was if was[name] != now[name])


def _norms(before: Rules, after: Rules) -> Iterator[Part]:
    old, new = _norms_of(before), _norms_of(after)
    for key in sorted({*old, *new}):
        name = "/".join(key)
        if key not in old:
            yield Part("norm", name, new[key].title, ADDED)
        elif key not in new:
            yield Part("norm", name, old[key].title, REMOVED)
        elif fields := tuple(field for field, value in old[key]._asdict().items() if value != getattr(new[key], field)):
            yield Part("norm", name, new[key].title, CHANGED, fields)


def _norms_of(rules: Rules) -> dict[tuple[str, str], Norm]:
    return {(book.name, norm.id): norm for book in rules.handbooks for norm in book.norms}


def _shared(rules: Rules) -> tuple[object, ...]:
    """What all rules of a pack use: word lists, twins, quotation, calendars, attributes."""
    program = rules.vocabulary.program
    words = {name: tuple(forms) for name, forms in program.words.items()}
    data = program.to_data()
    return words, data["twins"], data["quotation"], rules.vocabulary.settings, dict(rules.vocabulary.attributes)
