"""Everything that is said of a script, as the report of one conversation whose sentences are its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from svcnorm.judging.fingerprints import fingerprint
from svcnorm.model.conversation import Utterance
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import NOT_APPLICABLE, VIOLATION, Finding, RuleVerdict
from svcnorm.scripts.choosing import Asked
from svcnorm.scripts.ignores import allowed
from svcnorm.scripts.judging import verdicts
from svcnorm.scripts.own import PLACEHOLDER, unknown_placeholders
from svcnorm.scripts.talks import Maker, conversation_of

STRONGEST = (VIOLATION, "manual", "undetermined", "pass", NOT_APPLICABLE)
"""What a rule says of a script is the strongest of what it says of its parts."""


def checked(asked: Asked, maker: Maker) -> ConversationReport:
    """The report on one script, of which `maker` makes the conversations to be judged."""
    script = maker.script
    found = _merged(verdicts(script, asked, maker))
    unknown = tuple(unknown_placeholders(script, maker.spoken))
    if unknown:
        found.append(RuleVerdict(PLACEHOLDER, (), VIOLATION, findings=unknown))
    utterances = [
        Utterance(
            line.role,
            line.role,
            line.raw,
            source=line.spot.pointer or str(line.spot.line),
            lines=((line.spot.line, line.spot.column),) if line.spot.column else (),
        )
        for line in script.lines
    ]
    notes = (*script.notes, *((f"script_rules_left:{asked.left}",) if asked.left else ()))
    talk = conversation_of(script, maker.channel, utterances)
    return allowed(ConversationReport(talk, tuple(_numbered(found)), (), notes), script)


def _merged(parts: Iterable[RuleVerdict]) -> list[RuleVerdict]:
    """One verdict for each rule, with every finding once, in the order of the file."""
    by_rule: dict[str, list[RuleVerdict]] = {}
    for verdict in parts:
        by_rule.setdefault(verdict.rule, []).append(verdict)
    return [_one(some) for some in by_rule.values()]


def _one(some: list[RuleVerdict]) -> RuleVerdict:
    strongest = min(some, key=lambda each: STRONGEST.index(each.verdict))
    activations: Counter[str] = Counter()
    for each in some:
        activations.update(each.activations)
    return replace(
        strongest,
        findings=_each_once(finding for each in some for finding in each.findings),
        possible=_each_once(finding for each in some for finding in each.possible),
        evidence=tuple(dict.fromkeys(place for each in some for place in each.evidence)),
        activations=dict(activations),
    )


def _each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    once = {(finding.places, finding.message): finding for finding in findings}
    return tuple(sorted(once.values(), key=lambda each: [(p.turn, p.start) for p in each.places]))


def _numbered(found: Iterable[RuleVerdict]) -> Iterable[RuleVerdict]:
    """Fingerprints that differ: equal words in several places are told apart by their order."""
    seen: Counter[str] = Counter()
    for verdict in found:
        findings = []
        for finding in verdict.findings:
            rank = seen[finding.fingerprint]
            seen[finding.fingerprint] += 1
            name = fingerprint((finding.fingerprint, str(rank))) if rank else finding.fingerprint
            findings.append(replace(finding, fingerprint=name))
        yield replace(verdict, findings=tuple(findings))
