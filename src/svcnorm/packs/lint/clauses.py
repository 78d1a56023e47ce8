"""Clauses of a handbook that nobody has accounted for."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.i18n import N_, _
from svcnorm.packs.contents import read_contents, unaccounted
from svcnorm.packs.lint.bench import Bench
from svcnorm.packs.lint.interface import ERROR, Check, Complaint, at


def norm_unaccounted(bench: Bench) -> Iterator[Complaint]:
    """Norms that the pack's own contents name and no norm of it defines."""
    own = bench.pack.resolved.pack.maps["contents"].value
    for section, norm, node in unaccounted(read_contents(own), bench.pack.resolved.norms):
        yield at(node, _("{clause}: nothing says what becomes of {norm}", clause=section.at, norm=norm))


CHECKS = (
    Check(
        "norm-unaccounted",
        ERROR,
        N_("The contents name a norm that is neither bound to a rule nor left to people."),
        N_("bind it to a rule, or say what a person must look at: status: manual, look_at: …"),
        norm_unaccounted,
    ),
)
