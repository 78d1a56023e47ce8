"""Verdicts as single bytes, so that a conversation's hundreds of verdicts are a short blob."""

from __future__ import annotations

from svcnorm.model.verdicts import (
    CONDITION_FALSE,
    HELD_EITHER_WAY,
    MANUAL,
    NO_OPPORTUNITY,
    NO_TRIGGER,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    PASS,
    UNDETERMINED,
    VIOLATION,
    RuleVerdict,
)

ELSEWHERE = ord("-")
"""The verdict of a rule over a case or a customer stands with another conversation of it."""

LETTERS = {VIOLATION: ord("V"), UNDETERMINED: ord("U"), PASS: ord("P"), MANUAL: ord("M")}
WHY_NOT = (HELD_EITHER_WAY, NOT_IN_FORCE, CONDITION_FALSE, NO_TRIGGER, NO_OPPORTUNITY)
NOT_APPLICABLE_BASE = 0x60
"""A rule that does not apply has one of 32 codes from here on: one bit for each reason of `WHY_NOT`."""


def code(verdict: RuleVerdict) -> int:
    """The byte of a verdict. The reasons of an undetermined one are not in it."""
    if verdict.verdict != NOT_APPLICABLE:
        return LETTERS[verdict.verdict]
    return NOT_APPLICABLE_BASE + sum(1 << WHY_NOT.index(reason) for reason in verdict.reasons)


def outcomes() -> list[tuple[bytes, str, str]]:
    """Every code of a verdict with what it stands for: the verdict and, where it does not apply, the reasons."""
    letters = [(bytes([letter]), verdict, "") for verdict, letter in LETTERS.items()]
    for bits in range(1 << len(WHY_NOT)):
        reasons = sorted(reason for bit, reason in enumerate(WHY_NOT) if bits >> bit & 1)
        letters.append((bytes([NOT_APPLICABLE_BASE + bits]), NOT_APPLICABLE, ", ".join(reasons)))
    return letters
