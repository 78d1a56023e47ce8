"""How much memory reading a large export takes: it must not grow with the file.

python benchmarks/memory.py [--gigabytes 2] [--kind jsonl|csv|all] [--folder DIR]

Writes an export of that size into a private folder under DIR (by default the working directory, for it may need more
room than a temporary directory has), reads it with `svcnorm inspect` and `svcnorm convert`, and prints the largest
resident memory of each process. Exits 1 above LIMIT.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

LIMIT = 200
"""Megabytes that a process that reads may take."""
SAID = (
    ("agent", "您好,很高兴为您服务,请问有什么可以帮您?"),
    ("customer", "我的宽带从昨天晚上开始一直断,重启了好几次都没有用。"),
    ("agent", "给您添麻烦了,我先帮您看一下线路的状态,请您稍等。"),
    ("customer", "好的,那你快一点,我还等着开会呢。"),
    ("agent", "让您久等了,查到您家小区的光缆正在抢修,预计今天下午四点前恢复。"),
    ("customer", "行吧,四点要是还不好我再打过来。"),
    ("agent", "好的,恢复以后我们会给您回电话,请问还有其他可以帮您的吗?"),
    ("customer", "没有了。"),
    ("agent", "感谢您的来电,祝您生活愉快,再见。"),
)


def jsonl(number: int) -> bytes:
    """A conversation as a line of canonical JSON, of about 2 KB."""
    turns = [
        {"speaker": role, "text": text, "start": index * 6.5, "end": index * 6.5 + 5.25}
        for index, (role, text) in enumerate(SAID * 2)
    ]
    head = {"id": f"C-{number:09}", "channel": "inbound_call", "started_at": "2026-11-20T09:30:00+08:00"}
    return json.dumps({**head, "customer": f"K-{number % 50_000}", "turns": turns}, ensure_ascii=False).encode() + b"\n"


def csv(number: int) -> bytes:
    """The same conversation as rows of a table; every tenth is torn apart by the next one's first row."""
    rows = [
        f"C-{number:09},{role},{index * 6.5},{index * 6.5 + 5.25},8{number % 500:03},{text}"
        for index, (role, text) in enumerate(SAID * 2)
    ]
    if number % 10 == 9:
        rows.insert(1, f"C-{number - 5:09},客户,200,201,8000,喂?")
    return ("\n".join(rows) + "\n").encode()


KINDS: dict[str, tuple[bytes, Callable[[int], bytes]]] = {
    "jsonl": (b"", jsonl),
    "csv": ("通话ID,角色,开始时间,结束时间,工号,内容\n".encode(), csv),
}


def write(path: Path, kind: str, size: int) -> int:
    """An export of about `size` bytes; returns how many conversations it holds."""
    head, one = KINDS[kind]
    number = 0
    with path.open("wb") as out:
        out.write(head)
        while out.tell() < size:
            out.write(one(number))
            number += 1
    return number


def commands(path: Path) -> Iterator[list[str]]:
    """What is run on an export."""
    yield ["inspect", str(path), "--sample", "0", "--format", "json"]
    yield ["convert", str(path), os.devnull, "--to", "jsonl"]


def measured(arguments: list[str]) -> tuple[float, int, int]:
    """Seconds, largest resident memory in MB, exit code of one process."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "svcnorm", *arguments], stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - begun, usage.ru_maxrss // 1024, os.waitstatus_to_exitcode(status)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--gigabytes", type=float, default=2.0)
    parser.add_argument("--kind", choices=[*KINDS, "all"], default="all")
    parser.add_argument("--folder", default=".")
    asked = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory(dir=asked.folder, prefix=".memory-") as folder:
        for kind in KINDS if asked.kind == "all" else (asked.kind,):
            path = Path(folder, f"export.{kind}")
            count = write(path, kind, int(asked.gigabytes * 1e9))
            size = path.stat().st_size
            print(f"{kind}: {size / 1e9:.2f} GB, {count} conversations", flush=True)
            for arguments in commands(path):
                seconds, megabytes, code = measured(arguments)
                failed = failed or code != 0 or megabytes > LIMIT
                rate = size / 1e6 / seconds
                print(f"  {arguments[0]:8} {megabytes} MB, {seconds:.0f} s, {rate:.1f} MB/s, exit {code}", flush=True)
            path.unlink()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
