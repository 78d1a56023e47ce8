"""Event types that a body may name: those of the catalogue and those derived from the turns."""

from __future__ import annotations

from svcnorm.model.rules import Selector
from svcnorm.packs.nodes import Node, Place, did_you_mean, fail, text
from svcnorm.packs.syntax.context import Context

DERIVED = {
    "turn": ("characters", "seconds", "rate", "kind", "question", "cut_off"),
    "silence": ("seconds", "after"),
    "overlap": ("seconds",),
    "interruption": ("by", "seconds", "kind"),
}
"""Signals that the timeline derives, with their fields (language: derived events)."""

SAID = ("turn_characters",)


def known_event(context: Context, node: Node) -> str:
    """The name of an event type that a pack declares, or of a derived one."""
    name = text(node, "event")
    if name not in context.events and name not in DERIVED:
        remedy = did_you_mean(name, {*context.events, *DERIVED}) or "declare it under events"
        fail(node, f"there is no event type {name!r}", remedy)
    return name


def check_fields(context: Context, selected: Selector, field: str, place: Place) -> None:
    """A field that derived events and words never carry is an error; recorded events carry any."""
    if selected.head == "say":
        known: set[str] = set(SAID)
    elif selected.head == "event" and all(name in DERIVED for name in selected.names):
        known = {name for event in selected.names for name in DERIVED[event]}
    elif selected.head == "event":
        return
    else:
        fail(place, f"where cannot be asked of {selected.head}", "put it beside the say or event that it is meant for")
    if field not in known:
        fail(place, f"where: {selected.label or selected.head} has no field {field!r}", did_you_mean(field, known))
