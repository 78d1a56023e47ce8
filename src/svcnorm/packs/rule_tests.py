"""The tests that stand in packs: each is a small conversation and the verdict that its rule must give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from svcnorm.model.errors import SvcnormError
from svcnorm.model.verdicts import VERDICTS, RuleVerdict
from svcnorm.packs.nodes import Node, Place, error, fail, items, kind, mapping, number, plain, text

if TYPE_CHECKING:
    from svcnorm.config import Config
    from svcnorm.judging.ruleset import Rules

OWN_KEYS = ("expect", "count", "found", "reason", "with", "as_of", "from", "note")
"""Keys of a test beside those of a conversation. `count` is the number of findings, `found` a text that
one finding must cite, `reason` one of the verdict's, `with` parameters, `from` the day of enrolment."""


class RuleTest(NamedTuple):
    """One test of one rule as written."""

    rule: str
    number: int
    node: Node

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.node.place

    @property
    def given(self) -> Node | None:
        """The parameters that it sets."""
        return self.node.value.get("with") if self.node.is_map else None


class TestResult(NamedTuple):
    """How a test went: `wrong` says in one sentence what is not as expected, empty where all is."""

    test: RuleTest
    expected: str
    verdict: RuleVerdict
    wrong: str


def tests_of(rule: Node) -> list[RuleTest]:
    """The tests of a rule. Raises PackError for one that names no verdict."""
    members = mapping(rule, "rule")
    rule_id = text(members["id"], "id")
    listed = items(members["tests"], "tests") if "tests" in members else []
    return [RuleTest(rule_id, number, node) for number, node in enumerate(listed, 1)]


def run_tests(names: Sequence[str], config: Config | None = None, only: str = "") -> Iterator[TestResult]:
    """Run the tests of the packs' own rules (or of the rule `only`), each rule by itself.

    Raises PackError for a test that is wrong in itself.
    """
    from svcnorm.packs.instances import Compiler
    from svcnorm.packs.remember import fresh

    for name in dict.fromkeys(names):
        rules, (scene,), _ = fresh([name], config)
        compiler = Compiler(scene)
        own = scene.resolved.pack.name
        for rule_id, source in scene.resolved.rules.items():
            if source.pack == own and only in ("", rule_id):
                for test in tests_of(source.node):
                    compiled = compiler.compile(rule_id, test.given)
                    yield run(test, rules._replace(rules=(compiled,)))


def run(test: RuleTest, rules: Rules) -> TestResult:
    """Judge one test with the one rule in `rules`."""
    from svcnorm.judging import judge

    members = mapping(test.node, "a test", required=["expect"])
    expected = text(members["expect"], "expect", VERDICTS)
    verdict = judge(_conversation(test), rules, _as_of(members))[0]
    return TestResult(test, expected, verdict, _wrong(members, expected, verdict))


def _conversation(test: RuleTest) -> Any:
    """The conversation, read and completed exactly as a file's would be."""
    from svcnorm.assembly import assemble
    from svcnorm.readers import conversation_from_data

    data: dict[str, Any] = {key: plain(node) for key, node in test.node.value.items() if key not in OWN_KEYS}
    if "turns" not in data and "events" not in data:
        fail(test.node, "a test needs turns or events")
    enrolled = test.node.value.get("from")
    if enrolled is not None:
        data["attributes"] = {**data.get("attributes", {}), "enrolled_at": text(enrolled, "from")}
    data.setdefault("id", f"{test.rule}-{test.number}")
    try:
        return assemble(conversation_from_data(data, str(test.place)))
    except SvcnormError as problem:
        raise error(test.node, f"this test is no conversation: {problem.message}", problem.remedy) from None


def _as_of(members: Mapping[str, Node]) -> int | None:
    """The time up to which the test's records are complete, in epoch milliseconds."""
    if "as_of" not in members:
        return None
    from datetime import datetime, timedelta, timezone

    written = text(members["as_of"], "as_of")
    try:
        at = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        raise error(members["as_of"], f"as_of: {written!r} is no time", "2026-11-20T00:00:00+08:00") from None
    return int((at if at.tzinfo else at.replace(tzinfo=timezone(timedelta(hours=8)))).timestamp() * 1000)


def _wrong(members: Mapping[str, Node], expected: str, verdict: RuleVerdict) -> str:
    """What is not as the test says."""
    if verdict.verdict != expected:
        because = f" ({', '.join(verdict.reasons)})" if verdict.reasons else ""
        return f"expected {expected}, found {verdict.verdict}{because}"
    if "count" in members and len(verdict.findings) != number(members["count"], "count"):
        return f"expected {kind(members['count'])} of findings, found {len(verdict.findings)}"
    if "reason" in members and text(members["reason"], "reason") not in verdict.reasons:
        return f"expected the reason {members['reason'].value}, found {', '.join(verdict.reasons) or 'none'}"
    cited = [place.text for finding in verdict.findings for place in finding.places]
    if "found" in members and text(members["found"], "found") not in cited:
        return f"expected a finding that cites {members['found'].value}, found {'、'.join(cited) or 'none'}"
    return ""
