"""How much memory and time a large call log takes: python benchmarks/records.py [ROWS]

Writes a CSV of that many calls (500,000 by default) into a private folder, reads it, looks up a thousand of its calls,
and prints rows, seconds, and the most memory that this process ever had.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from svcnorm.readers.records import read_records

ROWS = 500_000
LOOK_UPS = 1_000
HEADER = "通话ID,客户号,工号,技能组,呼叫方向,振铃开始,振铃时长(秒),应答时间,结束时间,挂机方,保持开始,保持时长(秒)"


def main(rows: int) -> None:
    """Print one line."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "calls.csv")
        with log.open("w", encoding="utf-8") as out:
            out.write(HEADER + "\n")
            out.writelines(f"{row(number)}\n" for number in range(rows))
        before, began = memory(), time.perf_counter()
        found = read_records([str(log)], [])
        read = time.perf_counter() - began
        began = time.perf_counter()
        calls = [found.records.call([f"{number:012d}"]) for number in range(0, rows, max(1, rows // LOOK_UPS))]
        looked_up = time.perf_counter() - began
        assert not found.errors and all(calls)
    print(
        f"{rows} calls: read in {read:.1f} s, {looked_up / len(calls) * 1000:.2f} ms a look-up, "
        f"at most {memory():.0f} MB ({before:.0f} MB before)"
    )


def row(number: int) -> str:
    """A call of every half-minute."""
    minute, second = divmod(number * 30 % 86_000, 60)
    at = f"2026-11-20 {minute // 60:02d}:{minute % 60:02d}:{second:02d}"
    return f"{number:012d},K-{number % 90_000},{8000 + number % 800},一组,呼入,{at},9,{at},{at},客户,{at},20"


def memory() -> float:
    """The most memory that this process ever had, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1_000_000 if sys.platform == "darwin" else 1_000)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
