"""Comments that allow findings: what they cover is marked, never left out; one that covers nothing is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from svcnorm.i18n import _
from svcnorm.model.conversation import Party, Utterance
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import VIOLATION, Finding, Place, RuleVerdict, Suppression
from svcnorm.scripts.model import Ignore, Script
from svcnorm.scripts.own import IGNORE, own


def allowed(of: ConversationReport, script: Script) -> ConversationReport:
    """The report with every finding marked that a comment covers, and findings about comments."""
    if not script.ignores:
        return of
    used: set[Ignore] = set()
    verdicts = [_marked(verdict, script, used) for verdict in of.verdicts]
    talk = of.conversation
    utterances = list(talk.utterances)
    findings = []
    for ignore, message, remedy in _wrong(script, used):
        place = Place(len(utterances), 0, len(ignore.raw), ignore.raw)
        spot = ((ignore.spot.line, ignore.spot.column),)
        utterances.append(Utterance("comment", "unknown", ignore.raw, source=str(ignore.spot.line), lines=spot))
        findings.append(own(IGNORE, message, remedy, script, place))
    if not findings:
        return replace(of, verdicts=tuple(verdicts))
    parties = (*talk.parties, Party("comment", "unknown"))
    talk = replace(talk, parties=parties, utterances=tuple(utterances))
    verdicts.append(RuleVerdict(IGNORE, (), VIOLATION, findings=tuple(findings)))
    return replace(of, conversation=talk, verdicts=tuple(verdicts))


def _marked(verdict: RuleVerdict, script: Script, used: set[Ignore]) -> RuleVerdict:
    return replace(verdict, findings=tuple(_finding(each, verdict, script, used) for each in verdict.findings))


def _finding(finding: Finding, verdict: RuleVerdict, script: Script, used: set[Ignore]) -> Finding:
    """The finding, marked where a comment about its line names its rule or norm and gives a reason."""
    line = script.lines[finding.places[0].turn].spot.line if finding.places else 0
    names = {verdict.rule, verdict.rule.partition("@")[0], *verdict.norms}
    for ignore in script.ignores:
        if ignore.line == line and ignore.reason and names & set(ignore.rules):
            used.add(ignore)
            mark = Suppression("inline", ignore.reason, place=f"{Path(script.label).name}:{ignore.spot.line}")
            return replace(finding, suppressed=mark)
    return finding


def _wrong(script: Script, used: set[Ignore]) -> Iterator[tuple[Ignore, str, str]]:
    """Comments without a rule or a reason, and such that nothing needs."""
    example = "svcnorm: ignore[no-i-dont-know] …"
    for ignore in script.ignores:
        if not ignore.rules:
            yield ignore, _("the comment names no rule that it allows"), _("write {example}", example=example)
        elif not ignore.reason:
            yield ignore, _("the comment gives no reason"), _("write why, behind the bracket")
        elif ignore not in used:
            yield ignore, _("the comment allows nothing that is found there"), _("take it out")
