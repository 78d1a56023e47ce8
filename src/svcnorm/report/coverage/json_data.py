"""Coverage as JSON, `svcnorm.coverage/1`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from svcnorm.model.coverage import Coverage, totals

SCHEMA = "svcnorm.coverage/1"


def write_json(books: Sequence[Coverage], out: TextIO) -> None:
    """Write coverage as JSON with its totals, statuses and evidence as codes."""
    lines = [line for book in books for line in book.lines]
    data = {
        "schema": SCHEMA,
        "totals": {"norms": len(lines), "clauses": sum(book.clauses for book in books), **totals(lines)},
        "handbooks": [_book(book) for book in books],
    }
    json.dump(data, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _book(book: Coverage) -> dict[str, Any]:
    counts = {"norms": len(book.lines), "clauses": book.clauses, **totals(book.lines)}
    norms = [line._asdict() for line in book.lines]
    return {"pack": book.pack, "title": book.title, "totals": counts, "norms": norms}
