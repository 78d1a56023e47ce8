"""The table of formats: how each is recognised, and what it carries beside the words."""

from __future__ import annotations

from svcnorm.i18n import N_, _
from svcnorm.i18n.names import named
from svcnorm.readers.format import Carries
from svcnorm.readers.formats import formats

ROLES = {
    "stated": N_("stated"),
    "labels": N_("by labels"),
    "channel": N_("by channel number"),
    "speaker": N_("by speaker number"),
    "none": N_("none"),
}
TIMES = {
    "s": N_("seconds"),
    "ms": N_("milliseconds"),
    "us": N_("microseconds"),
    "ns": N_("nanoseconds"),
    "ticks": N_("ticks of 100 ns"),
    "clock": N_("clock"),
    "date": N_("date and time"),
    "": N_("none"),
}

WORDS = {
    text: text
    for text in (
        N_("plain text"),
        N_("canonical JSON"),
        N_("JSON lines"),
        N_("whatever nothing else claims"),
        N_("an object on each line"),
        N_("CSV, TSV: a row a sentence, or a row a call"),
        N_("Excel workbook: a row a sentence, or a row a call"),
        N_("Parquet: canonical JSON in a column, a row a sentence, or a row a call"),
        N_("a header such as 通话ID, 角色, 内容"),
        N_("a workbook with a header such as 通话ID, 角色, 内容"),
        N_("its first bytes; a column conversation, or columns as in CSV"),
        N_("WebVTT subtitles"),
        N_("SubRip subtitles"),
        N_("vCon (IETF conversation container)"),
        N_("Tencent Cloud speech recognition, flat text"),
        N_("Tencent Cloud speech recognition, flat text in JSON"),
        N_("Google Cloud Speech-to-Text"),
        N_("Deepgram speech recognition"),
    )
}
"""What a format says of itself in words, rather than in names of vendors and paths."""


def heads() -> list[str]:
    """The headings of the columns."""
    return [_("format"), _("what it is"), _("recognised by"), _("roles"), _("times"), _("events")]


def rows() -> list[list[str]]:
    """A row for each format."""
    return [
        [each.name, named(WORDS, each.title), named(WORDS, each.known_by), *_carried(each.carries)]
        for each in formats()
    ]


def markdown() -> str:
    """The table for the documentation."""
    lines = [heads(), ["---"] * len(heads()), *rows()]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)


def _carried(carries: Carries) -> list[str]:
    return [named(ROLES, carries.roles), named(TIMES, carries.times), _("yes") if carries.events else _("none")]
