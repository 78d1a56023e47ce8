"""A finding a line, as compilers tell theirs: `file:line:column: severity: what is wrong → what to say [rule]`.

Editors and terminals take the beginning for a link.
"""

from __future__ import annotations

from typing import TextIO

from svcnorm.i18n import _, ngettext
from svcnorm.i18n.names import SEVERITIES, named
from svcnorm.model.report import Report
from svcnorm.report import Options
from svcnorm.report.ci.rows import Row, Unread, rows
from svcnorm.report.masking import harmless
from svcnorm.report.notes import not_counted, worded
from svcnorm.report.plain import no_command


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the findings that count, the inputs that could not be read, what was noted, and how many there are."""
    found = rows(report, options)
    for row in sorted(found.counted, key=_order):
        severity = named(SEVERITIES, row.finding.severity)
        out.write(no_command(f"{_where(row)}: {severity}: {row.title}: {row.message} [{row.verdict.rule}]") + "\n")
    for each in found.unread:
        out.write(no_command(f"{_unread(each)}: {each.message}") + "\n")
    for note in worded((*report.notes, *(note for of in report.conversations for note in of.notes)), options.verbose):
        out.write(no_command(harmless(options.mask).name(note)) + "\n")
    if found.suppressed:
        out.write(not_counted(len(found.suppressed)) + "\n")
    files = len({of.conversation.source for of in report.conversations})
    n = len(found.counted)
    told = ngettext("{n} finding", "{n} findings", n) if n else _("no findings")
    out.write(_("{found}, in {files} files", found=told, files=files) + "\n")


def _order(row: Row) -> tuple[str, int, int]:
    return row.file, row.spot.line or 0, row.spot.column or 0


def _where(row: Row) -> str:
    spot = row.spot
    place = ":".join(str(part) for part in (row.file, spot.line, spot.column) if part is not None)
    return f"{place} {spot.pointer}" if spot.pointer else place


def _unread(each: Unread) -> str:
    return each.file if each.line is None else f"{each.file}:{each.line}"
