"""How far a handbook is covered: every norm of every clause, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

AUTOMATED, PARTIAL, MANUAL, UNACCOUNTED = "automated", "partial", "manual", "unaccounted"
STATUSES = (AUTOMATED, PARTIAL, MANUAL, UNACCOUNTED)


class CoverageLine(NamedTuple):
    """One norm: its clause (`clause` the id, `at` where the handbook has it), its status, the rules that see it.

    `needs` are codes of the evidence that the rules look at (`svcnorm.packs.needs`). `people` is what is left
    to a person, `note` why. An unaccounted norm stands in the handbook's contents and nowhere else.
    """

    clause: str
    at: str
    norm: str
    title: str
    status: str
    rules: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    people: str = ""
    note: str = ""


class Coverage(NamedTuple):
    """One handbook, in the order of its contents."""

    pack: str
    title: str
    lines: tuple[CoverageLine, ...]

    @property
    def clauses(self) -> int:
        """How many clauses there are; a norm without a clause counts as one of its own."""
        return len({line.clause or line.norm for line in self.lines})


def totals(lines: Iterable[CoverageLine]) -> dict[str, int]:
    """How many norms there are of each status."""
    found = [line.status for line in lines]
    return {status: found.count(status) for status in STATUSES}
