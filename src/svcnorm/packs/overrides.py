"""What handbooks and sites may change without touching a rule: severity, points, off, with; and filters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.rules import SEVERITIES
from svcnorm.packs.nodes import Node, Place, boolean, did_you_mean, fail, mapping, number, text, texts

KEYS = ("severity", "points", "off", "with", "note")
FILTER_KEYS = ("rules", "unless", "note")


class Override(NamedTuple):
    """What is changed of a rule or a norm; None where it stays. `places` are the origins by key, those of
    parameters too."""

    severity: str | None = None
    points: float | None = None
    off: bool | None = None
    given: Mapping[str, Node] = {}
    places: Mapping[str, Place] = {}


class Filter(NamedTuple):
    """A condition under which rules do not apply at this site; no rules named: all of them."""

    rules: tuple[str, ...]
    unless: Node


def read_overrides(nodes: Sequence[Node]) -> dict[str, Override]:
    """Overrides by rule or norm id; later ones win, key by key."""
    out: dict[str, Override] = {}
    for node in nodes:
        for name, member in mapping(node, "overrides").items():
            out[name] = _merged(out.get(name, Override()), member)
    return out


def _merged(before: Override, node: Node) -> Override:
    members = mapping(node, "override", KEYS)
    given = mapping(members["with"], "with") if "with" in members else {}
    return Override(
        severity=text(members["severity"], "severity", SEVERITIES) if "severity" in members else before.severity,
        points=number(members["points"], "points") if "points" in members else before.points,
        off=boolean(members["off"], "off") if "off" in members else before.off,
        given={**before.given, **given},
        places={**before.places, **_places(node, members)},
    )


def _places(node: Node, members: Mapping[str, Node]) -> dict[str, Place]:
    own = {key: node.keys.get(key, member.place) for key, member in members.items()}
    given = members.get("with")
    return own if given is None else {**own, **{name: given.keys.get(name, given.place) for name in given.value}}


def combined(first: Override, second: Override) -> Override:
    """Both, the first one winning."""
    return Override(
        severity=second.severity if first.severity is None else first.severity,
        points=second.points if first.points is None else first.points,
        off=second.off if first.off is None else first.off,
        given={**second.given, **first.given},
        places={**second.places, **first.places},
    )


def check_overrides(node: Node) -> None:
    """Raise for an override that is wrong in itself, whatever packs are in force."""
    read_overrides([node])


def check_targets(nodes: Sequence[Node], known: Collection[str]) -> None:
    """Raise for an override of something that does not exist."""
    for node in nodes:
        for name in mapping(node, "overrides"):
            if name not in known:
                remedy = did_you_mean(name, known) or "name a rule or a norm of a pack in force"
                fail(node.keys.get(name, node.place), f"overrides: there is no rule or norm {name!r}", remedy)


def read_filters(nodes: Iterable[Node], known: Collection[str]) -> tuple[Filter, ...]:
    """Filters, checked to name rules that exist."""
    out = []
    for node in nodes:
        members = mapping(node, "filter", FILTER_KEYS, ["unless"])
        rules = texts(members["rules"], "rules") if "rules" in members and members["rules"].value != "any" else ()
        for name in rules:
            if name not in known:
                fail(members["rules"], f"filters: there is no rule {name!r}", did_you_mean(name, known))
        out.append(Filter(rules, members["unless"]))
    return tuple(out)
