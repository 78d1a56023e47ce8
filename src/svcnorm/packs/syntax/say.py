"""`say`: patterns with their options become a wording of the phrase program."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.rules import Guard
from svcnorm.packs.nodes import Node, boolean, fail, kind, one_or_many, text, texts
from svcnorm.packs.syntax.amounts import percent
from svcnorm.packs.syntax.context import Context, settled
from svcnorm.packs.syntax.labels import joined, pattern_label
from svcnorm.patterns.values import EDGES, QUESTIONS, Phrases

WORD_KEYS = ("edges", "not_inside", "similar", "sound_alike", "accept", "question", "quote", "whole_turn")
_SET = re.compile(r"@([^()\[\]{}|@…~^$&=!\"'，。、,;:；：？?\s]+)")


class Wording(NamedTuple):
    """One interned wording, the guards that its named set brings along, and what to call it."""

    phrases: int
    guards: tuple[Guard, ...]
    label: str


def say(context: Context, members: Mapping[str, Node], covering: Sequence[Node], node: Node) -> list[Wording]:
    """The wordings of a `say`: one, and one more for each set that brings guards of its own."""
    patterns = [_pattern(context, member) for member in one_or_many(settled(context, members["say"]))]
    if not patterns:
        fail(members["say"], "say: the list is empty")
    unless = tuple(_pattern(context, member) for member in covering)
    options = word_options(context, members)
    alone = [p for p in patterns if _brings_guards(context, p)] if len(patterns) > 1 else []
    rest = [p for p in patterns if p not in alone]
    groups = [[p] for p in alone] if not rest else [rest, *([p] for p in alone)]
    return [_wording(context, group, unless, options, node) for group in groups]


def refuse_guarded(looks_elsewhere: Callable[[str], bool], pattern: str, node: Node) -> None:
    """Guards of a set that look elsewhere act where it stands alone in a say; inside a pattern they would be lost."""
    for name in _SET.findall(pattern):
        if looks_elsewhere(name):
            fail(node, f"the guards of @{name} that look elsewhere are lost inside another pattern or set", _ALONE)


_ALONE = "write the set alone in a say, or move its guards to the rules"


def _brings_guards(context: Context, pattern: str) -> bool:
    found = context.get_set(pattern[1:]) if _SET.fullmatch(pattern) else None
    return bool(found and found.guards)


def _wording(
    context: Context, patterns: Sequence[str], unless: tuple[str, ...], options: dict[str, object], node: Node
) -> Wording:
    own = context.get_set(patterns[0][1:]) if len(patterns) == 1 and _SET.fullmatch(patterns[0]) else None
    # The set's own guards and edges act inside it; only what concerns the whole wording is repeated here.
    whole_turn = own is not None and own.phrases.whole_turn
    given = {"whole_turn": whole_turn, **options}
    # Options are checked when they are read; mypy knows only that they are some of the fields.
    wording = Phrases(tuple(patterns), unless, **given)  # type: ignore[arg-type]
    if context.taboo and "quote" not in options:
        wording = wording._replace(quote="guard")
    label = joined([pattern_label(p) for p in patterns], "/")
    return Wording(context.add(wording, node), own.guards if own else (), label)


def _pattern(context: Context, node: Node) -> str:
    node = settled(context, node)
    if not node.is_text:
        fail(node, f"say: expected a pattern, found {kind(node)}", _remedy(node))
    pattern = text(node, "say")
    if not _SET.fullmatch(pattern):
        refuse_guarded(lambda name: bool((found := context.get_set(name)) and found.guards), pattern, node)
    return pattern


def _remedy(node: Node) -> str:
    return "use any_of for a list of selectors" if node.is_map else "put the pattern in quotes"


def word_options(context: Context, members: Mapping[str, Node]) -> dict[str, object]:
    """Options of words that are given, as fields of Phrases."""
    out: dict[str, object] = {}
    for key in WORD_KEYS:
        if key in members:
            out[key] = _option(key, settled(context, members[key]))
    return out


def _option(key: str, node: Node) -> object:
    if key == "edges":
        return text(node, key, EDGES)
    if key == "question":
        return text(node, key, [name for name in QUESTIONS if name])
    if key == "quote":
        return text(node, key, ("guard", "ignore"))
    if key == "not_inside":
        return texts(node, key)
    if key == "similar":
        return _similar(node)
    return boolean(node, key)


def _similar(node: Node) -> int:
    """The least edit ratio, written `85 %` or 0.85, in per mille."""
    share = percent(node)
    if share is None and node.is_number and 0 < node.value < 1:
        share = node.value * 100
    if share is None or not 50 <= share <= 100:
        fail(node, f"similar: expected a percentage from 50 % to 100 %, found {kind(node)}")
    return round(share * 10)
