"""Files that appear whole or not at all."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO


@contextmanager
def replacing(file: str, private: bool = False) -> Iterator[TextIO]:
    """As `replacing_bytes`, for UTF-8 text with line ends as written."""
    with replacing_bytes(file, private) as out:
        text = io.TextIOWrapper(out, encoding="utf-8", newline="\n")
        try:
            yield text
            text.flush()
        finally:
            with suppress(OSError):
                text.detach()


@contextmanager
def replacing_bytes(file: str, private: bool = False) -> Iterator[BinaryIO]:
    """Open a new file beside `file` that takes its name when the block ends without error.

    What stood there before then stays. A `private` file only its owner may read. A device or a pipe is
    written to as it is. Raises OSError as `open` does.
    """
    target = Path(file).resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as out:
            yield out
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    mode = 0o600 if private else 0o666
    # Path.open cannot set the mode of a file that it makes.
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as out:
        try:
            yield out
            out.close()
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise


@contextmanager
def replacing_folder(folder: str) -> Iterator[Path]:
    """An empty folder beside `folder`, for its owner only, which takes its place when the block ends without error;
    what stood there is then removed. Raises OSError where it cannot be made."""
    import shutil
    import tempfile

    target = Path(folder).resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    try:
        (partial / "new").mkdir(mode=0o700)
        yield partial / "new"
        if target.exists():
            target.rename(partial / "old")
        try:
            (partial / "new").rename(target)
        except OSError:
            if (partial / "old").exists():
                (partial / "old").rename(target)
            raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


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
