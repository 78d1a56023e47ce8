"""Whether the beginning of a file is that of a table."""

from __future__ import annotations

from itertools import islice

from svcnorm.readers.checks import Place
from svcnorm.readers.tables.aliases import COLUMNS, WORDS
from svcnorm.readers.tables.header import SEARCHED, headed
from svcnorm.readers.tables.row import Row
from svcnorm.readers.tables.separated import SEPARATORS, sniffed
from svcnorm.readers.tables.wholecell import is_labelled


def has_header(head: str) -> bool:
    """Whether one of the first lines holds, between separators, a heading for words and another that we know."""
    lines = [line for line in islice(head.splitlines(), 4 * SEARCHED) if line.strip()][:SEARCHED]
    if not any(mark in line for line in lines for mark in SEPARATORS):
        return False
    reader = sniffed(head).reader(line.replace("\0", "") for line in lines)
    rows = (Row(0, tuple(cells), Place("")) for cells in reader)
    columns = headed(rows, COLUMNS, {}).columns
    return len(columns) > 1 and any(name in columns for name in WORDS)


def is_text(head: str) -> bool:
    """Whether most of the first lines begin with a label (`客服:您好,请问…`), as the text form has them."""
    lines = [line for line in islice(head.splitlines(), SEARCHED) if line.strip()]
    return sum(map(is_labelled, lines)) * 2 > len(lines)
