"""Constraints over a timeline, judged to verdicts."""

from svcnorm.judging.ruleset import Rules

__all__ = ["Rules"]
