"""The rows that go between the stages on a cluster, as Arrow has them; `ddl` says the same to Spark."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

TEXT, LONG, INT, REAL, FLAG, BYTES = pa.string(), pa.int64(), pa.int32(), pa.float64(), pa.bool_(), pa.binary()

GIVEN = pa.schema([("text", BYTES), ("file", TEXT), ("row", LONG)])
"""A record: its text in UTF-8, and where it stands."""

ABOUT = pa.struct(
    [
        *((name, TEXT) for name in ("conversation", "source", "channel", "started", "day", "customer", "case")),
        *(("agent", TEXT), ("team", TEXT), ("turns", INT)),
    ]
)
"""What the tables tell of a conversation, as it may be shown."""

FAULT = pa.struct([(name, TEXT) for name in ("file", "place", "message", "remedy")])
FAULTS = pa.schema([("fault", FAULT)])

MEMBERSHIPS = pa.list_(pa.struct([("kind", TEXT), ("name", TEXT), ("asks", FLAG)]))
"""Cases and customer of a conversation; `asks`: its rules look at others of them."""

WORK = pa.schema(
    [
        ("bundle", TEXT),
        ("part", INT),
        ("id", TEXT),
        ("started_at", LONG),
        ("memberships", MEMBERSHIPS),
        ("events", TEXT),
        ("canonical", BYTES),
        ("ruleset", INT),
        ("about", ABOUT),
    ]
)
"""What is judged together has one `bundle`: fellows first (`part` FELLOW: frames, events), then conversations."""
FELLOW, TASK = 0, 1

READ = pa.schema(
    [*WORK, ("file", TEXT), ("row", LONG), ("number", INT), ("place", TEXT), ("hash", BYTES), ("fault", FAULT)]
)
"""A conversation as it was read, by file, row, and number in the row; or only `fault`, where it could not be."""

FINDING = pa.struct(
    [
        *(("fingerprint", TEXT), ("rule", TEXT), ("severity", TEXT), ("points", REAL)),
        *((name, LONG) for name in ("turn", "start", "end", "at_ms")),
        *((name, TEXT) for name in ("agent", "text", "message", "suggestion", "pattern", "detail")),
        ("possible", FLAG),
    ]
)
COUNTS = ("violation", "undetermined", "pass", "not_applicable", "manual")
DEDUCTION = pa.struct([("rule", TEXT), ("norm", TEXT), ("points", REAL)])
SCORE = pa.struct(
    [
        *(("handbook", TEXT), ("score", REAL), ("coverage", LONG), ("passed", FLAG)),
        *((name, LONG) for name in COUNTS),
        ("deductions", pa.list_(DEDUCTION)),
    ]
)
JUDGED = pa.schema(
    [
        ("about", ABOUT),
        ("ruleset", INT),
        ("codes", BYTES),
        ("reasons", pa.map_(INT, TEXT)),
        ("findings", pa.list_(FINDING)),
        ("scores", pa.list_(SCORE)),
        ("notes", TEXT),
        ("fault", FAULT),
    ]
)
"""What a conversation's judgement comes to: a byte for each rule, and the reasons of violations and undetermined
verdicts by the position of their rule."""

_NAMES = {TEXT: "string", LONG: "bigint", INT: "int", REAL: "double", FLAG: "boolean", BYTES: "binary"}


def ddl(schema: Any) -> str:
    """A schema in the words of Spark."""
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)


def _type(of: Any) -> str:
    if pa.types.is_struct(of):
        return f"struct<{', '.join(f'`{field.name}`: {_type(field.type)}' for field in of)}>"
    if pa.types.is_list(of):
        return f"array<{_type(of.value_type)}>"
    if pa.types.is_map(of):
        return f"map<{_type(of.key_type)},{_type(of.item_type)}>"
    return _NAMES[of]
