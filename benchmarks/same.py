"""Whether the tables of an audit are the same however it is done: by processes, order, parts and sizes of pieces.

python benchmarks/same.py 10000 --pack tests/audit/house.yaml

Prints one hash for all tables of each way, and ends with 1 if two differ. tests/audit/test_cluster.py asks the same
of a cluster.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import fingerprint
import generate

from svcnorm.audit import engine
from svcnorm.audit.pool import Terms
from svcnorm.config import Config
from svcnorm.files import read_each

PARTS = 3
AS_OF = 1_796_000_000_000


def audited(store: Path, parts: Sequence[Sequence[dict[str, Any]]], packs: Sequence[str], **sizes: int) -> str:
    """One hash for all tables of a store after an audit of each part, in turn, from a file of the same name."""
    terms = Terms(tuple(packs), Config(), AS_OF, True)
    for part in parts:
        calls = written(store.parent / "calls.jsonl", part)
        engine.audit(store, read_each([str(calls)]), engine.Options(terms, **sizes))
    tables = json.dumps(fingerprint.fingerprints(store), sort_keys=True)
    return blake2b(tables.encode(), digest_size=16).hexdigest()


def written(path: Path, records: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=500)
    parser.add_argument("--pack", action="append", default=[])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = list(generate.conversations(args.count))
        whole = [list(records)]
        random.Random(7).shuffle(records)
        parts = [records[n::PARTS] for n in range(PARTS)]
        ways: tuple[tuple[str, list[list[dict[str, Any]]], dict[str, int]], ...] = (
            ("one process", whole, {}),
            ("two processes", whole, {"jobs": 2}),
            ("small pieces", whole, {"jobs": 2, "chunk": 7, "share": 3}),
            (f"shuffled, in {PARTS} runs", parts, {}),
        )
        found = set()
        for n, (way, given, sizes) in enumerate(ways):
            begin = time.perf_counter()
            hashed = audited(folder / f"{n}.db", given, args.pack, **sizes)
            print(f"{hashed}  {way} ({time.perf_counter() - begin:.0f} s)", flush=True)
            found.add(hashed)
    return len(found) > 1


if __name__ == "__main__":
    sys.exit(main())
