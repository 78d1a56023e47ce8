"""What a person who looked again decided: about a finding, about what was missed, about what only people can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.errors import InputError

FINDING, MISSED, MANUAL = "finding", "missed", "manual"
KINDS = (FINDING, MISSED, MANUAL)
CONFIRMED, FALSE_ALARM, DOUBT, DISPUTED, WITHDRAWN = "confirmed", "false_alarm", "doubt", "disputed", "withdrawn"
"""The finding holds (属实), does not (误报), cannot be told (存疑); reviewers differ; the reviewer took it back."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    FINDING: (CONFIRMED, FALSE_ALARM, DOUBT, WITHDRAWN),
    MISSED: (MISSED, WITHDRAWN),
    MANUAL: ("yes", "no", "not_seen", WITHDRAWN),
}
"""What can be decided about each kind of thing."""


class Opinion(NamedTuple):
    """What one reviewer says now about a finding."""

    reviewer: str
    decision: str
    remark: str


class Told(NamedTuple):
    """What one reviewer says now of a conversation beside its findings: what was missed, a line of the checklist."""

    kind: str
    rule: str
    norm: str
    turn: int | None
    opinion: Opinion


class SecondLook(NamedTuple):
    """All that people say of a conversation: opinions by fingerprint and what they come to (`human`), what else they
    say, and the score by handbook as they left it with whether it passed; a handbook is left out where the score is
    not known."""

    opinions: Mapping[str, Sequence[Opinion]]
    human: Mapping[str, str]
    told: Sequence[Told]
    scores: Mapping[str, tuple[float | None, bool | None]]


class Decision(NamedTuple):
    """One decision. `conversation` is its id as the page showed it, `turn` an utterance from 0 or None for the whole
    of it, `at` an instant as ISO 8601 in UTC with milliseconds, so that texts sort as instants do; `file` and `where`
    are where it was read. A finding has its `fingerprint`, the others a `rule`, a `norm`, or both."""

    kind: str
    conversation: str
    decision: str
    reviewer: str
    at: str
    remark: str = ""
    rule: str = ""
    norm: str = ""
    fingerprint: str = ""
    turn: int | None = None
    file: str = ""
    where: str = ""

    def error(self, message: str, remedy: str) -> InputError:
        """An error about this decision, where it stands."""
        return InputError(message, file=self.file, where=self.where, remedy=remedy)
