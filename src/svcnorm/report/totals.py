"""What a run comes to: outcomes by handbook, faults by severity, rules most often broken, inputs that were not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from svcnorm.i18n import _, ngettext
from svcnorm.i18n.errors import said
from svcnorm.model.report import Report
from svcnorm.model.rules import SEVERITIES
from svcnorm.model.verdicts import PASS, UNDETERMINED, VIOLATION, RuleVerdict
from svcnorm.report import scores
from svcnorm.report.view import View


class Outcomes(NamedTuple):
    """How many conversations a handbook passes: by state, in words."""

    handbook: str
    parts: list[tuple[str, str, int]]


class Often(NamedTuple):
    """A rule that was broken in `n` conversations of the `judged` in which it could be judged."""

    title: str
    n: int
    judged: int


def outcomes(view: View) -> list[Outcomes]:
    """The outcomes by handbook, of those that scored any conversation."""
    found = []
    for handbook in view.report.handbooks:
        cards = [c for of in view.report.conversations for c in of.scorecards if c.handbook == handbook.name]
        counts = Counter(scores.state(card) for card in cards)
        parts = [
            (scores.PASSED, _("passed {n}", n=counts[scores.PASSED]), counts[scores.PASSED]),
            (scores.FAILED, _("failed {n}", n=counts[scores.FAILED]), counts[scores.FAILED]),
            (scores.OPEN, _("not assessable {n}", n=counts[scores.OPEN]), counts[scores.OPEN]),
        ]
        if cards:
            found.append(Outcomes(view.handbook_title(handbook.name), parts))
    return found


def severities(verdicts: Iterable[RuleVerdict]) -> list[tuple[str, int]]:
    """How many findings there are of each severity, gravest first; those of which there are none left out."""
    found = Counter(finding.severity for verdict in verdicts for finding in verdict.counted)
    return [(code, found[code]) for code in reversed(SEVERITIES) if found[code]]


def often(view: View, most: int) -> list[Often]:
    """The rules that most conversations broke."""
    verdicts = _verdicts(view.report)
    broken = Counter(v.rule for v in verdicts if v.counted or (v.verdict == VIOLATION and not v.findings))
    judged = Counter(verdict.rule for verdict in verdicts if verdict.verdict in (VIOLATION, PASS))
    titles = {verdict.rule: view.title(verdict) for verdict in verdicts}
    ordered = sorted(broken.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return [Often(titles[rule], n, judged[rule]) for rule, n in ordered]


def unread(view: View) -> list[tuple[str, str, str]]:
    """The inputs that could not be read: file and place, what is wrong, what to do."""
    return [
        (
            view.name(file) + (f":{place}" if place else ""),
            view.text(said(message)),
            view.text(said(remedy)) if remedy else "",
        )
        for file, place, message, remedy in view.report.errors
    ]


def result(report: Report) -> tuple[str, str]:
    """The result in one line, after its kind: `failed`, `open` or `passed`.

    That nothing could be judged must not look like a pass.
    """
    verdicts = _verdicts(report)
    open_ = sum(verdict.verdict == UNDETERMINED for verdict in verdicts)
    faults = sum(len(verdict.counted) for verdict in verdicts)
    if faults:
        text = ngettext("{n} fault found.", "{n} faults found.", faults)
        if open_:
            more = ngettext("{n} rule could not be judged.", "{n} rules could not be judged.", open_)
            text = _("{faults} {open}", faults=text, open=more)
        return scores.FAILED, text
    if open_:
        text = ngettext(
            "No fault found, but {n} rule could not be judged: this is not a pass.",
            "No fault found, but {n} rules could not be judged: this is not a pass.",
            open_,
        )
        return scores.OPEN, text
    if not verdicts:
        return scores.OPEN, _("Nothing was judged.")
    return scores.PASSED, _("No new fault found.") if known(report) else _("No fault found.")


def known(report: Report) -> int:
    """How many findings are known and do not count."""
    return sum(len(verdict.findings) - len(verdict.counted) for verdict in _verdicts(report))


def _verdicts(report: Report) -> list[RuleVerdict]:
    return [verdict for of in report.conversations for verdict in of.verdicts]
