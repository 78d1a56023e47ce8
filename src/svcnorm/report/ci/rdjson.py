"""The diagnostic format of reviewdog, which comments on reviews of many code hosts.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf: columns there count bytes of the file in UTF-8. How
many bytes stand before the words is not known here, so that only lines are told.
"""

from __future__ import annotations

from typing import Any, TextIO

from svcnorm.model.report import Report
from svcnorm.report import Options
from svcnorm.report.ci.rows import INPUT, rows
from svcnorm.report.json_report import one_line

SEVERITIES = {"fatal": "ERROR", "major": "WARNING", "minor": "INFO", "info": "INFO"}


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the findings that count, and the inputs that could not be read, a diagnostic a line."""
    found = rows(report, options)
    diagnostics = [
        _diagnostic(
            f"{row.title}: {row.message}",
            row.file,
            row.spot.line,
            row.spot.end_line,
            SEVERITIES[row.finding.severity],
            row.verdict.rule,
        )
        for row in found.counted
    ]
    diagnostics += [_diagnostic(each.message, each.file, each.line, None, "ERROR", INPUT) for each in found.unread]
    listed = ",".join(f"\n{one_line(each)}" for each in diagnostics)
    out.write(f'{{"source": {{"name": "svcnorm"}},\n"diagnostics": [{listed}\n]}}\n')


def _diagnostic(
    message: str, file: str, line: int | None, end_line: int | None, severity: str, code: str
) -> dict[str, Any]:
    location: dict[str, Any] = {"path": file}
    if line is not None:
        location["range"] = {"start": {"line": line}, "end": {"line": end_line or line}}
    return {"message": message, "location": location, "severity": severity, "code": {"value": code}}
