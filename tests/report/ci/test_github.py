"""Annotations: what GitHub shows, at most ten of a level, and no command but ours."""

from __future__ import annotations

import re

import pytest
from tests.report import samples
from tests.report.ci.formats import text_of
from tests.report.ci.hostile import hostile
from tests.report.factories import finding, place, report, rule, talk, verdict

from svcnorm import i18n
from svcnorm.model.report import ConversationReport, Report
from svcnorm.report.ci.github import command

COMMAND = re.compile(r"::(error|warning|notice)(?: ((?:[A-Za-z]+=[^:,\r\n]*)(?:,[A-Za-z]+=[^:,\r\n]*)*))?::([^\r\n]*)")
"""What the runner takes for one of the commands that we write (actions/runner, ActionCommand.TryParseV2)."""


def _many(n: int, severity: str) -> Report:
    found = [finding("bad", place(0, 0, 1, "不"), severity=severity, message=f"第{i}处") for i in range(n)]
    return report(ConversationReport(talk("客服:不行"), (verdict("bad", "violation", *found),)), rules=(rule("bad"),))


def test_every_line_is_one_of_our_commands() -> None:
    lines = text_of("github", hostile()).split("\n")[:-1]
    assert len(lines) == 13 + 2 + 1
    for line in lines:
        found = COMMAND.fullmatch(line)
        assert found, line
        names = {part.partition("=")[0] for part in (found[2] or "title").split(",")}
        assert names <= {"file", "line", "endLine", "col", "endColumn", "title"}


@pytest.mark.parametrize(
    ("text", "message", "value"),
    [
        ("50%", "50%25", "50%25"),
        ("a\r\nb", "a%0D%0Ab", "a%0D%0Ab"),
        ("a:b,c", "a:b,c", "a%3Ab%2Cc"),
        # The runner reads no %3B, so that a semicolon stands for itself.
        ("a;b", "a;b", "a;b"),
        ("%0A::error::", "%250A::error::", "%250A%3A%3Aerror%3A%3A"),
    ],
)
def test_signs_of_the_runner_are_escaped(text: str, message: str, value: str) -> None:
    assert command("error", text, {"title": text}) == f"::error title={value}::{message}"


@pytest.mark.parametrize(("severity", "level"), [("fatal", "error"), ("major", "warning"), ("info", "notice")])
@pytest.mark.parametrize(("n", "lines"), [(1, 1), (9, 9), (10, 10), (200, 10)])
def test_at_most_ten_of_a_level(severity: str, level: str, n: int, lines: int) -> None:
    with i18n.speaking("en"):
        written = text_of("github", _many(n, severity)).splitlines()
    assert len(written) == lines and all(line.startswith(f"::{level} ") for line in written[:9])
    if n > 9:
        assert written[9] == f"::{level}::and {n - 9} more finding{'s' if n > 10 else ''} of this level"


def test_a_report_without_findings_says_nothing() -> None:
    assert text_of("github", samples.clean()) == ""


def test_an_input_that_cannot_be_read_is_an_error_at_its_line() -> None:
    assert "::error file=calls/bad.json,line=3,title=svcnorm-input::" in text_of("github", samples.several())
