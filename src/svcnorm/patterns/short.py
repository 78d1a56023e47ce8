"""Patterns that require nothing but single characters: they hit everywhere, and cost time everywhere."""

from __future__ import annotations

from svcnorm.patterns.atoms import Sets, needed_runs, run_keys
from svcnorm.patterns.nodes import Choice, Expression, Item, Literal, Mark, Pattern, Run, SetRef, SlotRef


def is_too_short(pattern: Pattern, sets: Sets) -> bool:
    """Every literal that the pattern requires is a single character with nothing beside it.

    A slot or a number makes a pattern rare enough, and so do both edges of the turn.
    """
    runs = needed_runs(pattern)
    if any(_has_value(item) for run in runs for item in run.items):
        return False
    if runs and runs[0].items[0] == Mark("^^") and runs[-1].items[-1] == Mark("$$"):
        return False
    keys = [key for run in runs for key in run_keys(run, sets)]
    if not keys or any(len(atom) > 1 for key in keys for atom in key):
        return False
    return all(_run_length(run, sets) < 2 for run in runs)


def _has_value(item: Item) -> bool:
    if isinstance(item, Literal):
        return any(isinstance(part, float) for part in item.parts)
    return isinstance(item, SlotRef)


def _run_length(run: Run, sets: Sets) -> int:
    return sum(_length(item, sets) for item in run.items)


def _length(item: Item, sets: Sets) -> int:
    """The least number of characters that an item takes."""
    if isinstance(item, Literal):
        return sum(1 if isinstance(part, float) else min(map(len, part)) for part in item.parts)
    if isinstance(item, SlotRef):
        return 1
    if isinstance(item, Choice):
        lengths = [_length(word, sets) for word in item.words]
        return min([*lengths, *(_pattern_length(option, sets) for option in item.options)])
    if isinstance(item, SetRef):
        return min((_pattern_length(p, sets) for p in sets.patterns(item.name) or ()), default=1)
    return 0


def _pattern_length(pattern: Pattern, sets: Sets) -> int:
    if isinstance(pattern, Expression):
        return 1
    return sum(_run_length(run, sets) for run in needed_runs(pattern))
