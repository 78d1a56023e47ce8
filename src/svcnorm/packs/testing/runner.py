"""Judges each test's conversation by its rule alone, and compares the verdict with what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svcnorm.judging import Rules, judge
from svcnorm.model.rules import Rule
from svcnorm.model.verdicts import Place, RuleVerdict
from svcnorm.packs.nodes import Place as Position
from svcnorm.packs.opened import OpenPack
from svcnorm.packs.testing.cases import Case, read_cases

PASSED, FAILED, KNOWN, PROMOTED = ("passed", "failed", "known", "promoted")
"""How a test went. `known`: it fails, as it says itself; `promoted`: it says so and passes, which is a failure."""


class Fault(NamedTuple):
    """One difference: `what` is compared (`expect`, `reason`, `findings`, `texts`)."""

    what: str
    expected: str
    came: str


class Result(NamedTuple):
    """How one test went. `faults` are all differences, empty where there is none."""

    pack: str
    rule: str
    case: Case
    status: str
    verdict: RuleVerdict
    faults: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        return self.status in (PASSED, KNOWN)

    @property
    def place(self) -> Position:
        """Where the test stands."""
        return self.case.node.place


def run_tests(pack: OpenPack, rule: str = "") -> Iterator[Result]:
    """Run the tests of a pack's own rules, or of one. Raises PackError for tests that cannot be understood."""
    for rule_id in pack.rules:
        if rule in ("", rule_id):
            for case in read_cases(pack, rule_id):
                yield run_case(pack, rule_id, case)


def run_case(pack: OpenPack, rule_id: str, case: Case) -> Result:
    """Run one test."""
    verdict = judged(pack, pack.rule(rule_id, case.given), case)
    faults = tuple(_faults(case, verdict))
    if case.known:
        status = KNOWN if faults else PROMOTED
    else:
        status = FAILED if faults else PASSED
    return Result(pack.name, rule_id, case, status, verdict, faults)


def judged(pack: OpenPack, rule: Rule, case: Case) -> RuleVerdict:
    """The verdict of one rule, alone, over a test's conversation."""
    rules = Rules(pack.vocabulary, (rule,), (), (), {})
    return judge(case.conversation, rules, case.as_of)[0]


def cited(verdict: RuleVerdict) -> tuple[str, ...]:
    """What the verdict points at: a text for each finding, else for each possible one, else the evidence of a pass."""
    found = verdict.findings or verdict.possible
    if found:
        return tuple(_joined(finding.places) for finding in found)
    return tuple(place.text for place in verdict.evidence)


def _joined(places: tuple[Place, ...]) -> str:
    return "".join(place.text for place in places)


def _faults(case: Case, verdict: RuleVerdict) -> Iterator[Fault]:
    if verdict.verdict != case.expect:
        why = ", ".join(verdict.reasons)
        yield Fault("expect", case.expect, f"{verdict.verdict} ({why})" if why else verdict.verdict)
    if not set(case.reasons) <= set(verdict.reasons):
        yield Fault("reason", ", ".join(case.reasons), ", ".join(verdict.reasons))
    if case.findings is not None and len(verdict.findings) != case.findings:
        yield Fault("findings", str(case.findings), str(len(verdict.findings)))
    if case.texts is not None and cited(verdict) != case.texts:
        yield Fault("texts", " | ".join(case.texts), " | ".join(cited(verdict)))
