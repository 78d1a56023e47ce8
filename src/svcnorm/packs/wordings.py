"""The phrase program under construction: wordings are numbered, and pattern errors find their line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from svcnorm.packs.nodes import Node, walk
from svcnorm.patterns.values import Lexicon, PatternError, Phrases

if TYPE_CHECKING:
    from svcnorm.patterns import Program

QUOTATION = "引述"
BACKCHANNEL = "应答词"
"""Sets with a role of their own (semantics: Quotation; Utterance and turn)."""


class Wordings:
    """Numbers wordings in one program."""

    def __init__(self, lexicon: Lexicon, sets: Mapping[str, Node]) -> None:
        from svcnorm.patterns import Program

        self.sets = sets
        try:
            self.program: Program = Program(lexicon)
        except PatternError as problem:
            raise placed(problem, sets.values()) from None

    def add(self, phrases: Phrases, node: Node) -> int:
        """The number of a wording that stands at `node`."""
        try:
            return self.program.add(phrases)
        except PatternError as problem:
            raise placed(problem, [node, *self.sets.values()]) from None


def placed(problem: PatternError, where: Iterable[Node]) -> PatternError:
    """The error with the file and line of the pattern that it speaks of."""
    nodes = list(where)
    found = next((inner for node in nodes for inner in walk(node) if inner.value == problem.pattern), None)
    place = found.place if found else nodes[0].place if nodes else None
    if place is not None:
        problem.file, problem.line, problem.column = place.source.label, place.line or None, place.column or None
    return problem
