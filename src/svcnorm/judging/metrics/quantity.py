"""A measured value: an interval, or the reason why there is none."""

from __future__ import annotations

from typing import NamedTuple


class Quantity(NamedTuple):
    """A measured value as an interval, or the reason why it cannot be measured."""

    lo: float
    hi: float
    reason: str = ""


def exactly(value: float) -> Quantity:
    """A value known exactly."""
    return Quantity(value, value)


def unmeasured(reason: str) -> Quantity:
    """No value, because of `reason`."""
    return Quantity(float("-inf"), float("inf"), reason)
