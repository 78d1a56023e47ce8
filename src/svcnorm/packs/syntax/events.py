"""Event types that a body may name: those of the catalogue and those derived from the turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcnorm.model.conversation import ROLES
from svcnorm.model.rules import Check, Ref, Selector
from svcnorm.packs.nodes import Node, Place, did_you_mean, fail, text
from svcnorm.packs.syntax.context import Context

KINDS = ("content", "backchannel")
NUMBER, TRUTH = "number", "boolean"
DERIVED: Mapping[str, Mapping[str, str | tuple[str, ...]]] = {
    "turn": {
        "characters": NUMBER,
        "seconds": NUMBER,
        "rate": NUMBER,
        "kind": KINDS,
        "question": TRUTH,
        "cut_off": TRUTH,
    },
    "silence": {"seconds": NUMBER, "after": ROLES},
    "overlap": {"seconds": NUMBER},
    "interruption": {"by": ROLES, "seconds": NUMBER, "kind": KINDS},
}
"""Signals that the timeline derives, with their fields and what these hold (language: derived events)."""

SAID: Mapping[str, str | tuple[str, ...]] = {"turn_characters": NUMBER}


def known_event(context: Context, node: Node) -> str:
    """The name of an event type that a pack declares, or of a derived one."""
    name = text(node, "event")
    if name not in context.events and name not in DERIVED:
        remedy = did_you_mean(name, {*context.events, *DERIVED}) or "declare it under events"
        fail(node, f"there is no event type {name!r}", remedy)
    return name


def check_field(selected: Selector, field: str, asked: Sequence[Check], place: Place) -> None:
    """A field, or a value of it, that derived events and words never carry is an error; recorded events carry any."""
    if selected.head not in ("say", "event"):
        fail(place, f"where cannot be asked of {selected.head}", "put it beside the say or event that it is meant for")
    if selected.head == "say":
        known = dict(SAID)
    elif all(name in DERIVED for name in selected.names):
        known = {name: holds for event in selected.names for name, holds in DERIVED[event].items()}
    else:
        return
    if field not in known:
        fail(place, f"where: {selected.label or selected.head} has no field {field!r}", did_you_mean(field, known))
    for check in asked:
        for value in check.values if check.op != "known" else ():
            _holds(known[field], field, value, place)


def _holds(kind: str | tuple[str, ...], field: str, value: object, place: Place) -> None:
    if isinstance(value, Ref):
        return
    if isinstance(kind, tuple):
        if value not in kind:
            fail(place, f"where: {field} is never {value!r}", did_you_mean(str(value), kind))
    elif (kind == TRUTH) != isinstance(value, bool) or isinstance(value, str):
        fail(place, f"where: {field} is a {kind}, never {value!r}")
