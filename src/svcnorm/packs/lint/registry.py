"""All checks, in the order in which they are reported."""

from __future__ import annotations

from svcnorm.packs.lint import alike, contradictions, evidence, guards, messages, phrases, unused, windows, words
from svcnorm.packs.lint.interface import Check

CHECKS: tuple[Check, ...] = (
    *evidence.CHECKS,
    *messages.CHECKS,
    *windows.CHECKS,
    *contradictions.CHECKS,
    *phrases.CHECKS,
    *words.CHECKS,
    *alike.CHECKS,
    *guards.CHECKS,
    *unused.CHECKS,
)
