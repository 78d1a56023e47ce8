"""One hash for each table of an audit: equal for equal rows, in whatever order, of a store or a folder of Parquet.

python benchmarks/fingerprint.py audit.db
python benchmarks/fingerprint.py tables/
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any

OF_RUNS = ("run", "first_run", "withdrawn_run", "pending")
"""Columns that tell when something was found, not what."""
QUERIES = {
    "conversations": "SELECT * FROM conversations",
    "verdicts": "SELECT * FROM verdicts",
    "findings": "SELECT * FROM all_findings WHERE withdrawn_run IS NULL",
    "scores": "SELECT * FROM scores",
    "deductions": "SELECT * FROM deductions",
    "cases": "SELECT * FROM cases",
    "errors": "SELECT * FROM errors WHERE run = (SELECT max(run) FROM runs)",
}
BITS = 256


def fingerprint(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The sum of the hashes of rows, so that no order and no room is needed."""
    total = 0
    for row in rows:
        total += int.from_bytes(blake2b(told(heads, row).encode(), digest_size=BITS // 8).digest(), "big")
    return f"{total % (1 << BITS):0{BITS // 4}x}"


def told(heads: Sequence[str], row: Sequence[Any]) -> str:
    """What a row says, as text that depends on nothing else."""
    said = {head: plain(value) for head, value in zip(heads, row) if head not in OF_RUNS}
    return json.dumps(said, ensure_ascii=True, sort_keys=True)


def plain(value: Any) -> Any:
    """A value as both SQLite and Parquet have it: SQLite knows no truth values."""
    return int(value) if isinstance(value, bool) else value


def tables(path: Path) -> Iterator[tuple[str, list[str], Iterator[Sequence[Any]]]]:
    """Each table of a store, or of a folder of Parquet, with its heads and rows."""
    if path.is_dir():
        from pyarrow.parquet import ParquetDataset

        for name in QUERIES:
            table = ParquetDataset(path / name).read()
            yield name, table.column_names, (tuple(row.values()) for row in table.to_pylist())
        return
    with closing(sqlite3.connect(path)) as db:
        for name, query in QUERIES.items():
            rows = db.execute(query)
            yield name, [column[0] for column in rows.description], rows


def fingerprints(path: Path) -> dict[str, str]:
    """The hash of each table."""
    return {name: fingerprint(heads, rows) for name, heads, rows in tables(path)}


if __name__ == "__main__":
    for name, found in fingerprints(Path(sys.argv[1])).items():
        print(f"{found}  {name}")
