"""`svcnorm due`: deadlines of cases and customers that are open, and those that are overdue."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.cli import OK
from svcnorm.cli.check import CheckOptions, instant
from svcnorm.cli.listing import FORMATS, write_list
from svcnorm.cli.stores import reading
from svcnorm.cli.values import known
from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import event, named
from svcnorm.model.errors import ConfigError

STATES = {"open": N_("open"), "overdue": N_("overdue")}


def run(store: str, within: float, options: CheckOptions) -> int:
    """Print what is overdue, and what is due within so many hours (0: ever); returns the exit code."""
    from svcnorm.audit.choice import Choice
    from svcnorm.audit.due import due, packs_of
    from svcnorm.cli import settings
    from svcnorm.report.masking import shown

    known("--format", options.format, FORMATS)
    if options.as_of is None:
        message = _("until when the records are complete is not said")
        raise ConfigError(message, remedy=_("say --as-of TIME, or --as-of now"))
    config = settings(options.config)
    as_of = instant(options.as_of, config.utc_offset)
    with reading(store) as db:
        choice = Choice(options.packs or packs_of(db), config)
        span = round(within * 3_600_000) if within else None
        found = due(db, choice, as_of, span, shown(options.mask and config.mask))
    rows = [each._asdict() for each in found]
    heads, cells = _cells(rows)
    write_list(options.format, rows, heads, cells, numbers=(2,))
    if options.format != "table":
        return OK
    late = sum(row["state"] == "overdue" for row in rows)
    print(ngettext("{n} deadline is overdue", "{n} deadlines are overdue", late))
    print(ngettext("{n} deadline is open", "{n} deadlines are open", len(rows) - late))
    return OK


def _cells(rows: Sequence[dict[str, object]]) -> tuple[list[str], list[list[object]]]:
    """Headings and cells for people."""
    heads = [_("state"), _("due"), _("hours left"), _("rule"), _("title"), _("case"), _("customer"), _("began with")]
    heads += [_("at"), _("what is missing"), _("conversation"), _("agent")]
    cells = []
    for row in rows:
        state = named(STATES, str(row["state"])) + ("" if row["certain"] else _(" (perhaps)"))
        shown = {**row, "state": state, "trigger": event(str(row["trigger"]))}
        shown["missing"] = _(", ").join(event(each) for each in str(row["missing"]).split(", "))
        cells.append([shown[name] for name in row if name != "certain"])
    return heads, cells
