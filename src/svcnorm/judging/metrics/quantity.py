"""A measured value: an interval, or the reason why there is none."""

from __future__ import annotations

from typing import NamedTuple


class Quantity(NamedTuple):
    """A measured value as an interval; `reason` says why it is not known exactly, if the record lacks something."""

    lo: float
    hi: float
    reason: str = ""


def exactly(value: float) -> Quantity:
    """A value known exactly."""
    return Quantity(value, value)


def at_least(value: float, reason: str) -> Quantity:
    """A value that may be greater than what the record shows, because of `reason`."""
    return Quantity(value, float("inf"), reason)


def unmeasured(reason: str) -> Quantity:
    """No value, because of `reason`."""
    return Quantity(float("-inf"), float("inf"), reason)
