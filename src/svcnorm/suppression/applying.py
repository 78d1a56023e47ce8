"""Marks the findings of a report that an exception or the baseline covers, and notes which of these are of no use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from svcnorm.intake import matches
from svcnorm.model.conversation import Conversation
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.rules import Rule
from svcnorm.model.verdicts import Finding, RuleVerdict, Suppression
from svcnorm.privacy import mask_id
from svcnorm.suppression.baseline import Known
from svcnorm.suppression.exceptions import Exemption


def suppressed(
    report: Report,
    exemptions: Sequence[Exemption] = (),
    baseline: Mapping[str, Known] | None = None,
    today: str = "",
    folder: str = "",
) -> Report:
    """The report with every finding marked that an exception, or else the baseline, covers.

    `today` (`YYYY-MM-DD`) is the day on which exceptions expire or hold; empty, none expires. Paths with a `/`
    start in `folder`. An exception or a line of the baseline that covers nothing although its conversation was
    checked is noted, and so is an exception that would cover something, had it not expired.
    """
    marker = _Marker(report.rules, exemptions, baseline or {}, today, folder)
    marked = tuple(
        replace(of, verdicts=tuple(marker.verdict(of, v) for v in of.verdicts)) for of in report.conversations
    )
    notes = marker.notes([of.conversation for of in report.conversations])
    return replace(report, conversations=marked, notes=(*report.notes, *notes))


class _Marker:
    """Marks findings, and remembers what covered any."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        exemptions: Sequence[Exemption],
        baseline: Mapping[str, Known],
        today: str,
        folder: str,
    ) -> None:
        self.rules = rules
        self.exemptions = exemptions
        self.baseline = baseline
        self.today = today
        self.folder = folder
        self.used: set[Exemption | Known] = set()

    def verdict(self, of: ConversationReport, verdict: RuleVerdict) -> RuleVerdict:
        """The verdict with its findings marked."""
        if not verdict.findings:
            return verdict
        return replace(verdict, findings=tuple(self._finding(of, verdict, each) for each in verdict.findings))

    def _finding(self, of: ConversationReport, verdict: RuleVerdict, finding: Finding) -> Finding:
        if finding.suppressed is not None:
            return finding
        for each in self.exemptions:
            if not self._covers(each, of.conversation, verdict, finding):
                continue
            self.used.add(each)
            if not self._expired(each):
                mark = Suppression("exception", each.reason, each.owner, each.expires, each.place)
                return replace(finding, suppressed=mark)
        known = self.baseline.get(finding.fingerprint)
        if known is None:
            return finding
        self.used.add(known)
        return replace(finding, suppressed=Suppression("baseline", known.reason, place=known.place))

    def _covers(self, each: Exemption, talk: Conversation, verdict: RuleVerdict, finding: Finding) -> bool:
        return (
            each.fingerprint in ("", finding.fingerprint)
            and (not each.rule or each.rule in self._names(verdict.rule))
            and (not each.norm or each.norm in verdict.norms)
            and self._in(each, talk)
        )

    def _names(self, instance: str) -> tuple[str, ...]:
        """What a rule is and was called."""
        rule = self.rules.get(instance)
        return (instance,) if rule is None else (instance, rule.id, *rule.formerly)

    def _expired(self, each: Exemption) -> bool:
        return bool(each.expires and self.today) and each.expires < self.today

    def notes(self, checked: Sequence[Conversation]) -> Iterator[str]:
        """What expired while it is needed, and what covers nothing, as `code:place` notes."""
        for each in self.exemptions:
            if each in self.used:
                if self._expired(each):
                    yield f"exception_expired:{each.place}"
            elif any(self._in(each, talk) for talk in checked):
                yield f"exception_unused:{each.place}"
        ids = {name for talk in checked for name in (talk.id, mask_id(talk.id))}
        gone = sum(known not in self.used and known.conversation in ids for known in self.baseline.values())
        if gone:
            yield f"baseline_gone:{gone}"

    def _in(self, each: Exemption, talk: Conversation) -> bool:
        """Whether a conversation is meant."""
        return each.conversation in ("", talk.id) and (not each.path or matches(talk.source, each.path, self.folder))
