"""Constraints over a timeline, judged to verdicts."""

from svcnorm.judging.cases import Shared
from svcnorm.judging.judge import Judgement, judge, judgement
from svcnorm.judging.ruleset import Rules

__all__ = ["Judgement", "Rules", "Shared", "judge", "judgement"]
