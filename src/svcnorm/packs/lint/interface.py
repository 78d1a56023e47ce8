"""What a check of packs is, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.packs.nodes import Node, Place

if TYPE_CHECKING:
    from svcnorm.packs.lint.bench import Bench

ERROR, WARNING = "error", "warning"


class Complaint(NamedTuple):
    """What a check found: where, and in one sentence what."""

    place: Place
    text: str


class Check(NamedTuple):
    """One check. `about` says in a sentence what is wrong and why it matters, `remedy` what to do about it.

    `run` yields what it finds in the pack on the bench.
    """

    id: str
    severity: str
    about: str
    remedy: str
    run: Callable[[Bench], Iterator[Complaint]]


class LintFinding(NamedTuple):
    """One finding of one check, ready to be shown."""

    check: Check
    pack: str
    place: Place
    text: str


def at(where: Node | Place, text: str) -> Complaint:
    """A complaint about what stands there."""
    return Complaint(where.place if isinstance(where, Node) else where, text)
