"""What is left open: what could not be judged, what a person must look at, what could not be read."""

from __future__ import annotations

from svcnorm.i18n import _
from svcnorm.report.tables.table import Column, Table, about, about_columns
from svcnorm.report.totals import unread as unread_inputs
from svcnorm.report.unjudged import checklist as looks
from svcnorm.report.unjudged import waiting
from svcnorm.report.view import View


def unjudged(view: View) -> Table:
    """A row for each rule that could not be judged in a conversation: what is missing, and what would supply it."""
    columns = (
        *about_columns(),
        Column(_("norm's id"), 14),
        Column(_("rule"), 34, "long"),
        Column(_("missing"), 44, "long"),
        Column(_("supplied by"), 44, "long"),
        Column(_("rule's id"), 24),
    )
    rows = [
        (
            *about(view, of.conversation),
            " ".join(map(view.name, verdict.norms)),
            view.title(verdict),
            group.lacking,
            group.supply,
            view.name(verdict.rule),
        )
        for of in view.report.conversations
        for group in waiting(view, of)
        for verdict in group.verdicts
    ]
    return Table(_("Not judged"), columns, rows)


def checklist(view: View) -> Table:
    """A row for each thing that a person must look at in a conversation."""
    columns = (
        *about_columns(),
        Column(_("what to check"), 40, "long"),
        Column(_("look at"), 50, "long"),
        Column(_("sentence"), 8, "number"),
        Column(_("marked words"), 30, "long"),
    )
    rows = [
        (
            *about(view, of.conversation),
            look.title,
            look.look_at,
            None if look.place is None else look.place.turn + 1,
            "" if look.place is None else view.text(view.show.words(of.conversation, look.place)),
        )
        for of in view.report.conversations
        for look in looks(view, of)
    ]
    return Table(_("For a person"), columns, rows)


def unread(view: View) -> Table:
    """A row for each input that could not be read."""
    columns = (Column(_("source"), 30), Column(_("fault"), 60, "long"), Column(_("remedy"), 60, "long"))
    return Table(_("Not read"), columns, unread_inputs(view))
