"""`svcnorm check` on visit records with a case log: deadlines at the boundary second, on both sides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import DATA, Cli

SHEET = yaml.load((DATA / "deadlines.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
ZONE = "+08:00"


def record(case: dict[str, Any]) -> dict[str, Any]:
    started = next((at for kind, at in case["log"] if kind == "visit_started"), case["log"][0][1])
    events = [{"type": kind, "at": at + ZONE} for kind, at in case["log"]]
    attributes = {"customer_tier": "important", **({"enrolled_at": case["from"]} if "from" in case else {})}
    return {
        **{"id": "V-1", "channel": "visit", "started_at": started + ZONE, "customer": "K-1", "case": "T-1"},
        **{"attributes": attributes, "turns": SHEET["words"], "events": events},
    }


@pytest.mark.parametrize("case", SHEET["cases"], ids=lambda case: f"{case['norm']}-{case['log'][-1][1]}")
def test_at_the_boundary(cli: Cli, tmp_path: Path, case: dict[str, Any]) -> None:
    (tmp_path / "visit.json").write_text(json.dumps(record(case)), encoding="utf-8")
    until = ["--as-of", case["as_of"] + ZONE] if "as_of" in case else []
    ran = cli("check", "visit.json", "--pack", "rural-agent", "--format", "json", *until)
    verdicts = json.loads(ran.out)["conversations"][0]["verdicts"]
    mine = {v["verdict"] for v in verdicts if case["norm"] in v["norms"]} - {"not_applicable"}
    strongest = next(v for v in ("violation", "undetermined", "pass") if v in mine)
    assert strongest == case["verdict"], [v for v in verdicts if case["norm"] in v["norms"]]
