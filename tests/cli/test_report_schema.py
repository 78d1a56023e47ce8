"""Real reports keep to the published schema, and to the minimal shape that other tools rely on."""

from __future__ import annotations

import json

import jsonschema
import pytest
from tests.cli.conftest import EXAMPLES, ROOT, Cli

MINIMAL = {
    "conversation": {"id", "source", "scorecards", "verdicts"},
    "scorecard": {"handbook", "score", "coverage", "passed"},
    "verdict": {"rule", "norms", "verdict", "reason", "findings"},
    "finding": {"turn", "span", "text", "message", "suggestion", "severity", "points", "fingerprint"},
}


@pytest.mark.parametrize("packs", [[], ["enterprise-rep", "key-account"]], ids=["neutral", "two handbooks"])
def test_the_examples(packs: list[str], cli: Cli) -> None:
    schema = json.loads((ROOT / "src/svcnorm/schemas/report.schema.json").read_text(encoding="utf-8"))
    options = [word for pack in packs for word in ("--pack", pack)]
    ran = cli("check", str(EXAMPLES), *options, "--format", "json", "--fail-on", "never")
    report = json.loads(ran.out)
    jsonschema.Draft202012Validator(schema).validate(report)
    assert report["schema"] == "svcnorm.report/1" and report["errors"] == []
    assert {"schema", "tool", "packs", "conversations", "errors"} <= set(report)
    assert all({"name", "version", "hash"} <= set(pack) for pack in report["packs"])
    for conversation in report["conversations"]:
        assert MINIMAL["conversation"] <= set(conversation)
        assert all(MINIMAL["scorecard"] <= set(card) for card in conversation["scorecards"])
        assert [card["handbook"] for card in conversation["scorecards"]] == packs or not packs
        assert all(MINIMAL["verdict"] <= set(verdict) for verdict in conversation["verdicts"])
        findings = [finding for verdict in conversation["verdicts"] for finding in verdict["findings"]]
        assert all(MINIMAL["finding"] <= set(finding) for finding in findings)
        assert len({finding["fingerprint"] for finding in findings}) == len(findings)
