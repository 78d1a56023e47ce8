"""The catalogues that packs carry as data: event types and attributes."""

from __future__ import annotations

from collections.abc import Mapping

from svcnorm.model.conversation import CHANNELS
from svcnorm.model.rules import AttributeType, EventType
from svcnorm.packs.nodes import Node, boolean, did_you_mean, fail, mapping, text, texts

EVENT_KEYS = ("inevitable_in", "contingent", "completes", "kind", "family", "side", "title", "about")
ATTRIBUTE_KEYS = ("type", "values", "missing", "derive", "title", "about")
TYPES = ("boolean", "number", "text", "choice")


def event_types(nodes: Mapping[str, Node]) -> dict[str, EventType]:
    """The event catalogue (semantics 3)."""
    return {name: _event(name, node) for name, node in nodes.items()}


def _event(name: str, node: Node) -> EventType:
    members = {} if node.value is None else mapping(node, f"event {name}", EVENT_KEYS)
    inevitable = members.get("inevitable_in")
    kind = text(members["kind"], "kind", ("occurred", "scheduled")) if "kind" in members else "occurred"
    contingent = "contingent" in members and boolean(members["contingent"], "contingent")
    channels = frozenset(texts(inevitable, "inevitable_in", CHANNELS)) if inevitable is not None else frozenset()
    if contingent and channels:
        fail(node, f"event {name}: contingent and inevitable exclude each other")
    return EventType(
        name,
        inevitable_in=channels,
        contingent=contingent,
        completes="completes" in members and boolean(members["completes"], "completes"),
        scheduled=kind == "scheduled",
        family=text(members["family"], "family") if "family" in members else "",
        side=text(members["side"], "side") if "side" in members else "",
    )


def attribute_types(nodes: Mapping[str, Node]) -> dict[str, AttributeType]:
    """The attributes that conversations may carry."""
    return {name: _attribute(name, node) for name, node in nodes.items()}


def _attribute(name: str, node: Node) -> AttributeType:
    members = {} if node.value is None else mapping(node, f"attribute {name}", ATTRIBUTE_KEYS)
    kind = text(members["type"], "type", TYPES) if "type" in members else "text"
    values = texts(members["values"], "values") if "values" in members else ()
    if (kind == "choice") != bool(values):
        fail(node, f"attribute {name}: values belong to the type choice, and a choice needs them")
    missing = members["missing"].value if "missing" in members else "unknown"
    if missing is None or isinstance(missing, (list, dict)):
        fail(node, f"attribute {name}: missing is `unknown` or a value")
    if kind == "choice" and missing != "unknown" and missing not in values:
        fail(members["missing"], f"attribute {name} is never {missing!r}", did_you_mean(str(missing), values))
    return AttributeType(
        name,
        type=kind,
        values=values,
        missing=str(missing).lower() if isinstance(missing, bool) else str(missing),
        derive=text(members["derive"], "derive") if "derive" in members else "",
    )
