"""What the lines of a summary are called."""

from __future__ import annotations

from svcnorm.i18n import N_

BY = {
    "rule": N_("rule"),
    "norm": N_("norm"),
    "handbook": N_("handbook"),
    "agent": N_("agent"),
    "team": N_("team"),
    "channel": N_("channel"),
    "day": N_("day"),
    "week": N_("week from"),
    "month": N_("month"),
}


def bands() -> list[str]:
    """The bands of scores, the lowest first."""
    return [f"{low}–{low + 9 if low < 90 else 100}" for low in range(0, 100, 10)]
