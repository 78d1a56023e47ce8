"""From a transcript and the logs beside it to a verdict: what rings and 48 hours are known by."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm.assembly import AssemblyOptions, assemble
from svcnorm.judging import Rules
from svcnorm.readers import conversation_from_data
from svcnorm.readers.records import read_records
from svcnorm.readers.times import date_time
from svcnorm.run import check, load_rules

DATA = Path(__file__).parents[1] / "data" / "records"
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "judged" / "judged.yaml").read_text(encoding="utf-8"))
WORDS = [
    "客服:您好,中国电信,我是小李,请问有什么可以帮您?",
    "客户:我的宽带断了",
    "客服:已经给您恢复了,请问还有什么可以帮您",
    "客户:没有了,再见",
    "客服:感谢您的来电,再见",
]


@cache
def rules() -> Rules:
    return load_rules(["phone", "follow-up"])


def log(folder: Path, given: dict[str, str] | None) -> list[str]:
    """The path of a log, written if need be."""
    if given is None:
        return []
    if "file" in given:
        return [str(DATA / given["file"])]
    path = folder / given["name"]
    path.write_text(given["text"], encoding="utf-8")
    return [str(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['why']}")
def test_verdict(case: dict[str, Any], tmp_path: Path) -> None:
    data = {"id": case.get("id", "C-1"), "channel": "inbound_call", "turns": WORDS, "case": case.get("case")}
    found = read_records(log(tmp_path, case.get("calls")), log(tmp_path, case.get("cases")))
    assert not found.errors
    options = AssemblyOptions(records=found.records) if "calls" in case or "cases" in case else AssemblyOptions()
    moment = date_time(case["as_of"], 480) if "as_of" in case else None
    report = check(
        assemble(conversation_from_data(data, "a.json"), options), rules(), as_of=moment.instant if moment else None
    )
    (verdict,) = [v.verdict for v in report.conversations[0].verdicts if v.rule == case["rule"]]
    assert verdict == case["verdict"]
