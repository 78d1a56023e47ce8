"""Constraints over a timeline, judged to verdicts."""

from svcnorm.judging.cases import Shared
from svcnorm.judging.duties import Duty, duties
from svcnorm.judging.judge import Judgement, judge, judgement
from svcnorm.judging.ruleset import Rules

__all__ = ["Duty", "Judgement", "Rules", "Shared", "duties", "judge", "judgement"]
