"""One audit at a time: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import os
from pathlib import Path

from svcnorm.model.errors import StoreError


class Lock:
    """Holds `<store>-lock` from its making to `release`. Raises StoreError where another process has it."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + "-lock")
        try:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            message = f"cannot write beside the store: {error.strerror or 'unknown reason'}"
            raise StoreError(message, file=str(store), remedy="name a place that you may write to") from None
        try:
            _lock(self._handle)
        except OSError:
            os.close(self._handle)
            message, remedy = "another audit is writing to this store", "wait until it is done, or name another store"
            raise StoreError(message, file=str(store), remedy=remedy) from None

    def release(self) -> None:
        """Let others in."""
        os.close(self._handle)


def _lock(handle: int) -> None:
    """Raises OSError where another process holds it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        # Only the stubs of Windows have it.
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
