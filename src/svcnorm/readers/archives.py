"""Archives: the members of a .zip, and what a .gz holds, as sources of their own; bombs are refused."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from svcnorm.model.errors import InputError

if TYPE_CHECKING:
    import zipfile

ZIP, GZIP = ".zip", ".gz"

HIDDEN = (".", "~$")
"""How names of files begin that are no inputs: hidden ones, and the locks of documents that Office holds open."""

MOST_RATIO = 1_000
"""How many times as large as it was packed a member may become: text becomes 3 to 30 times as large, and deflating
makes nothing more than 1,032 times smaller."""

FREE_BYTES = 100_000_000
"""Up to here nobody asks how well it was packed."""

MOST_MEMBERS = 1_000_000
REMEDY = "make the archive again, or unpack it yourself"


def is_archive(path: str) -> bool:
    """Whether a path is that of an archive, by its name."""
    return path.lower().endswith((ZIP, GZIP))


def unpacked_name(path: str) -> str:
    """The name of what a .gz holds: its own without the ending. Other names stay."""
    return path[: -len(GZIP)] if path.lower().endswith(GZIP) else path


def members(path: str, label: str) -> list[str]:
    """The names of the files in a .zip, sorted; hidden ones and those of macOS are left out.

    Raises InputError for what is no archive or holds too many files, and OSError.
    """
    import zipfile

    try:
        found = _opened(path, Path(path).stat().st_mtime_ns).infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise _broken(error, label) from None
    if len(found) > MOST_MEMBERS:
        raise InputError(f"the archive holds more than {MOST_MEMBERS} files", file=label, remedy="split it")
    return sorted({info.filename for info in found if not info.is_dir() and not _is_hidden(info.filename)})


def open_packed(path: str, member: str, label: str) -> BinaryIO:
    """The bytes of a member of a .zip, or of what a .gz holds.

    Raises InputError for an archive that is damaged, encrypted or without transcripts, and OSError. While it is
    read it may raise InputError for what is damaged inside, and for what grows too large.
    """
    if path.lower().endswith(GZIP):
        return _open_gzip(path, label)
    import zipfile

    if not member:
        members(path, label)
        raise InputError("the archive holds no transcripts", file=label, remedy="name another file")
    try:
        archive = _opened(path, Path(path).stat().st_mtime_ns)
        info = archive.getinfo(member)
        stream = archive.open(info)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError, KeyError) as error:
        raise _broken(error, label) from None
    return cast("BinaryIO", io.BufferedReader(_Unpacked(stream, None, info.compress_size, label)))


def _open_gzip(path: str, label: str) -> BinaryIO:
    import gzip

    packed = open(path, "rb")  # noqa: SIM115, PTH123 - closed with the stream around it
    size = packed.seek(0, io.SEEK_END)
    packed.seek(0)
    return cast(
        "BinaryIO", io.BufferedReader(_Unpacked(cast("BinaryIO", gzip.GzipFile(fileobj=packed)), packed, size, label))
    )


@lru_cache(maxsize=1)
def _opened(path: str, _changed: int) -> zipfile.ZipFile:
    """A .zip, whose table of contents is read once for all its members."""
    import zipfile

    return zipfile.ZipFile(path)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((*HIDDEN, "__MACOSX")) for part in PurePosixPath(name).parts)


def _broken(error: Exception, label: str) -> InputError:
    said = str(error)
    locked = "encrypted" in said or "password" in said
    message = "the archive is encrypted" if locked else "the archive is damaged, or is none"
    return InputError(message, file=label, remedy=REMEDY)


class _Unpacked(io.RawIOBase):
    """Unpacked bytes, counted: what grows beyond all measure is a bomb."""

    def __init__(self, stream: IO[bytes], owner: IO[bytes] | None, packed: int, label: str) -> None:
        self._stream, self._owner, self._label = stream, owner, label
        self._limit = max(FREE_BYTES, packed * MOST_RATIO)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stubs ask for any buffer, Python gives this one
        import zipfile
        import zlib

        try:
            data = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise _broken(error, self._label) from None
        self._given += len(data)
        if self._given > self._limit:
            message = f"the archive holds more than {self._limit} bytes in one file, packed too well for a transcript"
            raise InputError(message, file=self._label, remedy=REMEDY)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            if self._owner is not None:
                self._owner.close()
        super().close()
