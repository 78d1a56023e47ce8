"""Rules of one pack that cannot both be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from svcnorm.i18n import N_, _
from svcnorm.judging import Rules, judge
from svcnorm.model.rules import Rule
from svcnorm.model.verdicts import Finding
from svcnorm.packs.lint.bench import Bench, Worded
from svcnorm.packs.lint.interface import WARNING, Check, Complaint, at
from svcnorm.packs.lint.probes import probes
from svcnorm.packs.nodes import Node
from svcnorm.packs.testing import default_channel

MOST = 12
"""So many examples of a required wording are tried."""


def forbids_required(bench: Bench) -> Iterator[Complaint]:
    """What one rule requires, said as the rule has it, is what another one forbids."""
    tried = probes(bench.pack)
    for name, (rule, node) in bench.rules.items():
        if rule.constraint.kind != "require":
            continue
        wanted = [w for w in bench.said if w.owner == name and _holds(node.value["require"], w.node)]
        for worded, pattern in ((w, p) for w in wanted for p in w.phrases.any_of):
            sentences = [text for text in tried.samples(pattern).texts if text][:MOST]
            yield from _broken(bench, rule, worded, pattern, sentences)


def _broken(bench: Bench, rule: Rule, worded: Worded, pattern: str, sentences: Sequence[str]) -> Iterator[Complaint]:
    seen = set()
    for finding in _faults(bench, default_channel(rule), sentences):
        if finding.rule not in seen:
            seen.add(finding.rule)
            said = "".join(place.text for place in finding.places)
            text = _("{rule} requires “{said}”, which {other} forbids", rule=rule.id, said=said, other=finding.rule)
            yield at(worded.place_of(pattern), text)


def suggests_forbidden(bench: Bench) -> Iterator[Complaint]:
    """Better wording that is itself forbidden."""
    for name, (rule, node) in bench.rules.items():
        for finding in _faults(bench, default_channel(rule), [rule.suggest] if rule.suggest else []):
            said = "".join(place.text for place in finding.places)
            text = _("{rule} suggests “{said}”, which {other} forbids", rule=name, said=said, other=finding.rule)
            yield at(node.value["suggest"], text)


def _faults(bench: Bench, channel: str, sentences: Sequence[str]) -> Iterator[Finding]:
    """What the pack's own forbidding rules find in sentences of an agent."""
    from svcnorm.assembly import assemble
    from svcnorm.readers import conversation_from_data

    forbidding = tuple(r for r, _node in bench.rules.values() if r.constraint.kind == "forbid" and r.anchor is None)
    if not sentences or not forbidding:
        return
    turns: list[dict[str, Any]] = []
    for sentence in sentences:
        turns += [{"speaker": "agent", "text": sentence}, {"speaker": "customer", "text": "那这件事情呢"}]
    conversation = assemble(conversation_from_data({"id": "probe", "channel": channel, "turns": turns}, "probe"))
    for verdict in judge(conversation, Rules(bench.pack.vocabulary, forbidding, (), (), {})):
        yield from (f for f in verdict.findings if f.places)


def _holds(node: Node, wanted: Node) -> bool:
    """Whether a node stands in another one, guards left out."""
    if node is wanted:
        return True
    if node.is_map:
        return any(_holds(member, wanted) for key, member in node.value.items() if key != "unless")
    return node.is_list and any(_holds(member, wanted) for member in node.value)


CHECKS = (
    Check(
        "forbids-required",
        WARNING,
        N_("Who keeps the one rule breaks the other."),
        N_("give one of them a guard or a condition, or another wording"),
        forbids_required,
    ),
    Check(
        "suggests-forbidden",
        WARNING,
        N_("Who follows the suggestion is found at fault again."),
        N_("word the suggestion otherwise"),
        suggests_forbidden,
    ),
)
