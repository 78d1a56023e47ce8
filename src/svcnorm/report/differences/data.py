"""Differences as JSON, `svcnorm.differences/1`, and their changes as a table that spreadsheets open."""

from __future__ import annotations

import json
from typing import Any, TextIO

from svcnorm.i18n import _
from svcnorm.i18n.names import VERDICTS, named
from svcnorm.model.differences import KINDS, Change, Differences
from svcnorm.report.cells import Sheet
from svcnorm.report.differences.names import BECAME

SCHEMA = "svcnorm.differences/1"


def write_json(of: Differences, out: TextIO) -> None:
    """Write all of it, verdicts as codes."""
    kinds = [change.kind for change in of.changes]
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "before": of.before,
        "after": of.after,
        "conversations": of.conversations,
        "counts": {kind: kinds.count(kind) for kind in KINDS},
        "changes": [_change(change) for change in of.changes],
        "fresh": {"conversations": of.fresh, "violations": dict(of.violations)},
        "findings": dict(zip(("appeared", "withdrawn"), of.findings)),
        "parts": [part._asdict() for part in of.parts],
        "shared": of.shared,
    }
    json.dump(data, out, ensure_ascii=False, indent=2)
    out.write("\n")


def write_csv(of: Differences, out: TextIO) -> None:
    """Write a row a change."""
    heads = (_("rule"), _("title"), _("conversation"), _("what became of it"), _("before"), _("after"))
    sheet = Sheet(out, [*heads, _("says"), _("words"), _("stood with")])
    for each in of.changes:
        verdicts = [named(VERDICTS, verdict) if verdict else "" for verdict in (each.before, each.after)]
        row = [each.rule, each.title, each.conversation, named(BECAME, each.kind), *verdicts]
        sheet.row([*row, each.message, each.text, each.elsewhere])


def _change(of: Change) -> dict[str, Any]:
    said = {name: value or None for name, value in of._asdict().items()}
    return {"kind": of.kind, **{name: value for name, value in said.items() if value or name in ("before", "after")}}
