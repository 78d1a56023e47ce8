"""Tables: rows of CSV and of workbooks, the columns that they have, and the conversations in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from svcnorm.model.errors import InputError
from svcnorm.readers.document import OLE, PARQUET, ZIP, Document
from svcnorm.readers.tables.row import Row, Rows, Table, Tables

__all__ = ["Row", "Rows", "Table", "Tables", "is_parquet", "is_workbook", "rows", "tables"]


def rows(document: Document) -> Rows:
    """All rows of a file, sheet after sheet. Raises InputError where it cannot be opened."""
    with tables(document) as found:
        for table in found.tables:
            yield from table.rows


@contextmanager
def tables(document: Document) -> Iterator[Tables]:
    """The tables of a file while it is open: its sheets, or the one table that a file of lines is.

    Raises InputError where it cannot be opened.
    """
    if is_workbook(document.head()):
        from svcnorm.readers.tables.workbook import sheets

        with sheets(document) as found:
            yield found
    elif is_parquet(document.head()):
        from svcnorm.readers.parquet import table

        with table(document) as found:
            yield found
    elif is_page(document.head()):
        remedy = "open it in Excel or WPS and save it as .xlsx"
        raise InputError("this is a web page or XML, and no table", file=document.label, remedy=remedy)
    else:
        from svcnorm.readers.tables.separated import separated

        yield Tables([separated(document)])


def is_page(head: str) -> bool:
    """Whether a file that begins so is a web page or other marked-up text, which some systems name `.xls`."""
    return head.lstrip()[:15].lower().startswith(("<html", "<!doctype html", "<table", "<?xml", "<meta"))


def is_parquet(head: str) -> bool:
    """Whether a file that begins so is Parquet."""
    return head.startswith(PARQUET.decode())


def is_workbook(head: str) -> bool:
    """Whether a file that begins so is a workbook, or wants to be one."""
    return head.startswith((ZIP.decode("latin-1"), OLE.decode("latin-1")))
