"""The formats of tables: text whose cells a separator keeps apart, and workbooks."""

from __future__ import annotations

from svcnorm.readers.document import Document
from svcnorm.readers.format import Carries, Format, Read
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.tables import is_workbook

SEPARATED_SUFFIXES = (".csv", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")


def claims_separated(head: str, suffix: str) -> bool:
    """A file with a header that we understand; one that is named so, unless its lines are those of the text form."""
    if is_workbook(head):
        return False
    from svcnorm.readers.tables.recognise import has_header, is_text

    return has_header(head) or (suffix in SEPARATED_SUFFIXES and not is_text(head))


def claims_workbook(head: str, suffix: str) -> bool:
    """Whatever begins like a workbook, and what is named so."""
    return is_workbook(head) or suffix in WORKBOOK_SUFFIXES


def read(document: Document, options: ReadOptions) -> Read:
    """The conversations of a table. May raise InputError."""
    from svcnorm.readers.tables import conversations

    return conversations.read(document, options)


CSV = Format(
    "csv",
    SEPARATED_SUFFIXES,
    claims_separated,
    read,
    title="CSV, TSV: a row a sentence, or a row a call",
    known_by="a header such as 通话ID, 角色, 内容",
    carries=Carries("stated", "date", events=True),
)
XLSX = Format(
    "xlsx",
    WORKBOOK_SUFFIXES,
    claims_workbook,
    read,
    title="Excel workbook: a row a sentence, or a row a call",
    known_by="a workbook with a header such as 通话ID, 角色, 内容",
    carries=Carries("stated", "date", events=True),
)
