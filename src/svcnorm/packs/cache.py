"""Remembers what was read from YAML: valid only while every file that it came from has the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from svcnorm import cache
from svcnorm.model.errors import SvcnormError
from svcnorm.packs.locate import find
from svcnorm.version import __version__

if TYPE_CHECKING:
    from svcnorm.packs.files import Pack

FORMAT = 1
_ENGINE = ("packs", "packs/syntax", "patterns", "patterns/slots", "text", "model", "timeline")
"""What the content depends on besides the packs: these parts of the program itself."""


class Basis(NamedTuple):
    """What a remembered value was made of.

    `files` are (path, digest); `lookups` are (name, roots, path found) of packs asked for by name;
    `folders` are (directory, digest of the names of its pack files).
    """

    files: Sequence[tuple[str, str]] = ()
    lookups: Sequence[tuple[str, Sequence[str], str]] = ()
    folders: Sequence[tuple[str, str]] = ()


def digest(data: bytes) -> str:
    """The hash that stands for bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def listing(folder: str) -> str:
    """The digest of the names of a directory's YAML files."""
    return _names_digest(str(path) for path in Path(folder).rglob("*.yaml"))


def _names_digest(names: Iterable[str]) -> str:
    return digest("\n".join(sorted(names)).encode("utf-8", "surrogateescape"))


def fetch(kind: str, request: str) -> Any:
    """What `keep` was given for the same request, if its basis still stands; else None."""
    path = cache.find(_name(kind, request))
    if path is None:
        return None
    try:
        seal, _, body = path.read_bytes().partition(b"\n")
        if seal.decode("ascii") != digest(body):
            return None
        kept = json.loads(body)
        if kept["request"] != request or not _stands(Basis(*kept["basis"])):
            return None
        return kept["data"]
    except (OSError, ValueError, KeyError, TypeError, SvcnormError):
        return None


def keep(kind: str, request: str, basis: Basis, data: Any) -> None:
    """Remember JSON-able data. Where there is no place for it, nothing happens."""
    text = json.dumps({"request": request, "basis": basis, "data": data}, separators=(",", ":"), ensure_ascii=False)
    body = text.encode("utf-8", "surrogatepass")
    cache.save(_name(kind, request), digest(body).encode() + b"\n" + body)


def basis_of(packs: Iterable[Pack], lookups: Iterable[tuple[str, Sequence[str], str]]) -> Basis:
    """The basis of packs that were read: their files, their folders, and how they were found."""
    files: list[tuple[str, str]] = []
    folders: list[tuple[str, str]] = []
    for pack in packs:
        files += pack.digests
        if pack.location.path.is_dir():
            folders.append((str(pack.location.path), _names_digest(path for path, _ in pack.digests)))
    return Basis(files, tuple(lookups), folders)


def _name(kind: str, request: str) -> str:
    return f"{kind}-{digest('|'.join((engine(), request)).encode())}.json"


@lru_cache(maxsize=1)
def engine() -> str:
    """The program's own part of every key: version, format, Python, and the state of its sources."""
    root = Path(__file__).resolve().parent.parent
    stamps = []
    for part in _ENGINE:
        with os.scandir(root / part) as entries:
            stamps += [(e.name, e.stat().st_mtime_ns, e.stat().st_size) for e in entries if e.name.endswith(".py")]
    return repr((__version__, FORMAT, sys.version_info[:2], str(root), sorted(stamps)))


def _stands(basis: Basis) -> bool:
    return (
        all(digest(Path(path).read_bytes()) == known for path, known in basis.files)
        and all(str(find(name, [Path(r) for r in roots]).path) == path for name, roots, path in basis.lookups)
        and all(listing(folder) == known for folder, known in basis.folders)
    )
