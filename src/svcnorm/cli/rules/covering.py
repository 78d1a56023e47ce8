"""`svcnorm rules coverage`: every clause of the handbooks, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svcnorm.cli import FAILED, OK, VIOLATIONS
from svcnorm.cli.rules.common import each, screen, shelf, table
from svcnorm.cli.values import known, machine_output
from svcnorm.i18n import _, ngettext
from svcnorm.i18n.names import named
from svcnorm.model.errors import ConfigError

if TYPE_CHECKING:
    from svcnorm.model.coverage import Coverage, CoverageLine

TABLE = "table"


def coverage_of(packs: Sequence[str], config: str, form: str, verbose: bool = False) -> int:
    """Print the coverage of handbooks (all there are without any); returns the exit code: 1 where a norm is
    unaccounted for. Raises ConfigError for a format that there is not, or a pack without norms."""
    from svcnorm.model.coverage import UNACCOUNTED
    from svcnorm.packs.coverage import coverage
    from svcnorm.report.coverage import WRITERS

    known("--format", form, (TABLE, *WRITERS))
    library = shelf(config)
    opened, unread = each(library.names(packs), library.open)
    books, unsound = each([pack for pack in opened if pack.resolved.norms or pack.resolved.contents], coverage)
    if packs and not books and not (unread or unsound):
        raise ConfigError(_("no handbook among {packs}", packs=", ".join(packs)), remedy=_("svcnorm rules list"))
    if form == TABLE:
        _table(books, bool(packs) or verbose)
    else:
        with machine_output() as out:
            WRITERS[form](books, out)
    if unread or unsound:
        return FAILED
    missing = any(line.status == UNACCOUNTED for book in books for line in book.lines)
    return VIOLATIONS if missing else OK


def _table(books: Sequence[Coverage], whole: bool) -> None:
    """The totals of each handbook, and before them, where asked, every norm; what is unaccounted for always."""
    from svcnorm.model.coverage import STATUSES, UNACCOUNTED, totals
    from svcnorm.report.coverage import words

    page = screen()
    for book in books:
        lines = book.lines if whole else [line for line in book.lines if line.status == UNACCOUNTED]
        if lines:
            page.rule(book.pack, "  ", book.title)
            heads = [_("clause"), _("norm"), _("title"), _("status"), _("rules"), _("evidence"), _("left to people")]
            table(heads, [_row(line) for line in lines])
            page.line()
    every = [line for book in books for line in book.lines]
    rows = [[book.pack, book.title, str(book.clauses), str(len(book.lines)), *_counts(book.lines)] for book in books]
    if len(books) > 1:
        clauses = sum(book.clauses for book in books)
        rows.append(["", _("all"), str(clauses), str(len(every)), *_counts(every)])
    shown = [named(words.STATUSES, status) for status in STATUSES]
    table([_("pack"), _("title"), _("clauses"), _("norms"), *shown], rows, numbers=tuple(range(2, 8)))
    missing = totals(every)[UNACCOUNTED]
    accounted = _("{n} of {all} norms accounted for", n=len(every) - missing, all=len(every))
    page.line(accounted)
    if missing:
        page.line(ngettext("{n} norm is unaccounted for", "{n} norms are unaccounted for", missing))


def _counts(lines: Sequence[CoverageLine]) -> list[str]:
    from svcnorm.model.coverage import totals

    return [str(n) for n in totals(lines).values()]


def _row(line: CoverageLine) -> list[str]:
    from svcnorm.report.coverage import words

    people = _("{name}: {value}", name=line.people, value=line.note) if line.people and line.note else line.people
    status = named(words.STATUSES, line.status)
    return [line.at, line.norm, line.title, status, " ".join(line.rules), words.needs(line.needs), people]
