"""The engine against a slow one: a sure verdict must be right in every world that a record may stand for."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from svcnorm.judging import Rules, judge
from tests.judging import samples
from tests.judging.possible import Record, verdicts
from tests.judging.tables import rules_of

SEED = 20_261_120
RULES_EACH, CALLS, CASES = 6, 40, 40


def right(engine: str, worlds: set[str]) -> bool:
    """Whether a verdict may be given where `worlds` are the verdicts that are possible."""
    if engine == "undetermined":
        return True
    if engine == "not_applicable":
        return "violation" not in worlds
    return worlds == {engine}


def sure(worlds: set[str]) -> bool:
    """Whether one who knew all worlds would give a verdict."""
    return len(worlds) == 1 or "violation" not in worlds


def batch(makers, rng: Random, folder: Path) -> tuple[list[tuple[str, dict]], Rules]:
    bodies = [(name, make(rng)) for name, make in makers.items() for _ in range(RULES_EACH)]
    return bodies, rules_of(json.loads(json.dumps([body for _, body in bodies])), folder)


def compare(bodies, rules: Rules, record: Record, rng: Random) -> list[tuple[str, str, set[str], bool]]:
    as_of = None if record.as_of is None else record.base + record.as_of
    given = judge(samples.conversation(record), rules, as_of)
    out = []
    for (name, body), verdict in zip(bodies, given):
        worlds, complete = verdicts(record, body, rng)
        assert right(verdict.verdict, worlds), told(name, body, record, verdict, worlds)
        out.append((name, verdict.verdict, worlds, complete))
    return out


def told(name, body, record: Record, verdict, worlds) -> str:
    lines = [f"{name}: {json.dumps(body, ensure_ascii=False)}", f"engine: {verdict.verdict} {verdict.reasons}"]
    lines += [f"worlds: {sorted(worlds)}", str(record._replace(said=(), happened=()))]
    lines += [str(tuple(one)) for one in (*record.said, *record.happened)]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    rng = Random(SEED)
    out = []
    for makers, make, n in ((samples.CALL_RULES, samples.call, CALLS), (samples.CASE_RULES, samples.case, CASES)):
        bodies, rules = batch(makers, rng, tmp_path_factory.mktemp("rules"))
        for _ in range(n):
            out += compare(bodies, rules, make(rng), rng)
    return out


def test_sure_verdicts_are_right_in_every_world(results) -> None:
    assert len(results) >= 3000


def test_doubt_is_rare_where_there_is_none(results) -> None:
    doubts = Counter(
        name for name, given, worlds, complete in results if complete and given == "undetermined" and sure(worlds)
    )
    print(doubts, len(results))
