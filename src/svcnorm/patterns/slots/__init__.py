"""The slots of patterns: what {name}, {when}, {amount} and the like find in a turn.

One module per slot: `DOC`, one sentence for pack authors, and `find(view, context)`. A slot's module
is imported when the slot is first asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from svcnorm.patterns.slots.base import Slot, SlotContext, SlotHit, SlotValue

if TYPE_CHECKING:
    from svcnorm.text.turntext import TurnText

__all__ = ["NAMES", "SLOTS", "Slot", "SlotContext", "SlotHit", "SlotValue", "doc", "same"]

NAMES = (
    "name",
    "surname",
    "title",
    "company",
    "department",
    "when",
    "duration",
    "date",
    "number",
    "amount",
    "holiday",
    "agent_id",
)


def doc(name: str) -> str:
    """What a slot stands for, in one sentence; KeyError for an unknown slot."""
    text: str = import_module(f"{__name__}.{SLOTS[name].__name__}").DOC
    return text


def same(name: str, said: str, wanted: str) -> bool:
    """Whether what a slot found says a wanted value: a slot may know more ways to say it than its own words.

    Both are skeletons.
    """
    from svcnorm.patterns.slots import alike

    known = alike.SAME.get(name)
    return known(said, wanted) if known else said == wanted


def _slot(name: str) -> Slot:
    """The slot of that name; its module is loaded at the first call."""

    def slot(text: TurnText, context: SlotContext) -> Sequence[SlotHit]:
        from svcnorm.patterns.slots.view import view_of

        found: Sequence[SlotHit] = import_module(f"{__name__}.{name}").find(view_of(text), context)
        return sorted(dict.fromkeys(found), key=lambda hit: (hit.start, hit.end))

    slot.__name__ = name
    return slot


SLOTS: Mapping[str, Slot] = {name: _slot(name) for name in NAMES}
