"""The items of a scorecard: a handbook's bindings that are in force, each with the verdict of its rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.model.rules import Binding, Handbook, Rule
from svcnorm.model.verdicts import MANUAL, NOT_APPLICABLE, PASS, UNDETERMINED, VIOLATION

if TYPE_CHECKING:
    from svcnorm.model.verdicts import Finding, RuleVerdict

STRENGTH = (NOT_APPLICABLE, MANUAL, PASS, UNDETERMINED, VIOLATION)
"""Of several verdicts the strongest stands; what only a person can tell does not hide what was judged."""


class Item(NamedTuple):
    """One norm bound to one rule, with what the rule found."""

    rule: Rule
    binding: Binding
    verdict: str
    findings: tuple[Finding, ...]


def strongest(verdicts: Iterable[str]) -> str:
    """violation > undetermined > pass > manual > not applicable."""
    return max(verdicts, key=STRENGTH.index, default=NOT_APPLICABLE)


def items(
    handbook: Handbook,
    verdicts: Iterable[RuleVerdict],
    rules: Iterable[Rule],
    channel: str | None,
    day: str | None,
) -> list[Item]:
    """The handbook's items in the order of the rules; those that were not judged are left out.

    A rule over cases or customers may have several verdicts: the strongest stands, and all findings.
    """
    judged: dict[str, list[RuleVerdict]] = {}
    for verdict in verdicts:
        judged.setdefault(verdict.rule, []).append(verdict)
    channels = {norm.id: norm.channels for norm in handbook.norms}
    found = []
    for rule in rules:
        of_rule = judged.get(rule.instance)
        if of_rule is None:
            continue
        state = strongest(verdict.verdict for verdict in of_rule)
        findings = tuple(finding for verdict in of_rule for finding in verdict.findings)
        for binding in rule.bindings:
            if binding.handbook != handbook.name:
                continue
            if applies(binding, channels, channel, day):
                found.append(Item(rule, binding, state, findings))
            else:
                found.append(Item(rule, binding, NOT_APPLICABLE, ()))
    return found


def applies(binding: Binding, channels: Mapping[str, tuple[str, ...]], channel: str | None, day: str | None) -> bool:
    """Whether the binding is in force on `day` (`YYYY-MM-DD`, both ends included) and meant for the channel.

    Where the day or the channel is not known, it is.
    """
    if day is not None:
        if binding.valid_from and day < binding.valid_from:
            return False
        if binding.valid_to and day > binding.valid_to:
            return False
    meant = channels.get(binding.norm, ())
    return channel is None or not meant or channel in meant
