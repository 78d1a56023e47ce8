"""Three truth values that carry the reasons of their doubt (strong Kleene)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

NO_REASONS: frozenset[str] = frozenset()


class Truth(NamedTuple):
    """`value` is True, False or None (unknown); `reasons` says why it is unknown."""

    value: bool | None
    reasons: frozenset[str] = NO_REASONS

    def negated(self) -> Truth:
        """not: unknown stays unknown, for the same reasons."""
        return self if self.value is None else TRUE if self.value is False else FALSE


TRUE, FALSE = Truth(True), Truth(False)


def unknown(*reasons: str) -> Truth:
    """Unknown, because of `reasons` (codes of `model.verdicts.REASONS`)."""
    return Truth(None, frozenset(reasons))


def both(truths: Iterable[Truth]) -> Truth:
    """and: False as soon as one is; unknown with the reasons of exactly those that are unknown."""
    return _fold(truths, decisive=FALSE)


def either(truths: Iterable[Truth]) -> Truth:
    """or: True as soon as one is; unknown with the reasons of exactly those that are unknown."""
    return _fold(truths, decisive=TRUE)


def _fold(truths: Iterable[Truth], decisive: Truth) -> Truth:
    doubts: set[str] = set()
    doubtful = False
    for truth in truths:
        if truth.value is decisive.value:
            return decisive
        if truth.value is None:
            doubtful = True
            doubts |= truth.reasons
    return Truth(None, frozenset(doubts)) if doubtful else decisive.negated()
