"""Rules as SARIF describes them: title, clauses, and what to say instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from svcnorm.model.report import Report
from svcnorm.model.rules import SEVERITIES, Rule
from svcnorm.report.masking import Shown

LEVELS = {"fatal": "error", "major": "warning", "minor": "note", "info": "note"}
MOST_TAGS = 10
"""GitHub shows so many tags of a rule, and refuses one with more than twenty."""


def descriptors(report: Report, cited: Iterable[str], show: Shown) -> list[dict[str, Any]]:
    """The rules that results name, in that order."""
    return [_descriptor(report, name, report.rules.get(name), show) for name in cited]


def _descriptor(report: Report, name: str, rule: Rule | None, show: Shown) -> dict[str, Any]:
    if rule is None:
        return {"id": name, "shortDescription": {"text": name}, "help": {"text": name}}
    title = show.text(rule.title) or name
    severity = max((rule.severity, *(b.severity for b in rule.bindings if not b.supports)), key=SEVERITIES.index)
    norms = [binding.norm for binding in rule.bindings if binding.norm]
    return {
        "id": name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": "\n".join((title, *_clauses(report, rule, show), *_better(rule, show)))},
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {"tags": list(dict.fromkeys((rule.pack, *norms)))[:MOST_TAGS]},
    }


def _clauses(report: Report, rule: Rule, show: Shown) -> Iterator[str]:
    """The norms that the rule stands for, each with its clause and handbook."""
    for handbook in report.handbooks:
        norms = {norm.id: norm for norm in handbook.norms}
        for binding in rule.bindings:
            norm = norms.get(binding.norm)
            if binding.handbook == handbook.name and norm is not None:
                clause = f" ({norm.clause})" if norm.clause else ""
                yield show.text(f"{handbook.title or handbook.name}{clause}: {norm.id} {norm.title}")


def _better(rule: Rule, show: Shown) -> Iterator[str]:
    if rule.suggest:
        yield f"→ {show.text(rule.suggest)}"
