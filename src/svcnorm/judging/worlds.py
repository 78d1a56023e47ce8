"""Unnamed speakers: judge once with each assignment of roles, and merge (semantics 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcnorm.model.conversation import Conversation
from svcnorm.model.verdicts import (
    HELD_EITHER_WAY,
    NOT_APPLICABLE,
    PASS,
    UNDETERMINED,
    VIOLATION,
    Finding,
    RuleVerdict,
)

TWO_PARTY = ("agent", "customer")


def worlds(conversation: Conversation) -> list[Mapping[str, str]]:
    """Every assignment of roles to unnamed parties that is worth judging.

    One or two unnamed speakers of a two-party conversation are agent and customer, either way
    round; beside others each may be either; with more than two, or where nobody is told apart,
    every unnamed turn may be anyone's.
    """
    parties = list(dict.fromkeys(u.party for u in conversation.utterances))
    roles = {u.party: u.role for u in conversation.utterances}
    unnamed = [p for p in parties if roles[p] == "unknown"]
    absent = [r for r in TWO_PARTY if r not in roles.values()]
    if len(parties) < 2 or not unnamed or len(unnamed) > 2:
        return [{}]
    if len(unnamed) == 2:
        first, second = unnamed
        told: list[Mapping[str, str]] = [{first: one, second: other} for one in TWO_PARTY for other in TWO_PARTY]
        return told if len(parties) > 2 else [roles for roles in told if roles[first] != roles[second]]
    return [{unnamed[0]: role} for role in (absent if len(absent) == 1 else TWO_PARTY)]


def merge(verdicts: Sequence[RuleVerdict]) -> RuleVerdict:
    """One verdict of what was judged in several worlds."""
    first = verdicts[0]
    if len(verdicts) == 1:
        return first
    kinds = {v.verdict for v in verdicts}
    if kinds == {VIOLATION}:
        return _agreed(verdicts)
    if len(kinds) == 1:
        return first
    if VIOLATION in kinds or UNDETERMINED in kinds:
        return _doubtful(verdicts)
    if kinds == {PASS, NOT_APPLICABLE}:
        return RuleVerdict(first.rule, first.norms, NOT_APPLICABLE, (HELD_EITHER_WAY,), subject=first.subject)
    return first


def _agreed(verdicts: Sequence[RuleVerdict]) -> RuleVerdict:
    """A violation in all worlds: its findings are those of every world; the others are possible."""
    shared = set.intersection(*({f.fingerprint for f in v.findings} for v in verdicts))
    everywhere = tuple(f for f in verdicts[0].findings if f.fingerprint in shared)
    rest = tuple(f for f in _all(verdicts) if f.fingerprint not in shared)
    sure = everywhere or verdicts[0].findings
    base = verdicts[0]
    return RuleVerdict(
        base.rule, base.norms, VIOLATION, (), sure, rest if everywhere else (), base.activations, subject=base.subject
    )


def _doubtful(verdicts: Sequence[RuleVerdict]) -> RuleVerdict:
    reasons = {r for v in verdicts if v.verdict == UNDETERMINED for r in v.reasons} | {"role_unknown"}
    base = verdicts[0]
    return RuleVerdict(
        base.rule, base.norms, UNDETERMINED, tuple(sorted(reasons)), possible=_all(verdicts), subject=base.subject
    )


def _all(verdicts: Sequence[RuleVerdict]) -> tuple[Finding, ...]:
    """Findings and possible findings of all worlds, each once."""
    return tuple({f.fingerprint: f for v in verdicts for f in (*v.findings, *v.possible)}.values())
