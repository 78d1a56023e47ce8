"""Text for cells of a spreadsheet: nothing in it is taken for a formula."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(text: str) -> str:
    """The text as a spreadsheet shows it; one that it would calculate gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text
