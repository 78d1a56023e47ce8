"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(file: str) -> Iterator[TextIO]:
    """Open a new UTF-8 file beside `file` that takes its name when the block ends without error.

    What stood there before then stays. A device or a pipe is written to as it is. Raises OSError as `open` does.
    """
    target = Path(file).resolve()
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    with partial.open("x", encoding="utf-8", newline="\n") as out:
        try:
            yield out
            out.close()
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
