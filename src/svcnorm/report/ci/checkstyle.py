"""The output of Checkstyle, which most build servers read: files, and what is wrong in their lines.

There is no schema; the elements and attributes are those of
https://github.com/checkstyle/checkstyle/blob/master/src/main/java/com/puppycrawl/tools/checkstyle/XMLLogger.java.
"""

from __future__ import annotations

from typing import TextIO

from svcnorm.model.report import Report
from svcnorm.report import Options
from svcnorm.report.ci.rows import INPUT, rows
from svcnorm.report.ci.xml import HEAD, element, opened

SEVERITIES = {"fatal": "error", "major": "warning", "minor": "info", "info": "info"}
VERSION = "8.0"
"""Of the format: readers expect one, none minds which."""


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the findings that count, and the inputs that could not be read, by file."""
    found = rows(report, options)
    files: dict[str, list[str]] = {}
    for row in found.counted:
        severity = SEVERITIES[row.finding.severity]
        text = f"{row.title}: {row.message}"
        fault = _error(row.spot.line, row.spot.column, severity, text, row.verdict.rule)
        files.setdefault(row.file, []).append(fault)
    for each in found.unread:
        files.setdefault(each.file, []).append(_error(each.line, None, "error", each.message, INPUT))
    out.write(HEAD + opened("checkstyle", {"version": VERSION}) + "\n")
    for file, faults in files.items():
        out.write(opened("file", {"name": file}) + "\n" + "".join(faults) + "</file>\n")
    out.write("</checkstyle>\n")


def _error(line: int | None, column: int | None, severity: str, message: str, source: str) -> str:
    where = {"line": line, "column": column}
    return element("error", {**where, "severity": severity, "message": message, "source": f"svcnorm.{source}"}) + "\n"
