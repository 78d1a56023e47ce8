"""Folding: case, width, traditional forms, dashes and stops become one form, character by character.

The table is shipped (`data/fold.json`, made by `tools/make_fold_table.py`), so that a verdict does
not hang on the Unicode version of the Python that runs it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).with_name("data")


class _Codes(dict[int, int]):
    """A table for `str.translate` that learns the characters that stay, since a missing key costs an exception."""

    def __missing__(self, code: int) -> int:
        self[code] = to = 0xFFFD if 0xD800 <= code <= 0xDFFF else code
        return to


class FoldTable(NamedTuple):
    """`codes` maps code points; `skip` are the folded characters that no skeleton holds, among them white space
    (`blank`) and marks of a pause (`pause`); `version` changes with the table."""

    codes: dict[int, int]
    skip: str
    blank: str
    pause: str
    version: str


@cache
def table() -> FoldTable:
    """The shipped table, loaded when the first text is folded."""
    import json

    data = json.loads((DATA / "fold.json").read_bytes())
    codes = _Codes()
    for old, new in data["fold"].values():
        codes.update(zip(map(ord, old), map(ord, new)))
    return FoldTable(codes, data["skip"], data["blank"], data["pause"], data["version"])


def fold(text: str) -> str:
    """The folded text, of the same length as `text` for every string.

    Lower case, half width, simplified; every dash is `-`, every strong stop `。` or `?` (line breaks
    and `!` `;` are stops), a lone surrogate U+FFFD. A character whose folded form is longer stays as it is.
    """
    return text.translate(table().codes)
