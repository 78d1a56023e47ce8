"""The packs that come with the tool: their tests pass, they lint clean, and no clause has been forgotten."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from svcnorm.model.verdicts import MANUAL, PASS, VIOLATION
from svcnorm.packs.lint import ERROR, lint
from svcnorm.packs.norms import read_norms
from svcnorm.packs.opened import Shelf
from svcnorm.packs.testing import read_cases, run_tests
from svcnorm.packs.testing.clean import stray_findings

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples" / "transcripts"
TELEPHONE = ROOT / "tests" / "data" / "norms" / "telephone.txt"
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
def test_lint_finds_no_errors(pack: str) -> None:
    found = lint(SHELF.open(pack), SHELF)
    assert [(str(f.place), f.check.id, f.text) for f in found if f.check.severity == ERROR] == []


@lru_cache(maxsize=1)
def norm_ids() -> frozenset[str]:
    """The norms of all shipped handbooks."""
    return frozenset(norm.id for pack in PACKS for norm in read_norms(SHELF.open(pack).resolved)[0])


@pytest.mark.parametrize("norm", TELEPHONE.read_text(encoding="utf-8").split())
def test_every_telephone_clause_is_accounted_for(norm: str) -> None:
    assert norm in norm_ids()


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
