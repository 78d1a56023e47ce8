"""Signals that are derived from the turns. A new one is a module here, a line in `DERIVED`, a case file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.signals.interruption import interruptions
from svcnorm.timeline.signals.overlap import overlaps
from svcnorm.timeline.signals.silence import silences
from svcnorm.timeline.signals.turn import turns
from svcnorm.timeline.timeline import Timeline

DERIVED: Mapping[str, Callable[[Timeline], list[Occurrence]]] = {
    "turn": turns,
    "silence": silences,
    "overlap": overlaps,
    "interruption": interruptions,
}

NEEDS_TIMES = frozenset({"silence", "overlap", "interruption"})
"""Signals that nobody can see in a record whose utterances have no times."""
