"""The findings of a report as a flat list, masked and harmless, for formats that know only files and lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.report import Report
from svcnorm.model.verdicts import Finding, RuleVerdict
from svcnorm.report import Options
from svcnorm.report.ci.spots import Spot, spot_of
from svcnorm.report.masking import Shown, harmless

INPUT = "svcnorm-input"
"""What stands for a rule where an input could not be read."""


class Row(NamedTuple):
    """One finding. `file` is relative with `/`; `title` is what the rule is called; the message names the
    conversation where the spot does not lead to the words."""

    talk: Conversation
    verdict: RuleVerdict
    finding: Finding
    file: str
    spot: Spot
    title: str
    message: str


class Unread(NamedTuple):
    """An input that could not be read."""

    file: str
    line: int | None
    message: str


class Rows(NamedTuple):
    """`counted` are the findings that are not suppressed, in the order of the report."""

    counted: tuple[Row, ...]
    suppressed: tuple[Row, ...]
    unread: tuple[Unread, ...]


def rows(report: Report, options: Options) -> Rows:
    """Everything that a format of this kind tells."""
    show = harmless(options.mask)
    found = tuple(_found(report, show))
    return Rows(
        tuple(row for row in found if row.finding.suppressed is None),
        tuple(row for row in found if row.finding.suppressed is not None),
        tuple(unread(report, show)),
    )


def _found(report: Report, show: Shown) -> Iterator[Row]:
    for of in report.conversations:
        for verdict in of.verdicts:
            for finding in verdict.findings:
                yield row(report, of.conversation, verdict, finding, show)


def row(report: Report, talk: Conversation, verdict: RuleVerdict, finding: Finding, show: Shown) -> Row:
    """One finding of a conversation."""
    spot = spot_of(talk, finding.places)
    message = told(talk, finding, show)
    if spot.column is None:
        message += f" [{show.name(talk.id)}]"
    return Row(talk, verdict, finding, show.source(talk.source), spot, title(report, verdict.rule, show), message)


def title(report: Report, rule: str, show: Shown) -> str:
    """What a rule is called."""
    known = report.rules.get(rule)
    return show.text(known.title) if known is not None and known.title else show.name(rule)


def told(talk: Conversation, finding: Finding, show: Shown) -> str:
    """What is wrong, and what to say instead."""
    message = show.cited(talk, finding.message, finding.places)
    return f"{message} → {show.text(finding.suggestion)}" if finding.suggestion else message


def unread(report: Report, show: Shown) -> Iterator[Unread]:
    """The inputs that could not be read."""
    from svcnorm.i18n.errors import said

    for file, place, message, remedy in report.errors:
        line = place.partition(":")[0]
        text = show.text(said(message)) + (f" → {show.text(said(remedy))}" if remedy else "")
        yield Unread(show.source(file), int(line) if line.isdecimal() else None, text)
