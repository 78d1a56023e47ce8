"""Constraints over a timeline, judged to verdicts."""

from svcnorm.judging.cases import Shared
from svcnorm.judging.judge import judge
from svcnorm.judging.ruleset import Rules

__all__ = ["Rules", "Shared", "judge"]
