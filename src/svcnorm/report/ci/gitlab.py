"""GitLab's code quality report: a list of issues, also where there is none.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format: `path` is relative without `./`,
of two issues with one fingerprint only the first is shown.
"""

from __future__ import annotations

from typing import Any, TextIO

from svcnorm.model.report import Report
from svcnorm.report import Options
from svcnorm.report.ci.rows import INPUT, Row, Unread, rows
from svcnorm.report.json_report import one_line

SEVERITIES = {"fatal": "blocker", "major": "major", "minor": "minor", "info": "info"}
FIRST = 1
"""A line is required; what has none is shown at the beginning of its file."""


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the findings that count, and the inputs that could not be read, an issue a line."""
    found = rows(report, options)
    issues = [_issue(row) for row in found.counted] + [_unread(each, n) for n, each in enumerate(found.unread)]
    out.write("[" + ",".join(f"\n{one_line(issue)}" for issue in issues) + ("\n]\n" if issues else "]\n"))


def _issue(row: Row) -> dict[str, Any]:
    spot = row.spot
    lines = {"begin": spot.line or FIRST}
    if spot.end_line is not None:
        lines["end"] = spot.end_line
    return {
        "description": f"{row.title}: {row.message}",
        "check_name": row.verdict.rule,
        "fingerprint": row.finding.fingerprint,
        "severity": SEVERITIES[row.finding.severity],
        "location": {"path": row.file, "lines": lines},
    }


def _unread(each: Unread, number: int) -> dict[str, Any]:
    return {
        "description": each.message,
        "check_name": INPUT,
        "fingerprint": f"{INPUT}:{each.file}:{number}",
        "severity": "blocker",
        "location": {"path": each.file, "lines": {"begin": each.line or FIRST}},
    }
