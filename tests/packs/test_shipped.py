"""The packs that come with the tool: their tests pass, they lint clean, and no clause has been forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from svcnorm.model.coverage import UNACCOUNTED
from svcnorm.model.verdicts import MANUAL, PASS, VIOLATION
from svcnorm.packs.coverage import coverage
from svcnorm.packs.lint import lint
from svcnorm.packs.opened import Shelf
from svcnorm.packs.testing import read_cases, run_tests
from svcnorm.packs.testing.clean import stray_findings

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples" / "transcripts"
SHELF = Shelf()
PACKS = SHELF.names()
RULES = [pytest.param(pack, rule, id=rule) for pack in PACKS for rule in SHELF.open(pack).rules]
_ROW = re.compile(r"\| `(?P<file>[^`]+)` \|[^|]*\|(?P<books>[^|]*)\|\s*none\b")


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_the_tests_of_the_rule_pass(pack: str, rule: str) -> None:
    wrong = [(str(r.place), r.faults or r.status) for r in run_tests(SHELF.open(pack), rule) if not r.ok]
    assert wrong == []


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_the_rule_has_tests_that_hit_and_that_miss(pack: str, rule: str) -> None:
    opened = SHELF.open(pack)
    compiled = opened.rule(rule)
    expected = {case.expect for case in read_cases(opened, rule)}
    if compiled.review and MANUAL in expected:
        expected.add(compiled.review)
    assert expected >= ({MANUAL} if compiled.constraint.kind == MANUAL else {VIOLATION, PASS})


@pytest.mark.parametrize("pack", PACKS)
def test_lint_finds_nothing(pack: str) -> None:
    assert [(str(f.place), f.check.id, f.text) for f in lint(SHELF.open(pack), SHELF)] == []


HANDBOOKS = [name for name in PACKS if SHELF.open(name).resolved.pack.kind == "handbook"]
AUTOMATED = (ROOT / "tests" / "data" / "norms" / "automated.txt").read_text(encoding="utf-8").split()


def test_every_clause_of_the_five_handbooks_is_accounted_for() -> None:
    lines = [line for name in HANDBOOKS for line in coverage(SHELF.open(name)).lines]
    assert len(lines) == 719 and sum(coverage(SHELF.open(name)).clauses for name in HANDBOOKS) == 503
    assert [line.norm for line in lines if line.status == UNACCOUNTED] == []


def test_what_can_be_judged_from_the_record_is_automated() -> None:
    """The norms that a reader of the handbooks called decidable from words, times, records and logs."""
    status = {line.norm: line.status for name in HANDBOOKS for line in coverage(SHELF.open(name)).lines}
    assert len(AUTOMATED) == 145
    assert [norm for norm in AUTOMATED if status[norm] != "automated"] == []


def clean() -> list[tuple[str, str]]:
    """(handbook, file) of the example conversations of which the page beside them says that they have no fault."""
    rows = _ROW.finditer((EXAMPLES / "README.md").read_text(encoding="utf-8"))
    return [(book.strip(), row["file"]) for row in rows for book in row["books"].split(",")]


def test_there_are_clean_examples() -> None:
    assert len(clean()) >= 8


@pytest.mark.parametrize(("handbook", "file"), clean())
def test_a_handbook_finds_nothing_in_a_clean_example(handbook: str, file: str) -> None:
    assert [str(stray) for stray in stray_findings(handbook, [str(EXAMPLES / file)])] == []


@pytest.mark.parametrize("file", sorted({file for _book, file in clean()}))
@pytest.mark.parametrize("topic", [name for name in PACKS if SHELF.open(name).resolved.pack.kind == "topic"])
def test_a_topic_pack_finds_nothing_grave_in_a_clean_example(topic: str, file: str) -> None:
    """What only some handbooks ask for is `info` in the neutral packs; each is for its own channels."""
    strays = stray_findings(topic, [str(EXAMPLES / file)])
    channels = SHELF.open(topic).resolved.pack.channels
    grave = (s for s in strays if s.finding.severity != "info" and (not channels or s.channel in channels))
    assert [str(stray) for stray in grave] == []
