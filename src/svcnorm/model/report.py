"""What a run says as a whole: verdicts per conversation, scorecards, errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from svcnorm.model.conversation import Conversation
from svcnorm.model.rules import Handbook, PackInfo, Rule
from svcnorm.model.verdicts import RuleVerdict


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One handbook's score of one conversation.

    `score` is 0 to 100, rounded half up to one decimal, or None where nothing applied. `coverage`
    is per mille: weight judged / weight applicable or undetermined. `passed` is None where too
    little could be judged. `deductions` are (rule instance, norm, points).
    """

    handbook: str
    score: float | None
    coverage: int
    passed: bool | None
    deductions: tuple[tuple[str, str, float], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConversationReport:
    """Everything said of one conversation."""

    conversation: Conversation
    verdicts: tuple[RuleVerdict, ...]
    scorecards: tuple[Scorecard, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run: what `check` returns and writers print.

    `rules` are the rule instances that were judged, by instance id; `tool` names what could change
    a verdict (engine version, tables). `errors` are inputs that could not be read, as
    (file, place, message, remedy).
    """

    tool: Mapping[str, str]
    packs: tuple[PackInfo, ...]
    handbooks: tuple[Handbook, ...]
    rules: Mapping[str, Rule]
    conversations: tuple[ConversationReport, ...]
    errors: tuple[tuple[str, str, str, str], ...] = ()
    notes: tuple[str, ...] = ()
