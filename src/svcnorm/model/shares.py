"""Shares with their 95 % intervals: a part of a whole, and how far chance alone may have moved it."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

Z = 1.959964
"""The quantile of the normal distribution for 95 %."""


class Share(NamedTuple):
    """A share of a sample with its 95 % interval, all from 0 to 1; `value` is None where the sample is empty."""

    value: float | None
    low: float
    high: float
    n: int


def share(hits: int, n: int) -> Share:
    """`hits` of `n`, with the interval of Wilson (1927), which holds near 0 and 1 and for small samples."""
    if not n:
        return Share(None, 0.0, 1.0, 0)
    p = hits / n
    middle = p + Z * Z / (2 * n)
    half = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    return Share(p, max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole), n)
