"""Findings that are known and do not count, in the words in which every writer for people shows them."""

from __future__ import annotations

from svcnorm.i18n import N_, _
from svcnorm.i18n.names import named
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import Finding, RuleVerdict
from svcnorm.report.view import View

KINDS = {"exception": N_("allowed"), "baseline": N_("of old"), "inline": N_("allowed in the script")}


def known(of: ConversationReport) -> list[tuple[RuleVerdict, Finding]]:
    """The suppressed findings of a conversation, each with its verdict."""
    return [(verdict, each) for verdict in of.verdicts for each in verdict.findings if each.suppressed is not None]


def told(view: View, of: ConversationReport, verdict: RuleVerdict, finding: Finding) -> str:
    """One of them in a line: what was found, and why it does not count."""
    text = view.cited(of.conversation, finding.message, finding.places)
    return f"{view.title(verdict)}: {text}  ({why(view, finding)})"


def why(view: View, finding: Finding) -> str:
    """Why a finding does not count: who allowed it, for what reason, until when; empty for one that counts."""
    mark = finding.suppressed
    if mark is None:
        return ""
    parts = [named(KINDS, mark.kind), view.text(mark.reason), view.text(mark.owner), view.text(mark.place)]
    if mark.expires:
        parts.append(_("until {day}", day=mark.expires))
    return _(", ").join(part for part in parts if part)
