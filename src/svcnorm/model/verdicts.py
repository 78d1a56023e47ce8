"""What was found: verdicts, findings and their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VIOLATION, UNDETERMINED, PASS, NOT_APPLICABLE, MANUAL = (
    "violation",
    "undetermined",
    "pass",
    "not_applicable",
    "manual",
)
VERDICTS = (VIOLATION, UNDETERMINED, PASS, NOT_APPLICABLE, MANUAL)

REASONS = (
    "no_event_record",
    "no_turn_times",
    "no_start_time",
    "role_unknown",
    "channel_unknown",
    "attribute_missing",
    "recording_cut",
    "window_open",
    "record_end_unknown",
    "calendar_missing",
    "identity_missing",
    "fuzzy_only",
    "too_little_speech",
    "limit_hit",
    "scheduled_only",
)
"""Why a verdict is undetermined: a closed list, kept sorted wherever it is printed."""

HELD_EITHER_WAY, NOT_IN_FORCE, CONDITION_FALSE, NO_TRIGGER, NO_OPPORTUNITY = (
    "held_either_way",
    "not_in_force",
    "condition_false",
    "no_trigger",
    "no_opportunity",
)
"""Why a verdict is not applicable."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the original text: `turn` is the index of the entry in the record's `turns` (the
    utterance), `start` and `end` are offsets in it in code points, `text` what stands there."""

    turn: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest miss of an absence: where most of it stood, what was there, what lacked."""

    place: Place | None
    found: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count.

    `kind` is `exception` (somebody allowed it), `baseline` (it was there before) or `inline` (a comment beside the
    words allows it); `place` is the file and line that say so, `expires` the last day it holds (`YYYY-MM-DD`, empty
    for no end).
    """

    kind: str
    reason: str = ""
    owner: str = ""
    expires: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, or, in `possible`, one that only a person can confirm.

    `places` is the evidence in the text, first the one to show; empty for a fault that no sentence
    shows. `at` is milliseconds from the conversation's start. `role` owes the act. `pattern` is the
    wording that matched. `window` says in words where an absent act should have been. `suppressed` is set
    on a finding that is known and not to count.
    """

    rule: str
    message: str
    suggestion: str
    severity: str
    points: float
    fingerprint: str
    places: tuple[Place, ...] = ()
    role: str = "agent"
    party: str = ""
    at: int | None = None
    pattern: str = ""
    nearest: Nearest | None = None
    window: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    suppressed: Suppression | None = None


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """The verdict of one rule instance over one subject.

    `subject` is `conversation`, `case:ID` or `customer:ID`. `reasons` explains undetermined and
    not-applicable verdicts. `activations` counts activations by verdict. `evidence` are the places
    that carry a pass. `checklist` is the reviewer's line of a manual verdict.
    """

    rule: str
    norms: tuple[str, ...]
    verdict: str
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    possible: tuple[Finding, ...] = ()
    activations: Mapping[str, int] = field(default_factory=dict)
    evidence: tuple[Place, ...] = ()
    checklist: str = ""
    subject: str = "conversation"

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that are not suppressed."""
        return tuple(finding for finding in self.findings if finding.suppressed is None)
