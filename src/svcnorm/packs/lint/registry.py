"""All checks, in the order in which they are reported."""

from __future__ import annotations

from svcnorm.packs.lint import (
    alike,
    clauses,
    contradictions,
    evidence,
    guards,
    messages,
    phrases,
    unused,
    windows,
    words,
)
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
    *clauses.CHECKS,
)

ABOUT = {check.id: check.about for check in CHECKS}
"""What is wrong, by the id of the check; to be translated where it is shown."""

REMEDY = {check.id: check.remedy for check in CHECKS}
"""What to do about it, by the id of the check; likewise."""
