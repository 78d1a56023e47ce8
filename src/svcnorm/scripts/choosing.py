"""Which rules can be asked of a script, and of which part of it: that follows from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svcnorm.judging import Rules
from svcnorm.model.rules import Rule, Scope, Selector
from svcnorm.scripts.scenes import CLOSING, OPENING

SCENE, WHOLE = "scene", "whole"
"""A rule that has its occasion in a scene; one that asks for something anywhere in a conversation."""


class Asked(NamedTuple):
    """The rules for scripts: `said` forbid words, by the line; `needed` require words, by the part that they are about
    (OPENING, CLOSING, SCENE, WHOLE); `left` are those that only a real conversation can answer."""

    said: Rules
    needed: dict[str, Rules]
    left: int

    @property
    def all(self) -> tuple[Rules, ...]:
        """All of them."""
        return self.said, *self.needed.values()


def asked(rules: Rules) -> Asked:
    """Sort the rules by what of a script they can be asked of."""
    said: list[Rule] = []
    needed: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        part = part_of(rule)
        if part == "said":
            said.append(rule)
        elif part:
            needed.setdefault(part, []).append(rule)
    left = len(rules.rules) - len(said) - sum(map(len, needed.values()))
    return Asked(_of(rules, said), {part: _of(rules, some) for part, some in needed.items()}, left)


def _of(rules: Rules, some: list[Rule]) -> Rules:
    return rules._replace(rules=tuple(some))


def part_of(rule: Rule) -> str:
    """`said` for what must not be said, the part in which something must be; empty where a script cannot tell.

    A script has words, and neither times, events, records nor other conversations. What must not be said is seen in
    the words; what must be said can only be missed in the part of a script that is about it.
    """
    chosen = rule.constraint.selector
    if rule.over != "conversation" or chosen is None or not any(_is_said(each) for each in members(chosen)):
        return ""
    if rule.constraint.kind == "forbid":
        return "said"
    if rule.constraint.kind != "require":
        return ""
    edges = {_edge(scope) for scope in (rule.scope, *(each.scope for each in members(chosen))) if scope is not None}
    if rule.anchor is not None:
        occasion = rule.anchor.selector
        in_words = occasion is not None and any(each.head in ("say", "situation") for each in members(occasion))
        return SCENE if in_words and rule.anchor.kind != "every" else ""
    if OPENING in edges:
        return OPENING
    if CLOSING in edges:
        return CLOSING
    return SCENE if rule.when is not None and _conditions(rule) else WHOLE


def members(selector: Selector) -> Iterator[Selector]:
    """A selector and all that it combines."""
    yield selector
    for each in selector.of:
        yield from members(each)


def _is_said(selector: Selector) -> bool:
    """Whether words of the agent are selected."""
    return selector.head in ("say", "situation") and (selector.by is None or "agent" in selector.by)


def _edge(scope: Scope) -> str:
    if scope.kind == "before_customer" or (scope.kind == "turns" and scope.edge == "first"):
        return OPENING
    return CLOSING if scope.kind == "turns" and scope.edge == "last" else ""


def _conditions(rule: Rule) -> bool:
    """Whether the rule is about conversations of a kind, beside their channel."""
    todo = [rule.when]
    while todo:
        each = todo.pop()
        if each is None:
            continue
        if each.kind in ("situation", "has") or (each.kind == "attribute" and each.name != "channel"):
            return True
        todo += each.of if each.kind != "not" else ()
    return False
