"""From the items of a pattern, one after the other, to runs and the gaps between them."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.patterns.nodes import Chain, Gap, Item, Mark, Maybe, Not, Run, SlotRef
from svcnorm.patterns.source import Source

ASKS = Mark("?")

# An item or a gap, and where it stands in the source.
Placed = tuple[Item | Gap, int]


def is_needed(item: Item | Gap) -> bool:
    """An element that every hit holds."""
    return not isinstance(item, (Maybe, Mark, Not, Gap))


def chain(source: Source, items: Sequence[Placed], begin: int, in_brackets: bool) -> Chain:
    """The chain of the items that stand from `begin` on."""
    if not items:
        source.fail("nothing stands here", "write a word, or take the bracket out", begin)
    groups: list[list[Item]] = [[]]
    gaps: list[Gap] = []
    starts: list[int] = []
    for item, start in items:
        if isinstance(item, Gap):
            gaps.append(item)
            groups.append([])
        else:
            starts += [] if groups[-1] else [start]
            groups[-1].append(item)
    before = gaps.pop(0) if not groups[0] else None
    after = gaps.pop() if gaps and not groups[-1] else None
    parts = list(zip((group for group in groups if group), starts))
    asks_before = asks_after = -1
    for end in (before, after):
        if end is not None and end.without is not None:
            source.fail("a gap at the end goes nowhere", "write what stands on its other side, or take !(…) out", begin)
    if len(parts) > 1 and parts[0][0] == [ASKS]:
        asks_before = gaps.pop(0).most
        parts.pop(0)
    if len(parts) > 1 and parts[-1][0] == [ASKS]:
        asks_after = gaps.pop().most
        parts.pop()
    runs = tuple(_run(source, group, start) for group, start in parts)
    if not runs:
        source.fail("a gap alone", "write what stands before and after it", begin)
    if all(run.may_be_empty for run in runs):
        if in_brackets:
            source.fail("an alternative that may be empty", "write [a|b] for what may be left out", begin)
        source.fail("every part may be left out: this matches nothing or anything", "make one part required", begin)
    return Chain(runs, tuple(gaps), before, after, (asks_before, asks_after))


def _run(source: Source, items: list[Item], start: int) -> Run:
    """One run; marks alone are refused, `{question}` alone is the whole clause that asks."""
    if items == [ASKS]:
        return Run((SlotRef("question", "question"),))
    elements = [i for i, item in enumerate(items) if not isinstance(item, (Mark, Not))]
    if not elements:
        source.fail("an edge or a guard alone", "write the words that it belongs to beside it", start)
    behind = tuple(item for item in items[: elements[0]] if isinstance(item, Not))
    rest = [item for i, item in enumerate(items) if i >= elements[0] or not isinstance(item, Not)]
    for i, item in enumerate(rest):
        if isinstance(item, Not) and not any(map(is_needed, rest[:i])):
            remedy = "put it first, or in their brackets"
            source.fail("a guard (!…) behind nothing but optional parts", remedy, start)
    return Run(tuple(rest), behind, not any(map(is_needed, rest)))
