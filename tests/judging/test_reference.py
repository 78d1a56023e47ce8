"""The engine against a slow one: a sure verdict must be right in every world that a record may stand for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from tests.judging import samples
from tests.judging.bodies import CALL_RULES, CASE_RULES
from tests.judging.possible import Record, verdicts
from tests.judging.reference import every
from tests.judging.tables import rules_of
from tests.judging.world import Happened

from svcnorm.judging import Rules, judge
from svcnorm.model.verdicts import RuleVerdict

SEED = 20_261_120
RULES_EACH, CALLS, CASES, LOGS = 5, 32, 45, 60
DOUBTFUL_BY_NATURE = ("conditional", "silence", "deadline")
"""`any` and `not` are truth-functional, a gap beside an untimed turn is unknown whatever its bounds, and the
slow engine knows of no second unrecorded reply."""


class Compared(NamedTuple):
    """One rule over one record: what the engine says, and the verdicts of the worlds."""

    form: str
    given: str
    worlds: set[str]
    complete: bool
    story: str

    @property
    def right(self) -> bool:
        """Doubt is always right; `not_applicable` may also stand where the duty is met in every world."""
        if self.given == "undetermined":
            return True
        return "violation" not in self.worlds if self.given == "not_applicable" else self.worlds == {self.given}

    @property
    def needless(self) -> bool:
        """Doubt where one who knew all worlds would have none."""
        sure = len(self.worlds) == 1 or "violation" not in self.worlds
        return self.given == "undetermined" and self.complete and sure


def loaded(bodies: Sequence[Mapping[str, Any]], folder: Path) -> Rules:
    """The rules as the engine takes them; JSON undoes shared parts, which YAML would write as aliases."""
    return rules_of(json.loads(json.dumps(bodies)), folder)


def told(form: str, body: Mapping[str, Any], record: Record, verdict: RuleVerdict, worlds: set[str]) -> str:
    """Rule, conversation and both verdicts, to be read by people."""
    lines = [f"{form}: {json.dumps(body, ensure_ascii=False)}", f"engine: {verdict.verdict} {verdict.reasons}"]
    lines += [f"worlds: {sorted(worlds)}", str(record._replace(said=(), happened=()))]
    return "\n".join(lines + [str(tuple(one)) for one in (*record.said, *record.happened)])


def compared(
    bodies: Sequence[tuple[str, Mapping[str, Any]]], rules: Rules, record: Record, rng: Random
) -> list[Compared]:
    as_of = None if record.as_of is None or record.base is None else record.base + record.as_of
    given = judge(samples.conversation(record), rules, as_of)
    out = []
    for (form, body), verdict in zip(bodies, given):
        worlds, complete = verdicts(record, body, rng)
        one = Compared(form, verdict.verdict, worlds, complete, "")
        out.append(one if one.right else one._replace(story=told(form, body, record, verdict, worlds)))
    return out


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[Compared]:
    rng = Random(SEED)
    out: list[Compared] = []
    for makers, make, n in ((CALL_RULES, samples.call, CALLS), (CASE_RULES, samples.case, CASES)):
        bodies = [(form, maker(rng)) for form, maker in makers.items() for _ in range(RULES_EACH)]
        rules = loaded([body for _, body in bodies], tmp_path_factory.mktemp("rules"))
        for _ in range(n):
            out += compared(bodies, rules, make(rng), rng)
    return out


def test_sure_verdicts_are_right_in_every_world(results: list[Compared]) -> None:
    wrong = [one.story for one in results if not one.right]
    assert not wrong, f"{len(wrong)} of {len(results)}\n{min(wrong, key=len)}"
    assert len(results) >= 3000


def test_the_samples_show_every_verdict_of_every_form(results: list[Compared]) -> None:
    shown: dict[str, set[str]] = {}
    for one in results:
        shown.setdefault(one.form, set()).add(one.given)
    lacking = {form: sorted({"pass", "violation", "undetermined"} - seen) for form, seen in shown.items()}
    assert not {form: lack for form, lack in lacking.items() if lack}
    assert set(shown) == {*CALL_RULES, *CASE_RULES}


def test_doubt_is_rare_where_there_need_be_none(results: list[Compared]) -> None:
    asked = [one for one in results if one.form not in DOUBTFUL_BY_NATURE]
    needless = Counter(one.form for one in asked if one.needless)
    assert needless.total() <= 0.02 * len(asked), needless
    undetermined = Counter(one.form for one in results if one.given == "undetermined")
    needless = Counter(one.form for one in results if one.needless)
    assert all(needless[form] <= 0.5 * undetermined[form] + 2 for form in undetermined), needless


@pytest.mark.parametrize("period", ["week", "half-month", "month", "7 days", "10 days"])
def test_periods(period: str, tmp_path: Path) -> None:
    """Regular acts over some weeks, with gaps, enrolment and horizon now and then."""
    body = {"over": "customer", "every": period, "require": {"event": "visit_started"}}
    rules = loaded([body], tmp_path)
    rng = Random(f"{SEED} {period}")
    seen = set()
    for _ in range(LOGS):
        days = sorted(rng.sample(range(1, 70), rng.choice((0, 1, 3, 8, 12, 30))))
        hours = [24 * day + rng.choice((0, 9, 23)) for day in days]
        enrolled = date(2026, 10, 7) + timedelta(rng.randint(0, 9)) if rng.random() < 0.5 else None
        as_of = rng.choice((None, rng.randint(20, 75) * 24 + rng.choice((0, 12))))
        attributes = {"enrolled_at": enrolled.isoformat()} if enrolled else {}
        at = [(hour - 12) * samples.HOUR for hour in hours]
        record = Record((), tuple(Happened("visit_started", t) for t in at), "visit", samples.BASE, None, attributes)
        local = samples.BASE + 8 * samples.HOUR
        horizon = None if as_of is None else (as_of - 12) * samples.HOUR
        wanted = every(body, [local + t for t in at], enrolled, None if horizon is None else local + horizon)
        given = judge(samples.conversation(record), rules, None if horizon is None else samples.BASE + horizon)[0]
        assert given.verdict == wanted, (body, days, enrolled, as_of, given.reasons)
        seen.add(wanted)
    assert seen == {"pass", "violation", "undetermined"}
