"""Findings that are known and shall not count: exceptions that somebody allowed, and the baseline of what was before.

They are marked, never left out: verdicts and scores stay as they were judged.
"""

from svcnorm.suppression.applying import suppressed
from svcnorm.suppression.baseline import Known, read_baseline, write_baseline
from svcnorm.suppression.configured import allowed
from svcnorm.suppression.exceptions import Exemption, read_exceptions

__all__ = [
    "Exemption",
    "Known",
    "allowed",
    "read_baseline",
    "read_exceptions",
    "suppressed",
    "write_baseline",
]
