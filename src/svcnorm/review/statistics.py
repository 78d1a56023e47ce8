"""Shares with their 95 % intervals. Labels are taken as independent of one another, which makes intervals narrow
where one conversation carries many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt

from svcnorm.model.shares import Share, Z, share


def f1(right: int, false: int, missed: int) -> Share:
    """The harmonic mean of precision and recall.

    F1 = 2J / (1 + J) for J = right / (right + false + missed), a plain share whose interval is carried over.
    """
    joint = share(right, right + false + missed)
    if joint.value is None:
        return joint
    value, low, high = (2 * each / (1 + each) for each in (joint.value, joint.low, joint.high))
    return Share(value, low, high, joint.n)


def kappa(pairs: Sequence[tuple[str, str]]) -> Share:
    """Cohen's kappa, agreement beyond chance (1960), with the interval of Fleiss, Cohen and Everitt (1969)."""
    n = len(pairs)
    if not n:
        return Share(None, -1.0, 1.0, 0)
    cells = {pair: count / n for pair, count in Counter(pairs).items()}
    rows, columns = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    observed = sum(p for (first, second), p in cells.items() if first == second)
    chance = sum(rows[each] * columns[each] for each in rows) / n / n
    if chance >= 1:
        return Share(1.0, 1.0, 1.0, n)
    value = (observed - chance) / (1 - chance)
    same = other = 0.0
    for (first, second), p in cells.items():
        edge = (columns[first] + rows[second]) / n
        if first == second:
            same += p * ((1 - chance) - edge * (1 - observed)) ** 2
        else:
            other += p * edge**2
    rest = (observed * chance - 2 * chance + observed) ** 2
    variance = max(0.0, same + (1 - observed) ** 2 * other - rest) / n / (1 - chance) ** 4
    half = Z * sqrt(variance)
    return Share(value, max(-1.0, value - half), min(1.0, value + half), n)
