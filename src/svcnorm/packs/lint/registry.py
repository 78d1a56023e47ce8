"""All checks, in the order in which they are reported."""

from __future__ import annotations

from svcnorm.packs.lint import evidence
from svcnorm.packs.lint.interface import Check

CHECKS: tuple[Check, ...] = (*evidence.CHECKS,)
