"""`replaces:`: which rules stand in the place of others."""

from __future__ import annotations

from collections.abc import Mapping

from svcnorm.packs.nodes import Node, did_you_mean, fail, mapping, text
from svcnorm.packs.resolve import RuleSource
from svcnorm.packs.syntax.rules import KEYS


def successors(rules: Mapping[str, RuleSource]) -> dict[str, str]:
    """Replaced rules and the rules that stand in their place."""
    direct: dict[str, str] = {}
    for rule_id, source in rules.items():
        members = mapping(source.node, "rule", KEYS, ["id"])
        if "replaces" in members:
            old = text(members["replaces"], "replaces")
            if old not in rules:
                fail(members["replaces"], f"replaces: there is no rule {old!r}", did_you_mean(old, rules))
            if old in direct:
                fail(members["replaces"], f"{old!r} is already replaced by {direct[old]!r}")
            direct[old] = rule_id
    return {old: _last(old, direct, rules[old].node) for old in direct}


def _last(old: str, direct: Mapping[str, str], node: Node) -> str:
    seen = [old]
    while seen[-1] in direct:
        seen.append(direct[seen[-1]])
        if seen[-1] in seen[:-1]:
            fail(node, f"rules replace each other in a circle: {' → '.join(seen)}")
    return seen[-1]
