"""`svcnorm rules list`: the packs there are, or the norms or rules of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from svcnorm.cli import FAILED, OK
from svcnorm.cli.rules.common import each, shelf, table
from svcnorm.i18n import N_, _
from svcnorm.i18n.names import SEVERITIES, named

if TYPE_CHECKING:
    from svcnorm.packs.opened import OpenPack

KINDS = {"handbook": N_("handbook"), "topic": N_("topic")}


def list_rules(pack: str, config: str) -> int:
    """Print the packs, or the norms of a handbook, or the rules of a topic pack. Raises PackError for a pack
    that there is not; returns the exit code."""
    library = shelf(config)
    if not pack:
        opened, broken = each(library.names(), library.open)
        _packs(opened)
        return FAILED if broken else OK
    chosen = library.open(pack)
    if chosen.resolved.norms:
        _norms(chosen)
    if chosen.rules:
        _rules(chosen)
    return OK


def _packs(packs: Sequence[OpenPack]) -> None:
    """Name, title, kind, how many norms of each status, how many rules of its own."""
    from svcnorm.packs.norms import read_norms
    from svcnorm.report.rule_words import STATUSES

    rows = []
    for pack in packs:
        counts = Counter(norm.status for norm in read_norms(pack.resolved)[0])
        own = pack.resolved.pack
        numbers = [str(counts[status] or "") for status in STATUSES]
        rows.append([own.name, own.title, named(KINDS, own.kind), *numbers, str(len(pack.rules) or "")])
    heads = [_("pack"), _("title"), _("kind"), *(named(STATUSES, status) for status in STATUSES), _("rules")]
    table(heads, rows, numbers=(3, 4, 5, 6))


def _norms(pack: OpenPack) -> None:
    from svcnorm.packs.norms import read_norms
    from svcnorm.report.rule_words import STATUSES

    norms, bindings = read_norms(pack.resolved)
    bound: dict[str, list[str]] = {}
    for each_bound in bindings:
        bound.setdefault(each_bound.norm, []).append(each_bound.rule)
    rows = [
        [norm.id, norm.title, named(STATUSES, norm.status), _(", ").join(dict.fromkeys(bound.get(norm.id, ())))]
        for norm in norms
    ]
    table([_("norm"), _("title"), _("status"), _("rules")], rows)


def _rules(pack: OpenPack) -> None:
    rows = []
    for name in pack.rules:
        rule = pack.rule(name)
        rows.append([name, rule.title, named(SEVERITIES, rule.severity), f"{rule.points:g}"])
    table([_("rule"), _("title"), _("severity"), _("points")], rows, numbers=(3,))
