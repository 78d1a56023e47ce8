"""Whether the beginning of a file is that of a table."""

from __future__ import annotations

from svcnorm.readers.checks import Place
from svcnorm.readers.tables.aliases import COLUMNS, WORDS
from svcnorm.readers.tables.header import SEARCHED, headed
from svcnorm.readers.tables.row import Row
from svcnorm.readers.tables.separated import SAMPLE, SEPARATORS, sniffed
from svcnorm.readers.tables.wholecell import is_labelled


def has_header(head: str) -> bool:
    """Whether one of the first lines holds, between separators, a heading for words and another that we know."""
    lines = _lines(head)
    if not any(mark in line for line in lines for mark in SEPARATORS):
        return False
    reader = sniffed(head).reader(line.replace("\0", "") for line in lines)
    rows = (Row(0, tuple(cells), Place("")) for cells in reader)
    columns = headed(rows, COLUMNS, {}).columns
    return len(columns) > 1 and any(name in columns for name in WORDS)


def is_text(head: str) -> bool:
    """Whether most of the first lines begin with a label (`客服:您好,请问…`), as the text form has them."""
    lines = _lines(head)
    return sum(map(is_labelled, lines)) * 2 > len(lines)


def _lines(head: str) -> list[str]:
    """The first lines that are not blank."""
    return [line for line in head[:SAMPLE].splitlines() if line.strip()][:SEARCHED]
