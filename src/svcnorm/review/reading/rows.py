"""Labels that stand alone, gathered into one record a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.review.labels import Record, verdict_of


class Row(NamedTuple):
    """One label as it is written; `turns` count utterances from 0."""

    conversation: str
    norm: str
    verdict: str
    line: int
    turns: tuple[int, ...] = ()
    note: str = ""


def gathered(rows: Iterable[Row], file: str) -> list[Record]:
    """One record a conversation, in the order in which they first appear. Raises InputError for a label that
    says two things."""
    grouped: dict[str, dict[str, Row]] = {}
    for row in rows:
        mine = grouped.setdefault(row.conversation, {})
        before = mine.get(row.norm)
        if before is not None and before.verdict != row.verdict:
            message = f"{row.norm} is labelled {row.verdict!r} here and {before.verdict!r} in line {before.line}"
            raise InputError(message, file=file, line=row.line, remedy="keep one label")
        mine[row.norm] = row
    return [
        Record(
            id=name,
            gold={norm: verdict_of(row.verdict, file, row.line) for norm, row in mine.items()},
            file=file,
            line=min(row.line for row in mine.values()),
            where={norm: row.turns for norm, row in mine.items() if row.turns},
            note="; ".join(dict.fromkeys(row.note for row in mine.values() if row.note)),
        )
        for name, mine in grouped.items()
    ]
