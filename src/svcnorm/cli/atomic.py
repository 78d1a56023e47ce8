"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(file: str, private: bool = False) -> Iterator[TextIO]:
    """Open a new UTF-8 file beside `file` that takes its name when the block ends without error.

    What stood there before then stays. A `private` file only its owner may read. A device or a pipe is
    written to as it is. Raises OSError as `open` does.
    """
    target = Path(file).resolve()
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    mode = 0o600 if private else 0o666
    # Path.open cannot set the mode of a file that it makes.
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as out:
        try:
            yield out
            out.close()
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise


@contextmanager
def replacing_path(file: str) -> Iterator[Path]:
    """The path of a file beside `file`, for its owner only, which takes its name when the block ends without error.

    Raises OSError where it cannot be made.
    """
    target = Path(file).resolve()
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield partial
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
