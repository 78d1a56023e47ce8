"""Labels as JSON lines: a conversation with its verdicts by norm, or one label a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from svcnorm.assembly import assemble
from svcnorm.model.errors import InputError
from svcnorm.readers import conversation_from_data
from svcnorm.review.labels import Record, verdict_of
from svcnorm.review.reading.rows import Row, gathered


def read_jsonl(text: str, file: str) -> list[Record]:
    """All records of a file; labels that stand alone are gathered by conversation."""
    whole: list[Record] = []
    rows: list[Row] = []
    for number, data in _objects(text, file):
        if isinstance(data.get("conversation"), Mapping):
            whole.append(_record(data, file, number))
        else:
            rows.append(_row(data, file, number))
    return [*whole, *gathered(rows, file)]


def _objects(text: str, file: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except ValueError as error:
            raise InputError(
                f"this line is not JSON: {error}", file=file, line=number, remedy="write one object a line"
            ) from None
        if not isinstance(data, Mapping):
            raise InputError("this line is no object", file=file, line=number, remedy="write one object a line")
        yield number, data


def _record(data: Mapping[str, Any], file: str, line: int) -> Record:
    """A conversation with `gold`, and perhaps `gold2` of a second person: only what both say counts."""
    conversation = assemble(conversation_from_data(data["conversation"], f"{file}:{line}"))
    gold = _verdicts(data, "gold", file, line)
    second = _verdicts(data, "gold2", file, line) if "gold2" in data else None
    differ = frozenset(n for n in {*gold, *(second or ())} if second is not None and gold.get(n) != second.get(n))
    where = data.get("where") or {}
    return Record(
        id=conversation.id,
        gold=gold,
        file=file,
        line=line,
        conversation=conversation,
        handbook=str(data.get("handbook") or ""),
        where={str(norm): _turns(turns) for norm, turns in where.items()} if isinstance(where, Mapping) else {},
        complete=True,
        unsure=differ,
        note=str(data.get("note") or ""),
    )


def _verdicts(data: Mapping[str, Any], key: str, file: str, line: int) -> dict[str, str]:
    given = data.get(key)
    if not isinstance(given, Mapping):
        remedy = 'write verdicts by norm: "gold": {"GE-1.2a": "pass"}'
        raise InputError(f"{key!r} is missing or no object", file=file, line=line, remedy=remedy)
    return {str(norm): verdict_of(str(verdict), file, line) for norm, verdict in given.items()}


def _turns(value: Any) -> tuple[int, ...]:
    members = value if isinstance(value, list) else [value]
    return tuple(member for member in members if isinstance(member, int) and not isinstance(member, bool))


def _row(data: Mapping[str, Any], file: str, line: int) -> Row:
    for key in ("conversation", "norm", "verdict"):
        if not isinstance(data.get(key), str):
            remedy = 'write {"conversation": "C-1", "norm": "GE-1.2a", "verdict": "pass"}'
            raise InputError(f"a label without {key!r}", file=file, line=line, remedy=remedy)
    turns = _turns(data["turn"]) if "turn" in data else ()
    return Row(data["conversation"], data["norm"], data["verdict"], line, turns, str(data.get("note") or ""))
