"""Every norm of a handbook, accounted for: from its contents, its bindings and the rules behind them."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.model.coverage import UNACCOUNTED, Coverage, CoverageLine
from svcnorm.packs.contents import read_contents, unaccounted
from svcnorm.packs.needs import NEEDS, Needs
from svcnorm.packs.norms import read_norms
from svcnorm.packs.opened import OpenPack


def coverage(pack: OpenPack) -> Coverage:
    """What becomes of each norm of a handbook, clause by clause. Raises PackError."""
    sections = read_contents(pack.resolved.contents)
    order = {norm: n for n, norm in enumerate(norm for section in sections for norm, _node in section.norms)}
    clause = {norm: section.id for section in sections for norm, _node in section.norms}
    lines = list(_accounted(pack, clause))
    for section, norm, _node in unaccounted(sections, pack.resolved.norms):
        lines.append(CoverageLine(section.id, section.at, norm, "", UNACCOUNTED))
    lines.sort(key=lambda line: order.get(line.norm, len(order)))
    return Coverage(pack.name, pack.resolved.pack.title, tuple(lines))


def _accounted(pack: OpenPack, clause: dict[str, str]) -> Iterator[CoverageLine]:
    norms, bindings = read_norms(pack.resolved)
    needs = Needs(pack.scene.situations, pack.scene.events, pack.scene.attributes)
    of_rule: dict[str, tuple[str, ...]] = {}
    for norm in norms:
        rules = tuple(dict.fromkeys(bound.rule for bound in bindings if bound.norm == norm.id))
        for name in rules:
            if name not in of_rule:
                of_rule[name] = needs.of(pack.rule(name))
        used = {code for name in rules for code in of_rule[name]}
        yield CoverageLine(
            clause=clause.get(norm.id, ""),
            at=norm.clause,
            norm=norm.id,
            title=norm.title,
            status=norm.status,
            rules=rules,
            needs=tuple(code for code in NEEDS if code in used),
            people=norm.look_at or norm.leaves,
            note=norm.note,
        )
