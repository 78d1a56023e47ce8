"""Files in the user's own cache directory: data only, written whole, never in a place that others can write to."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def folder(create: bool = False) -> Path | None:
    """`$XDG_CACHE_HOME/svcnorm` or `~/.cache/svcnorm`, mode 0700; None where there is none that is ours alone."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        path = (Path(base) if base.startswith("/") else Path.home() / ".cache") / "svcnorm"
        if create:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path if _is_ours(path.stat()) and path.is_dir() else None
    except (OSError, RuntimeError):
        return None


def find(name: str) -> Path | None:
    """The cached file of that name, if it is there, a plain file, and ours alone to write."""
    place = folder()
    if place is None:
        return None
    path = place / name
    with suppress(OSError):
        state = path.lstat()
        if stat.S_ISREG(state.st_mode) and _is_ours(state):
            return path
    return None


def save(name: str, data: bytes) -> bool:
    """Write a cached file so that a reader sees all of it or none; False where that is not possible."""
    place = folder(create=True)
    if place is None:
        return False
    part = place / f"{name}.{os.getpid()}-{os.urandom(6).hex()}.part"
    try:
        with part.open("xb") as file:
            file.write(data)
        part.replace(place / name)
    except OSError:
        with suppress(OSError):
            part.unlink()
        return False
    return True


def _is_ours(state: os.stat_result) -> bool:
    """Whether nobody else can have written this. Windows keeps profiles apart by other means."""
    owner = getattr(os, "getuid", None)
    return owner is None or (state.st_uid == owner() and not state.st_mode & 0o022)
