"""A handbook's table of contents: each clause, where it stands, and the norms that it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from svcnorm.packs.nodes import Node, did_you_mean, fail, items, mapping, text


class Section(NamedTuple):
    """One clause: its id, where the handbook has it, and the ids of its norms with the places that name them."""

    id: str
    at: str
    norms: tuple[tuple[str, Node], ...]
    node: Node


def read_contents(nodes: Mapping[str, Node]) -> tuple[Section, ...]:
    """All clauses, in the order of the handbook. Raises PackError for a norm that stands in two."""
    sections = tuple(_section(name, node) for name, node in nodes.items())
    seen: dict[str, Node] = {}
    for section in sections:
        for norm, node in section.norms:
            if norm in seen:
                fail(node, f"contents: the norm {norm} is already named at {seen[norm].place}", "name it once")
            seen[norm] = node
    return sections


def _section(name: str, node: Node) -> Section:
    members = mapping(node, f"contents {name}", ("at", "norms"), ("at", "norms"))
    norms = tuple((text(each, "norms"), each) for each in items(members["norms"], "norms"))
    if not norms:
        fail(members["norms"], f"contents {name}: a clause without norms", "name them: norms: [A-1]")
    return Section(name, text(members["at"], "at"), norms, node)


def clauses(sections: tuple[Section, ...], norms: Mapping[str, Node]) -> dict[str, str]:
    """Where each norm stands, by its id.

    Raises PackError for a norm that the contents, where there are any, do not name.
    """
    at = {norm: section.at for section in sections for norm, _node in section.norms}
    for name, node in norms.items():
        if sections and name not in at:
            fail(node, f"norm {name}: no clause of the contents names it", did_you_mean(name, at))
    return at


def unaccounted(sections: tuple[Section, ...], norms: Mapping[str, Node]) -> Iterator[tuple[Section, str, Node]]:
    """The norms that the contents name and nothing defines: their clause, their id, and where they are named."""
    for section in sections:
        for norm, node in section.norms:
            if norm not in norms:
                yield section, norm, node
