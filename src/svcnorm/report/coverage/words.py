"""Codes of coverage in words: statuses, and the evidence that rules look at."""

from __future__ import annotations

from collections.abc import Iterable

from svcnorm.i18n import N_, _
from svcnorm.i18n.names import named

STATUSES = {
    "automated": N_("automated"),
    "partial": N_("partly automated"),
    "manual": N_("for people"),
    "unaccounted": N_("unaccounted for"),
}
NEEDS = {
    "words": N_("words"),
    "times": N_("times of speech"),
    "start": N_("date of the conversation"),
    "call": N_("call record"),
    "visit": N_("visit record"),
    "case": N_("case log"),
    "customer": N_("customer's history"),
    "attributes": N_("labels of the data"),
}


def needs(codes: Iterable[str]) -> str:
    """The evidence in words, one after the other."""
    return _(", ").join(named(NEEDS, code) for code in codes)


def heads() -> list[str]:
    """The headings of a table of coverage."""
    names = _("handbook"), _("clause"), _("where"), _("norm"), _("title"), _("status"), _("rules"), _("evidence")
    return [*names, _("left to people"), _("note")]
