"""Short ways to build the values that scoring and the writers take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from svcnorm.model.conversation import Conversation, Utterance
from svcnorm.model.report import ConversationReport, Report, Scorecard
from svcnorm.model.rules import Binding, Constraint, Handbook, Norm, PackInfo, Rule, Scoring
from svcnorm.model.verdicts import Finding, Place, RuleVerdict


class RuleSet(NamedTuple):
    """What scoring reads of loaded rules."""

    rules: tuple[Rule, ...]
    handbooks: tuple[Handbook, ...]


def binding(norm: str, points: float = 5, severity: str = "major", handbook: str = "H", **more: Any) -> Binding:
    return Binding(handbook, norm, severity, points, **more)


def rule(name: str, *bindings: Binding, **more: Any) -> Rule:
    defaults: dict[str, Any] = {"title": f"rule {name}", "pack": "topic", "constraint": Constraint("require")}
    return Rule(id=name, instance=more.pop("instance", name), bindings=bindings, **{**defaults, **more})


def place(turn: int, start: int, end: int, text: str = "") -> Place:
    return Place(turn, start, end, text)


def finding(rule: str, *places: Place, **more: Any) -> Finding:
    defaults: dict[str, Any] = {
        "message": f"fault of {rule}",
        "suggestion": "",
        "severity": "major",
        "points": 5.0,
        "fingerprint": f"v1:{rule}:{len(places)}:{places[0] if places else ''}",
    }
    return Finding(rule=rule, places=places, **{**defaults, **more})


def verdict(rule: str, state: str, *findings: Finding, norms: tuple[str, ...] = (), **more: Any) -> RuleVerdict:
    return RuleVerdict(rule, norms, state, findings=findings, **more)


def handbook(*norms: Norm | str, name: str = "H", title: str = "Handbook", **scoring: Any) -> Handbook:
    listed = tuple(n if isinstance(n, Norm) else Norm(n, f"norm {n}", "automated") for n in norms)
    return Handbook(name, title, listed, Scoring(**scoring))


def talk(*lines: str, name: str = "C-1", **more: Any) -> Conversation:
    """Lines such as `客服:您好`; a time in seconds may stand before the role: `12.5 客服:您好`."""
    roles = {"客服": "agent", "客户": "customer", "?": "unknown"}
    said = []
    for number, line in enumerate(lines, 1):
        head, _, text = line.partition(":")
        time, _, speaker = head.rpartition(" ")
        start = int(float(time) * 1000) if time else None
        end = None if start is None else start + 1000
        said.append(Utterance(speaker, roles[speaker], text, start, end, str(number)))
    defaults: dict[str, Any] = {"source": "calls.txt", "channel": "inbound_call", "channel_source": "given"}
    return Conversation(name, utterances=tuple(said), **{**defaults, **more})


def report(
    *conversations: ConversationReport,
    rules: tuple[Rule, ...] = (),
    handbooks: tuple[Handbook, ...] = (),
    tool: Mapping[str, str] | None = None,
    **more: Any,
) -> Report:
    return Report(
        tool=tool or {"name": "svcnorm", "version": "0.0.0"},
        packs=(PackInfo("topic", "1.0.0", "b2:00", "Topic"),),
        handbooks=handbooks,
        rules={r.instance: r for r in rules},
        conversations=conversations,
        **more,
    )


def card(
    handbook: str = "H", score: float | None = 95.0, coverage: int = 1000, passed: bool | None = True, **more: Any
) -> Scorecard:
    return Scorecard(handbook, score, coverage, passed, **more)
