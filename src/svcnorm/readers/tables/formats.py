"""The formats of tables: text whose cells a separator keeps apart, workbooks, Parquet."""

from __future__ import annotations

import re

from svcnorm.readers.document import Document
from svcnorm.readers.format import Carries, Format, Read
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.tables import is_page, is_parquet, is_workbook

SEPARATED_SUFFIXES = (".csv", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
BEGINNING = 10_000
"""Characters in which the header is looked for where the name of a file promises none."""
_HEADING = re.compile(r"[^:\uff1a?\uff1f。!\uff01\t,;|]{1,40}[\t,;|]").match
"""A first cell that may be a heading: most transcripts have a label and a colon there, and cost no more than this."""


def claims_separated(head: str, suffix: str) -> bool:
    """A file with a header that we understand; one that is named so, unless its lines are those of the text form."""
    named = suffix in SEPARATED_SUFFIXES
    if is_workbook(head) or not (named or any(map(_HEADING, head[:BEGINNING].splitlines()))):
        return False
    from svcnorm.readers.tables.recognise import has_header, is_text

    return has_header(head) or (named and not is_text(head))


def claims_workbook(head: str, suffix: str) -> bool:
    """Whatever begins like a workbook, or is a web page or the like in place of one."""
    return is_workbook(head) or is_page(head)


def claims_parquet(head: str, suffix: str) -> bool:
    """A file that begins so, whatever it is called."""
    return is_parquet(head)


def read_parquet(document: Document, options: ReadOptions) -> Read:
    """The conversations of a column of JSON, or of a table. May raise InputError."""
    from svcnorm.readers import parquet

    return parquet.read(document, options)


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
PARQUET = Format(
    "parquet",
    (".parquet",),
    claims_parquet,
    read_parquet,
    title="Parquet: canonical JSON in a column, a row a sentence, or a row a call",
    known_by="its first bytes; a column conversation, or columns as in CSV",
    carries=Carries("stated", "date", events=True),
)
