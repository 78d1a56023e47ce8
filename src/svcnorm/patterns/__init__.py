"""The pattern language: from a pattern as written to the places in a turn where it stands."""

from svcnorm.patterns.program import Program
from svcnorm.patterns.scan import Scan, leftmost_longest
from svcnorm.patterns.values import Hit, Lexicon, PatternError, Phrases

__all__ = ["Hit", "Lexicon", "PatternError", "Phrases", "Program", "Scan", "leftmost_longest"]
