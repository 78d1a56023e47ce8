"""Tables that spreadsheets open: nothing in a cell is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any, TextIO

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a formula may begin: OWASP's list, and the same signs in full width, which Excel takes for them."""


class Sheet:
    """A table written as CSV, under one row of headings. The mark before it tells spreadsheets that it is UTF-8."""

    def __init__(self, out: TextIO, heads: Sequence[str]) -> None:
        out.write("\ufeff")
        self._rows = csv.writer(out, lineterminator="\r\n")
        self._rows.writerow(heads)

    def row(self, texts: Sequence[str]) -> None:
        """Write a row of texts."""
        self._rows.writerow([cell(text) for text in texts])

    def values(self, values: Sequence[Any]) -> None:
        """Write a row of numbers, which stay numbers, and texts; bytes are written as digits."""
        plain = (value.hex() if isinstance(value, bytes) else value for value in values)
        self._rows.writerow([cell(value) if isinstance(value, str) else value for value in plain])


def cell(text: str) -> str:
    """The text as a spreadsheet shows it; one that it would calculate gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text
