"""A table of a report: typed columns, one row for each thing that it lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.model.conversation import Conversation
from svcnorm.report.facts import channel
from svcnorm.report.view import View, person

Cell = str | int | float | datetime | None
"""Text is text whatever it looks like; None is an empty cell."""


class Column(NamedTuple):
    """A column: its heading, its width in characters of Latin text, and what its cells are.

    `kind` is `text`, `long` (text that is broken into lines), `severity`, `state`, `number`, `share` (0 to 1),
    `score` (0 to 100) or `time`.
    """

    head: str
    width: int = 14
    kind: str = "text"


class Table(NamedTuple):
    """A named table."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]


def about_columns() -> tuple[Column, ...]:
    """The columns that tell which conversation a row belongs to."""
    return (
        Column(_("conversation"), 24),
        Column(_("source"), 30),
        Column(_("channel"), 10),
        Column(_("start"), 17, "time"),
        Column(_("staff"), 12),
    )


def about(view: View, talk: Conversation) -> tuple[Cell, ...]:
    """The cells of `about_columns`."""
    names = [person(party, view.show) for party in talk.parties if party.role == "agent"]
    return (
        view.name(talk.id),
        view.text(view.show.source(talk.source)),
        channel(talk),
        local(talk.started_at, talk.utc_offset),
        view.text(_(", ").join(filter(None, names))),
    )


def local(at: int | None, utc_offset: int | None) -> datetime | None:
    """Epoch milliseconds on the clock of the record's own zone, to the second: spreadsheets know no zones."""
    if at is None:
        return None
    return datetime(1970, 1, 1) + timedelta(seconds=at // 1000, minutes=utc_offset or 0)
