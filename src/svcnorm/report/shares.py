"""Shares as they are printed: rounded to per mille, with their 95 % intervals and what they are shares of."""

from __future__ import annotations

from typing import Any

from svcnorm.model.shares import Share

FEW = 30
"""With fewer a share is marked: a single case moves it by more than three per cent."""


def share_data(of: Share) -> dict[str, Any]:
    """A share as JSON."""
    value = None if of.value is None else round(of.value, 3)
    return {"value": value, "low": round(of.low, 3), "high": round(of.high, 3), "n": of.n}


def share_text(of: Share) -> str:
    """Per cent, the interval in brackets, and of how many; `*` where these are few."""
    if of.value is None:
        return "—"
    return f"{of.value:.1%} ({of.low:.0%}–{of.high:.0%}) / {of.n}{'*' if of.n < FEW else ''}"
