"""Checks of packs: what will not work as meant, found before anybody is judged by it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from svcnorm.packs.lint.bench import Bench
from svcnorm.packs.lint.interface import ERROR, WARNING, Check, LintFinding
from svcnorm.packs.lint.registry import ABOUT, CHECKS, REMEDY
from svcnorm.packs.opened import OpenPack, Shelf

__all__ = ["ABOUT", "CHECKS", "ERROR", "REMEDY", "WARNING", "Check", "LintFinding", "lint"]


def lint(
    pack: OpenPack, shelf: Shelf, near: Sequence[OpenPack] = (), severities: Collection[str] = (ERROR, WARNING)
) -> Iterator[LintFinding]:
    """Run every check on a pack, in the order of the registry; findings of one check in the order of the files.

    `near` are packs beside those of the shelf that may use this one. Checks of other than `severities` are left
    out: those that warn may judge the tests of all packs that use this one. Raises PackError for a pack that cannot
    be loaded.
    """
    _load(pack)
    bench = Bench(pack, shelf, near)
    for check in (check for check in CHECKS if check.severity in severities):
        found = sorted(
            set(check.run(bench)), key=lambda c: (c.place.source.label, c.place.line, c.place.column, c.text)
        )
        for complaint in found:
            yield LintFinding(check, pack.name, complaint.place, complaint.text)


def _load(pack: OpenPack) -> None:
    """Everything that loading checks, bindings included. Raises PackError."""
    from svcnorm.packs.compiler import binds, handbook, targets
    from svcnorm.packs.resolve import Site

    targets([pack.resolved], Site())
    handbook(pack.scene)
    for _bind in binds(pack.scene):
        pass
