"""The pure function of an audit: canonical conversations and rules in, rows out.

It is the same for processes of this machine and for a cluster: the result depends on its arguments alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from svcnorm.assembly import AssemblyOptions, assemble
from svcnorm.audit.codes import ELSEWHERE, LETTERS, code
from svcnorm.audit.rows import EventRow, Fellow, FindingRow, Judged, ScoreRow, Task, VerdictRow, Work
from svcnorm.judging import Rules, Shared
from svcnorm.model.conversation import Conversation, Event
from svcnorm.model.report import ConversationReport, Scorecard
from svcnorm.model.verdicts import UNDETERMINED, VERDICTS, VIOLATION, Finding
from svcnorm.readers import ReadOptions, conversation_from_data
from svcnorm.report import data
from svcnorm.report.masking import Shown, shown
from svcnorm.run import judged_conversation

KEPT = (VIOLATION, UNDETERMINED)
"""The verdicts that have a row of their own."""


def judge_batch(work: Work, rules: Rules | None, as_of: int | None = None, mask: bool = True) -> list[Judged]:
    """The rows of every conversation, in the order of the tasks; `rules` is None where no pack covers the channel."""
    shared = Shared(fellow_conversation(fellow) for fellow in work.fellows)
    show = shown(mask)
    return [_one(task, rules, as_of, shared, show) for task in work.tasks]


def _one(task: Task, rules: Rules | None, as_of: int | None, shared: Shared, show: Shown) -> Judged:
    try:
        report, dated = judged_conversation(from_canonical(task), rules, as_of, shared)
    except Exception as error:  # a fault of ours on one conversation must not end the audit of a month
        return Judged(task.key, fault=f"{type(error).__name__}: {error}")
    return Judged(
        task.key,
        codes=_codes(report, rules),
        verdicts=tuple(_verdicts(report, rules)),
        findings=tuple(_findings(report, rules, show)),
        scores=tuple(_score(card) for card in report.scorecards),
        notes=tuple(safe(show.text(note)) for note in dict.fromkeys((*report.conversation.notes, *report.notes))),
        dated=dated,
    )


def to_canonical_bytes(canonical: Mapping[str, object]) -> bytes:
    """Canonical data as bytes that depend on nothing but what it says."""
    text = json.dumps(canonical, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def from_canonical(task: Task) -> Conversation:
    """The conversation as it was assembled when it was read."""
    record = json.loads(task.canonical.decode("utf-8", "surrogatepass"))
    conversation = conversation_from_data(record, task.source, "", ReadOptions())
    return assemble(conversation, AssemblyOptions())


def event_row(event: Event) -> EventRow:
    """An event as plain values."""
    fields = json.dumps(dict(event.fields), ensure_ascii=True, sort_keys=True) if event.fields else ""
    return event.type, event.at, event.instant, event.by, event.due, event.ref, event.id, event.kind, fields


def fellow_conversation(fellow: Fellow) -> Conversation:
    """A conversation of which only the frame and the events are known."""
    events = tuple(Event(*row[:8], fields=json.loads(row[8]) if row[8] else {}) for row in fellow.events)
    return Conversation(
        fellow.id, "", started_at=fellow.started_at, customer=fellow.customer, cases=fellow.cases, events=events
    )


def _positions(rules: Rules | None) -> dict[str, int]:
    return {rule.instance: position for position, rule in enumerate(rules.rules)} if rules else {}


def _codes(report: ConversationReport, rules: Rules | None) -> bytes:
    codes = {verdict.rule: code(verdict) for verdict in report.verdicts}
    return bytes(codes.get(rule.instance, ELSEWHERE) for rule in rules.rules) if rules else b""


def _verdicts(report: ConversationReport, rules: Rules | None) -> Iterator[VerdictRow]:
    positions = _positions(rules)
    for verdict in report.verdicts:
        if verdict.verdict in KEPT:
            yield VerdictRow(positions[verdict.rule], LETTERS[verdict.verdict], ", ".join(verdict.reasons))


def _findings(report: ConversationReport, rules: Rules | None, show: Shown) -> Iterator[FindingRow]:
    positions = _positions(rules)
    agents = {party.id: party.agent for party in report.conversation.parties}
    for verdict in report.verdicts:
        for possible, findings in ((False, verdict.findings), (True, verdict.possible)):
            for finding in findings:
                yield _finding(finding, positions[verdict.rule], possible, report.conversation, agents, show)


def _finding(
    finding: Finding,
    position: int,
    possible: bool,
    talk: Conversation,
    agents: Mapping[str, str | None],
    show: Shown,
) -> FindingRow:
    said = data.finding(finding, talk, show)
    detail = {key: said[key] for key in ("role", "party", "window", "places", "nearest", "values")}
    start, end = said["span"] or (None, None)
    agent = agents.get(finding.party) or _only(agents.values())
    return FindingRow(
        position,
        possible,
        finding.fingerprint,
        finding.severity,
        finding.points,
        said["turn"],
        start,
        end,
        finding.at,
        None if agent is None else safe(show.name(agent)),
        safe(said["text"]),
        safe(said["message"]),
        safe(said["suggestion"]),
        safe(said["pattern"]),
        safe(json.dumps({key: value for key, value in detail.items() if value}, ensure_ascii=False, sort_keys=True)),
    )


def _only(agents: Iterable[str | None]) -> str | None:
    """The one agent of a conversation, whom a fault that no sentence shows belongs to; None if there are several."""
    known = {agent for agent in agents if agent}
    return known.pop() if len(known) == 1 else None


def _score(card: Scorecard) -> ScoreRow:
    counts = tuple([card.counts.get(verdict, 0) for verdict in VERDICTS])
    # As many counts as there are verdicts, which mypy does not know of a tuple of a list.
    return ScoreRow(card.handbook, card.score, card.coverage, card.passed, counts, card.deductions)  # type: ignore[arg-type]


def safe(text: str) -> str:
    """Text that UTF-8 can hold: half a character is shown as a mark."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
