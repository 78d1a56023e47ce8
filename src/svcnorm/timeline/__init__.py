"""A conversation as a timeline: turns, signals, situations, and what of it was observed."""

from svcnorm.timeline.vocabulary import Vocabulary

__all__ = ["Vocabulary"]
