"""The rules: how often each was broken, kept, or could not be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from svcnorm.i18n import _
from svcnorm.i18n.names import SEVERITIES, VERDICTS, named
from svcnorm.model.verdicts import PASS, VIOLATION, RuleVerdict
from svcnorm.model.verdicts import VERDICTS as ORDER
from svcnorm.report.faults import norm_title
from svcnorm.report.tables.table import Cell, Column, Table
from svcnorm.report.view import View


def rules(view: View) -> Table:
    """A row for each rule that was judged, those first that most conversations broke."""
    columns = (
        Column(_("rule"), 34, "long"),
        Column(_("norms"), 50, "long"),
        Column(_("severity"), 8, "severity"),
        *(Column(named(VERDICTS, code), 8, "number") for code in ORDER),
        Column(_("share broken"), 10, "share"),
        Column(_("number of faults"), 8, "number"),
        Column(_("possible"), 8, "number"),
        Column(_("pack"), 18),
        Column(_("rule's id"), 28),
    )
    groups: dict[str, list[RuleVerdict]] = {}
    for of in view.report.conversations:
        for verdict in of.verdicts:
            groups.setdefault(verdict.rule, []).append(verdict)
    broken = {rule: sum(v.verdict == VIOLATION for v in found) for rule, found in groups.items()}
    ordered = sorted(groups, key=lambda rule: (-broken[rule], rule))
    return Table(_("Rules"), columns, [_row(view, groups[rule]) for rule in ordered])


def _row(view: View, found: Sequence[RuleVerdict]) -> tuple[Cell, ...]:
    rule = view.rule(found[0])
    counts = Counter(verdict.verdict for verdict in found)
    judged = counts[VIOLATION] + counts[PASS]
    every = replace(found[0], norms=())
    return (
        view.title(found[0]),
        "\n".join(norm_title(view, binding, norm) for binding, norm, _handbook in view.bindings(every)),
        named(SEVERITIES, rule.severity) if rule is not None else "",
        *(counts[code] for code in ORDER),
        counts[VIOLATION] / judged if judged else None,
        sum(len(verdict.counted) for verdict in found),
        sum(len(verdict.possible) for verdict in found),
        view.name(rule.pack) if rule is not None else "",
        view.name(found[0].rule),
    )
