"""On executors: conversations, those of one bundle after their fellows, to what their judgement comes to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from svcnorm.audit.batch import judge_batch
from svcnorm.audit.engine import SHARE
from svcnorm.audit.faults import fault, told
from svcnorm.audit.rows import Fellow, FindingRow, Judged, ScoreRow, Task, Work
from svcnorm.audit.spark.reading import Row, Sent, in_batches
from svcnorm.audit.spark.schemas import COUNTS, FELLOW, JUDGED
from svcnorm.audit.spark.shipping import Opened, opened
from svcnorm.judging import Rules
from svcnorm.report.masking import shown

if TYPE_CHECKING:
    import pyarrow as pa


def judge_batches(batches: Iterable[pa.RecordBatch], parcel: Sent, expected: str) -> Iterator[pa.RecordBatch]:
    """Rows of `schemas.WORK`, sorted by bundle and part, to rows of `schemas.JUDGED`."""
    how = opened(parcel.value, expected)
    rows = (row for batch in batches for row in batch.to_pylist())
    return in_batches(judged_rows(rows, how), JUDGED)


def judged_rows(rows: Iterable[Row], how: Opened) -> Iterator[Row]:
    """The same with rows as mappings. No more than a bundle's fellows are held at a time, and a share of it."""
    for _bundle, members in groupby(rows, key=itemgetter("bundle")):
        fellows: tuple[Fellow, ...] = ()
        for part, group in groupby(members, key=itemgetter("part")):
            if part == FELLOW:
                fellows = tuple(map(_fellow, group))
                continue
            while share := list(islice(group, SHARE)):
                yield from _judged(share, fellows, how)


def _judged(share: Sequence[Row], fellows: tuple[Fellow, ...], how: Opened) -> Iterator[Row]:
    for ruleset in dict.fromkeys(row["ruleset"] for row in share):
        members = [row for row in share if row["ruleset"] == ruleset]
        tasks = tuple(Task(n, row["canonical"], row["about"]["source"]) for n, row in enumerate(members))
        rules = how.rules(ruleset)
        for task, one in zip(tasks, judge_batch(Work((), tasks, fellows), rules, how.as_of, how.mask)):
            yield {"about": members[task.key]["about"], "ruleset": ruleset, **_row(task, one, rules, how)}


def _fellow(row: Row) -> Fellow:
    names = [(each["kind"], each["name"]) for each in row["memberships"]]
    customer = next((name for kind, name in names if kind == "customer"), None)
    cases = tuple(name for kind, name in names if kind == "case")
    return Fellow(row["id"], row["started_at"], customer, cases, tuple(map(tuple, json.loads(row["events"]))))


def _row(task: Task, one: Judged, rules: Rules | None, how: Opened) -> Row:
    if one.fault:
        error = told(fault(task, one.fault), shown(how.mask))
        return {"notes": "", "fault": dict(zip(("file", "place", "message", "remedy"), error))}
    # A fingerprint that comes twice is one finding, as in a store.
    findings = {row.fingerprint: row for row in one.findings}.values()
    return {
        "codes": one.codes or None,
        "reasons": [(row.position, row.reasons) for row in one.verdicts],
        "findings": [_finding(row, rules) for row in findings],
        "scores": [_score(row) for row in one.scores],
        "notes": "\n".join(one.notes),
    }


def _finding(row: FindingRow, rules: Rules | None) -> dict[str, Any]:
    assert rules is not None
    return {**row._asdict(), "rule": rules.rules[row.position].instance}


def _score(row: ScoreRow) -> dict[str, Any]:
    deductions = [dict(zip(("rule", "norm", "points"), each)) for each in row.deductions]
    return {**row._asdict(), **dict(zip(COUNTS, row.counts)), "deductions": deductions}
