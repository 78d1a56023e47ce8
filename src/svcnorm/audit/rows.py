"""What goes to workers and comes back: plain values, the same for processes of this machine and for a cluster."""

from __future__ import annotations

from typing import NamedTuple

EventRow = tuple[str, int | None, int | None, str | None, int | None, str | None, str | None, str | None, str]
"""An event: type, at, instant, by, due, ref, id, kind, and its other fields as JSON."""


class Fellow(NamedTuple):
    """What others of its case or customer see of a conversation: when it began, and its events. No words."""

    id: str
    started_at: int | None
    customer: str | None
    cases: tuple[str, ...]
    events: tuple[EventRow, ...]


class Task(NamedTuple):
    """A conversation to be judged: its number in the store, its canonical form as UTF-8 JSON, and its source."""

    key: int
    canonical: bytes
    source: str


class Work(NamedTuple):
    """Conversations to be judged by one set of packs, with their fellows (themselves among these)."""

    packs: tuple[str, ...]
    tasks: tuple[Task, ...]
    fellows: tuple[Fellow, ...] = ()


class VerdictRow(NamedTuple):
    """A violation or an undetermined verdict: the number of its rule in the rule set, its code, its reasons."""

    position: int
    code: int
    reasons: str


class FindingRow(NamedTuple):
    """A finding as it is stored; texts are masked. `possible`: only a person can confirm it. `detail` is JSON."""

    position: int
    possible: bool
    fingerprint: str
    severity: str
    points: float
    turn: int | None
    start: int | None
    end: int | None
    at_ms: int | None
    agent: str | None
    text: str
    message: str
    suggestion: str
    pattern: str
    detail: str


class ScoreRow(NamedTuple):
    """One handbook's score: counts are of norms by verdict; deductions are (rule instance, norm, points)."""

    handbook: str
    score: float | None
    coverage: int
    passed: bool | None
    counts: tuple[int, int, int, int, int]
    deductions: tuple[tuple[str, str, float], ...]


class Judged(NamedTuple):
    """What a conversation's judgement comes to. `codes` has a byte for each rule of the rule set, in its order.

    `dated`: another `as_of` may give other verdicts. `fault` is what went wrong, where the program itself
    failed on this conversation; all else is empty then.
    """

    key: int
    codes: bytes = b""
    verdicts: tuple[VerdictRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    notes: tuple[str, ...] = ()
    dated: bool = False
    fault: str = ""
