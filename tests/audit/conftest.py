"""Audits of generated conversations, and what `check` says of the same all at once."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from svcnorm.audit.engine import Options, audit
from svcnorm.audit.pool import Terms
from svcnorm.audit.store.opening import for_reading
from svcnorm.audit.store.runs import Tally
from svcnorm.config import Config
from svcnorm.files import read_each
from svcnorm.model.report import Report
from svcnorm.report import data
from svcnorm.report.masking import MASKED

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
HOUSE = str(HERE / "house.yaml")
VIEWS = (
    "verdicts",
    "violations",
    "undetermined",
    "all_findings",
    "scores",
    "deductions",
    "conversations",
    "cases",
    "events",
)
Tables = dict[str, list[tuple[Any, ...]]]
Auditing = Callable[..., Tally]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "audit.db"


@pytest.fixture
def auditing(store: Path) -> Auditing:
    """Audit files into the store."""

    def run(
        *paths: Path, packs: Sequence[str] = (HOUSE,), as_of: int | None = None, jobs: int = 1, **sizes: int
    ) -> Tally:
        terms = Terms(tuple(packs), Config(), as_of, True)
        options = Options(terms, jobs)._replace(**sizes)
        return audit(store, read_each([str(path) for path in paths]), options)[1]

    return run


def tables(store: Path, views: Iterable[str] = VIEWS) -> Tables:
    """All that the views tell, in an order that depends on nothing but that."""
    db = for_reading(store)
    try:
        return {view: sorted(db.execute(f"SELECT * FROM {view}"), key=repr) for view in views}
    finally:
        db.close()


def asked(store: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    db = for_reading(store)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def told(store: Path) -> dict[str, Any]:
    """What the store tells of verdicts, findings and scores, in the form of `expected`."""
    found = {
        "verdicts": asked(store, "SELECT conversation, rule, verdict, reasons, subject FROM verdicts"),
        "findings": asked(
            store,
            "SELECT conversation, fingerprint, rule, possible, severity, points, turn, start, at_ms, text, message,"
            " suggestion, pattern FROM all_findings WHERE withdrawn_run IS NULL",
        ),
        "scores": asked(store, "SELECT conversation, handbook, score, coverage, passed FROM scores"),
        "deductions": asked(store, "SELECT conversation, handbook, rule, norm, points FROM deductions"),
        "notes": asked(store, "SELECT conversation, notes FROM conversations"),
    }
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def expected(report: Report) -> dict[str, Any]:
    """The same from a report."""
    found: dict[str, list[tuple[Any, ...]]] = {"verdicts": [], "findings": [], "scores": [], "deductions": []}
    found["notes"] = []
    for of in report.conversations:
        name = MASKED.name(of.conversation.id)
        shown = data.conversation(of, MASKED)
        found["notes"].append((name, "\n".join(shown["notes"])))
        for card in of.scorecards:
            found["scores"].append((name, card.handbook, card.score, card.coverage, card.passed))
            found["deductions"] += [(name, card.handbook, rule, norm, p) for rule, norm, p in card.deductions]
        for verdict in of.verdicts:
            found["verdicts"].append((name, verdict.rule, verdict.verdict, ", ".join(verdict.reasons), verdict.subject))
            for possible, findings in ((0, verdict.findings), (1, verdict.possible)):
                for finding in findings:
                    said = data.finding(finding, of.conversation, MASKED)
                    start = said["span"][0] if said["span"] else None
                    found["findings"].append(
                        (
                            *(name, finding.fingerprint, verdict.rule, possible, finding.severity, finding.points),
                            *(said["turn"], start, finding.at, said["text"], said["message"], said["suggestion"]),
                            said["pattern"],
                        )
                    )
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def benchmark(name: str) -> ModuleType:
    """A module of the benchmarks."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        return import_module(name)
    finally:
        sys.path.pop(0)


def generated(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Conversations of the generator that the benchmarks use."""
    return list(benchmark("generate").conversations(count, seed))


def fingerprints(path: Path) -> dict[str, str]:
    """One hash for each table of a store, or of a folder of Parquet."""
    found: dict[str, str] = benchmark("fingerprint").fingerprints(path)
    return found


def lines(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    """Write records as JSON lines."""
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8")
    return path


def connect(store: Path) -> sqlite3.Connection:
    """The store, to tamper with."""
    return sqlite3.connect(store, isolation_level=None)
