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

    Raises OSError as `open` does; what stood there before then stays.
    """
    target = Path(file)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open("x", encoding="utf-8", newline="\n") as out:
            yield out
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
