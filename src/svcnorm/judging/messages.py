"""Messages and suggestions of rules, with what was found put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from svcnorm.judging.localtime import clock_text, offset_text
from svcnorm.timeline.clock import Span
from svcnorm.timeline.timeline import Timeline

PLACEHOLDER = re.compile(r"\{([a-z_][a-z_.0-9]*)\}")
NOTHING = "—"
"""Stands for what is not known at run time."""


def fill(timeline: Timeline, template: str, values: Mapping[str, Any]) -> str:
    """Replace `{name}` by its value; what is not known is shown as a dash."""
    return PLACEHOLDER.sub(lambda m: shown(timeline, values.get(m[1], values.get(f"{m[1]}.instant"))), template)


def shown(timeline: Timeline, value: Any) -> str:
    """One value for people: instants as local time, or as time in the call."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Span):
        return _instant(timeline, value.lo) if value.known else NOTHING
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, int) and not isinstance(value, bool) and value > 10**11:
        return _instant(timeline, value)
    return str(value)


def _instant(timeline: Timeline, at: int) -> str:
    if timeline.clock.absolute:
        return clock_text(at, timeline.vocabulary.settings.utc_offset)
    return offset_text(at)
