"""Workflow commands, which GitHub shows as annotations beside the lines of a pull request.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from svcnorm.i18n import ngettext
from svcnorm.model.report import Report
from svcnorm.report import Options
from svcnorm.report.ci.rows import INPUT, Row, Unread, rows
from svcnorm.report.notes import not_counted

LEVELS = {"fatal": "error", "major": "warning", "minor": "notice", "info": "notice"}
MOST = 9
"""GitHub shows ten annotations of a level per step: nine, and one that says how many more there are."""

MESSAGE: dict[str, str | int | None] = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY: dict[str, str | int | None] = {**MESSAGE, ":": "%3A", ",": "%2C"}
"""What the runner reads as its own (actions/toolkit, command.ts); any other character stands for itself."""


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the gravest findings as annotations, and how many others there are."""
    found = rows(report, options)
    commands: dict[str, list[str]] = {"error": [_unread(each) for each in found.unread], "warning": [], "notice": []}
    for row in found.counted:
        commands[LEVELS[row.finding.severity]].append(_annotation(row))
    for level, listed in commands.items():
        out.writelines(f"{line}\n" for line in _limited(level, listed))
    if found.suppressed:
        out.write(command("notice", not_counted(len(found.suppressed)), {}) + "\n")


def _limited(level: str, listed: list[str]) -> Iterator[str]:
    yield from listed[:MOST]
    more = len(listed) - MOST
    if more > 0:
        text = ngettext("and {n} more finding of this level", "and {n} more findings of this level", more)
        yield command(level, text, {})


def _annotation(row: Row) -> str:
    spot = row.spot
    one_line = spot.line == spot.end_line
    where = {
        "file": row.file,
        "line": spot.line,
        "endLine": spot.end_line,
        # The last column counts in; of a stretch over several lines GitHub shows no columns.
        "col": spot.column if one_line else None,
        "endColumn": spot.end_column - 1 if one_line and spot.end_column is not None else None,
        "title": f"{row.title} ({row.verdict.rule})",
    }
    return command(LEVELS[row.finding.severity], row.message, where)


def _unread(each: Unread) -> str:
    return command("error", each.message, {"file": each.file, "line": each.line, "title": INPUT})


def command(level: str, message: str, properties: dict[str, str | int | None]) -> str:
    """A workflow command on one line, whatever the texts hold."""
    given = [f"{name}={_escaped(str(value), PROPERTY)}" for name, value in properties.items() if value is not None]
    return f"::{level}{' ' if given else ''}{','.join(given)}::{_escaped(message, MESSAGE)}"


def _escaped(text: str, signs: dict[str, str | int | None]) -> str:
    return text.translate(str.maketrans(signs))
