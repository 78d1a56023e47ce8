"""A report as plain data, in the shape of `svcnorm.report/1` (see schemas/report.schema.json)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from svcnorm.model.conversation import Conversation, Party
from svcnorm.model.report import ConversationReport, Report, Scorecard
from svcnorm.model.rules import Handbook, Rule
from svcnorm.model.verdicts import VERDICTS, Finding, Nearest, Place, RuleVerdict, Suppression
from svcnorm.report.masking import Shown

SCHEMA = "svcnorm.report/1"
Data = dict[str, Any]


def head(report: Report, masked: bool) -> Data:
    """What stands before the conversations: what judged, by which rules."""
    return {
        "schema": SCHEMA,
        "tool": _sorted(report.tool),
        "masked": masked,
        "packs": [{"name": p.name, "version": p.version, "hash": p.hash, "title": p.title} for p in report.packs],
        "handbooks": [_handbook(h) for h in report.handbooks],
        "rules": [_rule(rule) for rule in report.rules.values()],
    }


def tail(report: Report, show: Shown) -> Data:
    """What stands after the conversations: totals, inputs that could not be read, notes."""
    verdicts = [verdict for c in report.conversations for verdict in c.verdicts]
    return {
        "counts": {
            "conversations": len(report.conversations),
            **_counts(verdicts),
            "suppressed": sum(len(v.findings) - len(v.counted) for v in verdicts),
        },
        "errors": [
            {"file": show.source(file), "place": place, "message": show.text(message), "remedy": remedy}
            for file, place, message, remedy in report.errors
        ],
        "notes": [show.text(note) for note in report.notes],
    }


def conversation(of: ConversationReport, show: Shown) -> Data:
    """One conversation, without its verdicts."""
    talk = of.conversation
    return {
        "id": show.name(talk.id),
        "source": show.source(talk.source),
        "channel": talk.channel,
        "channel_source": talk.channel_source,
        "role_source": talk.role_source,
        "started_at": None if talk.started_at is None else local_time(talk.started_at, talk.utc_offset),
        "complete": {"start": talk.complete_start, "end": talk.complete_end},
        "customer": None if talk.customer is None else show.text(talk.customer),
        "cases": [show.name(case) for case in talk.cases],
        "parties": [_party(party, show) for party in talk.parties],
        "attributes": show.value(dict(talk.attributes)),
        "counts": _counts(of.verdicts),
        "scorecards": [_scorecard(card) for card in of.scorecards],
        "notes": [show.text(note) for note in dict.fromkeys((*talk.notes, *of.notes))],
    }


def verdict(of: RuleVerdict, talk: Conversation, show: Shown) -> Data:
    """One verdict. What is empty is left out, but for the fields that every reader needs."""
    data: Data = {
        "rule": of.rule,
        "norms": list(of.norms),
        "verdict": of.verdict,
        "reason": ", ".join(of.reasons) or None,
        "findings": [finding(each, talk, show) for each in of.findings],
    }
    more: Data = {
        "subject": _subject(of.subject, show),
        "reasons": list(of.reasons),
        "possible": [finding(each, talk, show) for each in of.possible],
        "activations": _sorted(of.activations),
        "evidence": _places(of.evidence, talk, show),
        "checklist": show.text(of.checklist),
    }
    return {**data, **{key: value for key, value in more.items() if value}}


def _subject(subject: str, show: Shown) -> str | None:
    if subject == "conversation":
        return None
    return show.text(subject) if subject.startswith("customer:") else show.name(subject)


def finding(of: Finding, talk: Conversation, show: Shown) -> Data:
    """One finding."""
    first = of.places[0] if of.places else None
    data = {
        "turn": None if first is None else first.turn,
        "span": None if first is None else [first.start, first.end],
        "text": "" if first is None else show.words(talk, first),
        "message": show.cited(talk, of.message, of.places),
        "suggestion": show.text(of.suggestion),
        "severity": of.severity,
        "points": _number(of.points),
        "fingerprint": of.fingerprint,
        "role": of.role,
        "party": show.text(of.party),
        "at_ms": of.at,
        "pattern": of.pattern,
        "window": of.window,
        "places": _places(of.places, talk, show),
        "nearest": None if of.nearest is None else _nearest(of.nearest, talk, show),
        "values": {name: show.cited(talk, of.values[name], of.places) for name in sorted(of.values)},
    }
    return data if of.suppressed is None else {**data, "suppressed": _suppression(of.suppressed, show)}


def _suppression(of: Suppression, show: Shown) -> Data:
    return {
        "kind": of.kind,
        "reason": show.text(of.reason),
        "owner": show.text(of.owner),
        "expires": of.expires or None,
        "place": of.place,
    }


def _nearest(of: Nearest, talk: Conversation, show: Shown) -> Data:
    return {
        "place": None if of.place is None else _places((of.place,), talk, show)[0],
        "found": [show.text(part) for part in of.found],
        "missing": list(of.missing),
    }


def _places(places: Iterable[Place], talk: Conversation, show: Shown) -> list[Data]:
    return [{"turn": p.turn, "span": [p.start, p.end], "text": show.words(talk, p)} for p in places]


def _scorecard(card: Scorecard) -> Data:
    return {
        "handbook": card.handbook,
        "score": None if card.score is None else _number(card.score),
        "coverage": card.coverage,
        "passed": card.passed,
        "deductions": [{"rule": rule, "norm": norm, "points": _number(p)} for rule, norm, p in card.deductions],
        "counts": _sorted(card.counts),
    }


def _handbook(of: Handbook) -> Data:
    return {
        "name": of.name,
        "title": of.title,
        "mode": of.scoring.mode,
        "pass_line": of.scoring.pass_line,
        "min_coverage": of.scoring.min_coverage,
        "norms": [
            {
                "id": norm.id,
                "title": norm.title,
                "clause": norm.clause,
                "status": norm.status,
                "leaves": norm.leaves,
                "look_at": norm.look_at,
                "channels": list(norm.channels),
            }
            for norm in of.norms
        ],
    }


def _rule(of: Rule) -> Data:
    return {
        "rule": of.instance,
        "id": of.id,
        "title": of.title,
        "pack": of.pack,
        "severity": of.severity,
        "status": of.status,
        "over": of.over,
    }


def _party(of: Party, show: Shown) -> Data:
    return {"id": show.text(of.id), "role": of.role, "agent": of.agent and show.name(of.agent), "team": of.team}


def _counts(verdicts: Iterable[RuleVerdict]) -> dict[str, int]:
    states = [verdict.verdict for verdict in verdicts]
    return {state: states.count(state) for state in VERDICTS}


def _sorted(of: Mapping[str, Any]) -> Data:
    return {key: of[key] for key in sorted(of)}


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def local_time(at: int, utc_offset: int | None) -> str:
    """Epoch milliseconds as ISO 8601 in the record's own zone (minutes east of UTC)."""
    from datetime import datetime, timedelta, timezone

    zone = timezone(timedelta(minutes=utc_offset or 0))
    local = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=at)
    return local.astimezone(zone).isoformat(timespec="milliseconds" if at % 1000 else "seconds")
