"""What a form says of one activation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from svcnorm.model.verdicts import Nearest
from svcnorm.timeline.occurrence import NO_FIELDS, Occurrence
from svcnorm.timeline.truth import Truth


class Outcome(NamedTuple):
    """`met` is o of the truth table.

    `evidence` are occurrences that carry a pass, `faults` those that are violations in themselves
    (an absence has none), `possible` those that might be. `values` are what messages may name.
    """

    met: Truth
    evidence: tuple[Occurrence, ...] = ()
    faults: tuple[Occurrence, ...] = ()
    possible: tuple[Occurrence, ...] = ()
    nearest: Nearest | None = None
    values: Mapping[str, Any] = NO_FIELDS
    counted: str = ""
