"""JUnit's XML, which build servers show as tests: a suite for each conversation, a case for each rule.

The elements are those of the schema of Jenkins (xunit-plugin, junit-10.xsd), which others read as well.
"""

from __future__ import annotations

from typing import TextIO

from svcnorm.i18n import _
from svcnorm.i18n.names import MISSING, NOT_APPLICABLE, VERDICTS, named
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.verdicts import MANUAL, PASS, VIOLATION, Finding, RuleVerdict
from svcnorm.report import Options
from svcnorm.report.ci.rows import INPUT, Row, Unread, row, unread
from svcnorm.report.ci.xml import HEAD, Attributes, element, opened, text
from svcnorm.report.masking import Shown, harmless


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write every verdict: a violation fails, what was not judged or does not count is skipped."""
    show = harmless(options.mask)
    out.write(HEAD + opened("testsuites", {"name": "svcnorm"}) + "\n")
    for of in report.conversations:
        out.write(_suite(report, of, show))
    lost = list(unread(report, show))
    if lost:
        out.write(_unread(lost))
    out.write("</testsuites>\n")


def _suite(report: Report, of: ConversationReport, show: Shown) -> str:
    failed = sum(_fails(verdict) for verdict in of.verdicts)
    passed = sum(verdict.verdict == PASS for verdict in of.verdicts)
    attributes: Attributes = {
        "name": show.name(of.conversation.id),
        "tests": len(of.verdicts),
        "failures": failed,
        "errors": 0,
        "skipped": len(of.verdicts) - failed - passed,
        "file": show.source(of.conversation.source),
    }
    cases = [_case(report, of, verdict, show) for verdict in of.verdicts]
    return opened("testsuite", attributes) + "\n" + "".join(f"{case}\n" for case in cases) + "</testsuite>\n"


def _fails(verdict: RuleVerdict) -> bool:
    return verdict.verdict == VIOLATION and (bool(verdict.counted) or not verdict.findings)


def _case(report: Report, of: ConversationReport, verdict: RuleVerdict, show: Shown) -> str:
    rule = report.rules.get(verdict.rule)
    title = show.text(rule.title) if rule is not None else ""
    subject = "" if verdict.subject == "conversation" else f"[{show.name(verdict.subject)}]"
    name = " ".join(part for part in (verdict.rule, title, subject) if part)
    attributes = {"name": name, "classname": rule.pack if rule is not None else "svcnorm"}
    return element("testcase", attributes, _outcome(report, of, verdict, show))


def _outcome(report: Report, of: ConversationReport, verdict: RuleVerdict, show: Shown) -> str:
    if _fails(verdict):
        return _failure([row(report, of.conversation, verdict, each, show) for each in verdict.counted])
    if verdict.verdict == PASS:
        return ""
    return element("skipped", {"message": show.text(_why(verdict))})


def _failure(found: list[Row]) -> str:
    """All findings in one element: readers show no second."""
    first = found[0] if found else None
    attributes = {"type": first.finding.severity if first else "", "message": first.message if first else ""}
    return element("failure", attributes, text("\n".join(f"{_where(each)}: {each.message}" for each in found)))


def _where(of: Row) -> str:
    parts = (of.file, of.spot.line, of.spot.column)
    place = ":".join(str(part) for part in parts if part is not None)
    return f"{place} {of.spot.pointer}".strip()


def _why(verdict: RuleVerdict) -> str:
    """Why nothing is said of a rule: known, left to a person, not to be judged, or without an occasion."""
    if verdict.findings:
        return _("known, not counted: {reasons}", reasons=_reasons(verdict.findings))
    if verdict.verdict == MANUAL:
        return _("a person looks: {what}", what=verdict.checklist)
    reasons = _(", ").join(named({**NOT_APPLICABLE, **MISSING}, reason) for reason in verdict.reasons)
    return _("{name}: {value}", name=named(VERDICTS, verdict.verdict), value=reasons)


def _reasons(findings: tuple[Finding, ...]) -> str:
    marks = [finding.suppressed for finding in findings if finding.suppressed is not None]
    return _(", ").join(dict.fromkeys(mark.reason or mark.kind for mark in marks))


def _unread(lost: list[Unread]) -> str:
    cases = "".join(
        element(
            "testcase",
            {"name": each.file, "classname": INPUT},
            element("error", {"type": INPUT, "message": each.message}),
        )
        + "\n"
        for each in lost
    )
    counts: Attributes = {"name": INPUT, "tests": len(lost), "failures": 0, "errors": len(lost), "skipped": 0}
    return opened("testsuite", counts) + "\n" + cases + "</testsuite>\n"
