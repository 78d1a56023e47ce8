"""A handbook's register: its norms, how each is bound to rules, and what is left to people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.model.conversation import CHANNELS
from svcnorm.model.rules import SEVERITIES, Norm
from svcnorm.packs.contents import clauses, read_contents
from svcnorm.packs.nodes import Node, boolean, did_you_mean, fail, mapping, number, one_or_many, text, texts

if TYPE_CHECKING:
    from svcnorm.packs.resolve import Resolved

STATUS = ("automated", "partial", "manual")
POLARITY = ("must", "should")
BINDING = ("severity", "points", "polarity", "supports", "valid")
NORM_KEYS = ("title", "clause", "status", "by", "leaves", "look_at", "channels", "note", *BINDING)
BY_KEYS = ("rule", "with", "note", *BINDING)
_ID = re.compile(r"\w[\w.-]*\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Bound(NamedTuple):
    """One `by` entry: the rule, its parameters as given, and what the binding says; None where it is silent."""

    norm: str
    rule: str
    given: Node | None
    severity: str | None
    points: float | None
    polarity: str
    supports: bool
    valid: tuple[str, str]
    node: Node


def read_norms(pack: Resolved) -> tuple[tuple[Norm, ...], tuple[Bound, ...]]:
    """All norms of a handbook and all its bindings, in the order of the file. Raises PackError."""
    at = clauses(read_contents(pack.contents), pack.norms)
    norms: list[Norm] = []
    bindings: list[Bound] = []
    for name, node in pack.norms.items():
        members = mapping(node, f"norm {name}", NORM_KEYS, ["title", "status"])
        if not _ID.match(name):
            fail(node, f"{name!r} is no id of a norm", "letters, digits, dots and hyphens: ET-13.1")
        norms.append(_norm(name, members, node, at.get(name, "")))
        bindings += _bindings(name, members)
    return tuple(norms), tuple(bindings)


def _norm(name: str, members: Mapping[str, Node], node: Node, at: str) -> Norm:
    status = text(members["status"], "status", STATUS)
    if status == "manual":
        _needs(node, name, members, status, "look_at", "what should a reviewer look at?")
        _excludes(node, name, members, status, ("by", "leaves"))
    else:
        _needs(node, name, members, status, "by", "bind it to a rule: by: [{rule: …}]")
        _excludes(node, name, members, status, ("look_at",) if status == "partial" else ("look_at", "leaves"))
    if status == "partial":
        _needs(node, name, members, status, "leaves", "what do the rules leave to people?")
    return Norm(
        id=name,
        title=text(members["title"], "title"),
        status=status,
        clause=_clause(name, members, at),
        leaves=text(members["leaves"], "leaves") if "leaves" in members else "",
        look_at=text(members["look_at"], "look_at") if "look_at" in members else "",
        channels=texts(members["channels"], "channels", CHANNELS) if "channels" in members else (),
        note=text(members["note"], "note") if "note" in members else "",
    )


def _clause(name: str, members: Mapping[str, Node], at: str) -> str:
    """Where the norm stands: as the contents say, or as it says itself where the handbook has none."""
    if "clause" not in members:
        return at
    node = members["clause"]
    if at:
        fail(node, f"norm {name}: the contents say where it stands", "take clause out")
    return str(node.value) if node.is_number else text(node, "clause")


def _needs(node: Node, name: str, members: Mapping[str, Node], status: str, key: str, remedy: str) -> None:
    empty = key in members and members[key].value in (None, [], "")
    if key not in members or empty:
        fail(node, f"norm {name}: {status} without {key}", remedy)


def _excludes(node: Node, name: str, members: Mapping[str, Node], status: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in members:
            fail(node.keys[key], f"norm {name}: {key} says nothing to a norm that is {status}")


def _bindings(name: str, members: Mapping[str, Node]) -> list[Bound]:
    return [_bound(name, node, members) for node in one_or_many(members["by"])] if "by" in members else []


def _bound(norm: str, node: Node, outer: Mapping[str, Node]) -> Bound:
    """One entry of `by`; what it does not say is the norm's."""
    own = {"rule": node} if node.is_text else mapping(node, "by", BY_KEYS, ["rule"])
    said = {**{key: outer[key] for key in BINDING if key in outer}, **own}
    return Bound(
        norm=norm,
        rule=text(own["rule"], "rule"),
        given=own.get("with"),
        severity=text(said["severity"], "severity", SEVERITIES) if "severity" in said else None,
        points=number(said["points"], "points") if "points" in said else None,
        polarity=text(said["polarity"], "polarity", POLARITY) if "polarity" in said else "must",
        supports="supports" in said and boolean(said["supports"], "supports"),
        valid=valid(said.get("valid")),
        node=node,
    )


def valid(node: Node | None) -> tuple[str, str]:
    """First and last day in force, `YYYY-MM-DD`; empty where it is open."""
    if node is None:
        return "", ""
    members = mapping(node, "valid", ("from", "to"))
    first, last = (_day(members[key], key) if key in members else "" for key in ("from", "to"))
    if first and last and last < first:
        fail(node, f"valid: {last} is before {first}")
    return first, last


def _day(node: Node, what: str) -> str:
    written = text(node, what)
    try:
        if not _DATE.match(written):
            raise ValueError
        date.fromisoformat(written)
    except ValueError:
        fail(node, f"{what}: {written!r} is no date", "write it as 2026-11-20")
    return written


def known_rule(bound: Bound, known: Mapping[str, object]) -> None:
    """Raise if a binding names a rule that no pack in force defines."""
    if bound.rule not in known:
        node = bound.node.value["rule"] if bound.node.is_map else bound.node
        remedy = did_you_mean(bound.rule, known) or "extend the pack that defines it"
        fail(node, f"norm {bound.norm}: there is no rule {bound.rule!r}", remedy)
