"""How a handbook scores: its `scoring` section."""

from __future__ import annotations

from collections.abc import Mapping

from svcnorm.model.rules import Scoring
from svcnorm.packs.nodes import Node, fail, kind, mapping, number, text
from svcnorm.packs.syntax.amounts import percent

MODES = ("deduct", "weighted")
FATAL = ("zero", "cap", "fail_only")
KEYS = ("mode", "pass_line", "min_coverage", "fatal_effect", "cap_at", "bonus_cap", "section_caps")


def read_scoring(nodes: Mapping[str, Node], pass_line: int | None = None) -> Scoring:
    """The scoring of a handbook; `pass_line` (per mille) is the site's own and wins."""
    standard = Scoring()
    for key, node in nodes.items():
        if key not in KEYS:
            mapping(Node({key: node}, node.place), "scoring", KEYS)
    line = share(nodes["pass_line"], "pass_line") if "pass_line" in nodes else standard.pass_line
    return Scoring(
        mode=text(nodes["mode"], "mode", MODES) if "mode" in nodes else standard.mode,
        pass_line=line if pass_line is None else pass_line,
        min_coverage=share(nodes["min_coverage"], "min_coverage") if "min_coverage" in nodes else standard.min_coverage,
        fatal_effect=text(nodes["fatal_effect"], "fatal_effect", FATAL) if "fatal_effect" in nodes else "zero",
        cap_at=_points(nodes["cap_at"], "cap_at") if "cap_at" in nodes else standard.cap_at,
        bonus_cap=_points(nodes["bonus_cap"], "bonus_cap") if "bonus_cap" in nodes else standard.bonus_cap,
        section_caps=_caps(nodes["section_caps"]) if "section_caps" in nodes else {},
    )


def _caps(node: Node) -> dict[str, float]:
    return {name: _points(member, name) for name, member in mapping(node, "section_caps").items()}


def _points(node: Node, what: str) -> float:
    found = number(node, what)
    if not 0 <= found <= 100:
        fail(node, f"{what}: expected points from 0 to 100, found {kind(node)}")
    return found


def share(node: Node, what: str) -> int:
    """`85` or `85 %` of the full score as 850 per mille."""
    found = percent(node)
    if found is None and node.is_number:
        found = node.value
    if found is None or not 0 <= found <= 100:
        fail(node, f"{what}: expected a number from 0 to 100, found {kind(node)}")
    return round(found * 10)
