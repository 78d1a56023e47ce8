"""What an audit came to: rates with what they are rates of, scores, what is worst and what comes again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.model.shares import Share, share

Reasons = Sequence[tuple[str, int]]
"""What is missing, with how many verdicts that left open, the most first."""


class Scores(NamedTuple):
    """The scores of one handbook: `n` conversations have one. `bands` counts them from 0, 10, … 90 points on (100 is
    in the last). `passed` is the share of those that passed or failed; of `open` ones too little could be judged."""

    handbook: str
    n: int
    mean: float | None
    low: float | None
    tenth: float | None
    median: float | None
    ninetieth: float | None
    bands: Sequence[int]
    passed: Share
    open: int


class RuleLine(NamedTuple):
    """A rule or a norm. `hits` is the share of violations among the conversations to which it applied and could be
    judged; `undetermined` the share of those in which it could not, among these and them. `precision`: of the findings
    of a rule that people confirmed or judged false, the share of the confirmed ones."""

    name: str
    title: str
    severity: str
    hits: Share
    violations: int
    undetermined: Share
    not_applicable: int
    manual: int
    reasons: Reasons
    precision: Share = share(0, 0)


class GroupLine(NamedTuple):
    """Conversations of one agent, team, channel, day, week or month. `broken` is the share of those with a violation;
    `critical_free` the share without a fatal fault among those judged by fatal norms of which that is known,
    `critical_open` those of which it is not;
    `undetermined` is the share of verdicts that could not be given."""

    name: str
    conversations: int
    broken: Share
    critical_free: Share
    critical_open: int
    undetermined: Share
    reasons: Reasons
    scores: Sequence[Scores]


class Worst(NamedTuple):
    """A conversation with a low score: how much was lost, by which rules."""

    conversation: str
    handbook: str
    score: float
    agent: str
    day: str
    rules: Sequence[str]


class Repeated(NamedTuple):
    """An agent who broke one rule in several conversations: a share of those in which it applied."""

    agent: str
    rule: str
    title: str
    hits: Share
    violations: int


class Summary(NamedTuple):
    """All of it. `lines` are what was asked for by `by`; without that, `rules` are those that were broken most."""

    conversations: int
    undated: int
    waiting: int
    purged: int
    overall: GroupLine
    by: str
    lines: Sequence[RuleLine | GroupLine | Scores]
    rules: Sequence[RuleLine] = ()
    worst: Sequence[Worst] = ()
    repeated: Sequence[Repeated] = ()
    period: str = ""
    trend: Sequence[GroupLine] = ()
