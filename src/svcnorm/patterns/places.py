"""Places: where something stands in a turn, one for each span."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from svcnorm.patterns.slots.base import SlotValue

Slots = tuple[tuple[str, SlotValue], ...]
Key = tuple[int, int]


class Place(NamedTuple):
    """Where something stands: skeleton offsets, the values of its slots, and why it is not sure (empty: it is)."""

    start: int
    end: int
    slots: Slots = ()
    reason: str = ""


def best(places: Iterable[Place]) -> list[Place]:
    """One place for each span, sorted: a sure one before a possible one, the one with the longest values first."""
    kept: dict[Key, Place] = {}
    keep(kept, places)
    return [kept[key] for key in sorted(kept)]


def keep(kept: dict[Key, Place], places: Iterable[Place]) -> None:
    """Put places under their spans, each where it is better than what was there."""
    for place in places:
        key = place.start, place.end
        known = kept.get(key)
        if known is None or _rank(place) > _rank(known):
            kept[key] = place


def _rank(place: Place) -> tuple[bool, int]:
    return not place.reason, sum(len(value.text) for _, value in place.slots)
