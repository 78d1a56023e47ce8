"""Conversations in Parquet, good ones and bad, for both engines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.audit.conftest import generated
from tests.audit.test_over_time import call, complaint, reply

ROSTER = "客户编号,客户等级,建档日期\nK-0,重要,2026-10-01\nK-404,重要,2026-10-01\nK-404,重要,2026-10-01\n"


def texts(count: int) -> list[str | None]:
    """Generated conversations, a complaint in one file with its reply in time and one too late in another, a case
    that two customers share, ids that come twice, ids that hold a number, and records that cannot be read."""
    late = [complaint("T-9"), reply("09:02", case="T-9", ident="late")]
    late[0].update(id="13800000000", customer="K-2")
    shared = {**call("joint", "2026-11-03T09:00:00+08:00"), "cases": ["T-1", "T-9"], "customer": "K-0"}
    records: list[dict[str, Any]] = [complaint(), *generated(count), reply("09:00"), *late, shared]
    said: list[str | None] = [json.dumps(record, ensure_ascii=False) for record in records]
    again = json.dumps({**records[3], "turns": records[4]["turns"]}, ensure_ascii=False)
    return [*said[:5], "{", None, *said[5:], again, '{"id": "C-1", "turns": [{"speaker": 5}]}']


def write(folder: Path, rows: Sequence[str | None], files: int = 3) -> list[Path]:
    """The rows in several files, each of several groups."""
    import pyarrow
    from pyarrow.parquet import write_table

    folder.mkdir()
    size = -(-len(rows) // files)
    paths = [folder / f"part-{number}.parquet" for number in range(files)]
    for number, path in enumerate(paths):
        part = list(rows[number * size : (number + 1) * size])
        write_table(pyarrow.table({"day": ["2026-11-01"] * len(part), "Conversation": part}), path, row_group_size=10)
    return paths
