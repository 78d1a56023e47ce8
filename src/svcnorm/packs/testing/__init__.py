"""The tests that stand in packs: each a small conversation and the verdict that its rule must give."""

from svcnorm.packs.testing.cases import KEYS, Case, default_channel, read_cases
from svcnorm.packs.testing.runner import Result, cited, judged, run_case, run_tests

__all__ = ["KEYS", "Case", "Result", "cited", "default_channel", "judged", "read_cases", "run_case", "run_tests"]
