"""Verdicts held against what people said: pairs of labels and verdicts, and the figures made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.shares import Share
from svcnorm.model.verdicts import NOT_APPLICABLE, PASS, UNDETERMINED, VIOLATION, Finding, Place

COMPARED = (VIOLATION, PASS, UNDETERMINED, NOT_APPLICABLE)
"""The verdicts that are compared; what is left to a person (`manual`) claims nothing, like `not_applicable`."""


class Pair(NamedTuple):
    """One norm in one conversation: what a person said, and what the rules said.

    `turns` are the utterances that the person named; `findings` what the rules found (of a violation), `evidence`
    the places that carry a pass; `reasons` why a verdict is undetermined or does not apply; `rules` are the norm's
    rules, `convicting` those of them that found the violation.
    """

    pack: str
    conversation: Conversation
    norm: str
    title: str
    label: str
    came: str
    rules: tuple[str, ...] = ()
    convicting: tuple[str, ...] = ()
    turns: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Place, ...] = ()
    reasons: tuple[str, ...] = ()
    note: str = ""

    @property
    def agrees(self) -> bool:
        return self.label == self.came


class Figures(NamedTuple):
    """What a group of pairs shows. `labelled`, `right`, `false` and `missed` count violations: those that people
    named, those of them that were found, found ones that people did not name, and those not found."""

    group: str
    pairs: int
    labelled: int
    right: int
    false: int
    missed: int
    precision: Share
    recall: Share
    f1: Share
    kappa: Share


class Calibration(NamedTuple):
    """A whole comparison. `clean` are conversations in which no person named a violation, `false_on_clean` the
    violations found in them; `unsure` labels on which two people differ are left out; `unknown` are conversations
    that labels name and nobody gave."""

    pairs: tuple[Pair, ...]
    overall: Figures
    groups: tuple[Figures, ...]
    confusion: tuple[tuple[int, ...], ...]
    clean: int
    false_on_clean: int
    unsure: int = 0
    unknown: tuple[str, ...] = ()

    @property
    def disagreements(self) -> Sequence[Pair]:
        return [pair for pair in self.pairs if not pair.agrees]
