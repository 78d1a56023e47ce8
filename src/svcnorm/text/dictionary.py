"""jieba's dictionary, in buckets by first character that are loaded when a text needs them.

Reading all of it takes half a second; a turn needs a few dozen characters of 11,772. So the buckets
are laid down once in the user's cache directory; without one, the dictionary is read whole.
The cache file holds numbers and plain text: a header, an index, and one blob per first character.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from svcnorm import cache as cache_files

FORMAT = 1
_HEADER = struct.Struct(
    "<8s16sQQQI"
)  # magic, blake2b of the dictionary, its size and time, sum of frequencies, buckets
_CHECK = struct.Struct("<I")  # crc32 of header and index, which ends the index
_ENTRY = struct.Struct("<IIII")  # first character, offset, length, crc32
_MAGIC = b"svcwords"

Bucket = dict[str, int]
"""The rest of each word after its first character, with its frequency; beginnings of words have 0."""


class Head(NamedTuple):
    """The head of the cache file: `digest` of the dictionary, `total` of its frequencies, `size` in buckets."""

    digest: str
    total: int
    size: int


class _Damaged(ValueError):
    """The cache file is not what was written."""


def dictionary_path() -> Path:
    """Where jieba keeps its dictionary. jieba itself is not imported: that alone takes as long as a whole check."""
    from importlib.util import find_spec

    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed: pip install jieba")
    return Path(spec.origin).with_name("dict.txt")


def read_words(path: Path) -> tuple[dict[str, Bucket], int]:
    """All buckets of a dictionary file and the sum of its frequencies, as jieba reads it."""
    buckets: dict[str, Bucket] = {}
    total = 0
    for line in path.read_text("utf-8").splitlines():
        word, count = line.split(" ")[:2]
        bucket = buckets.setdefault(word[0], {})
        bucket[word[1:]] = frequency = int(count)
        total += frequency
        for end in range(len(word) - 1):
            bucket.setdefault(word[1 : end + 1], 0)
    return buckets, total


def pack(buckets: dict[str, Bucket], total: int, digest: bytes, size: int, time: int) -> bytes:
    """The content of the cache file."""
    firsts = sorted(buckets)
    blobs = [_blob(buckets[first]) for first in firsts]
    offset = _HEADER.size + _ENTRY.size * len(blobs) + _CHECK.size
    head = bytearray(_HEADER.pack(_MAGIC, digest, size, time, total, len(blobs)))
    for first, blob in zip(firsts, blobs):
        head += _ENTRY.pack(ord(first), offset, len(blob), crc32(blob))
        offset += len(blob)
    return bytes(head) + _CHECK.pack(crc32(head)) + b"".join(blobs)


def _blob(bucket: Bucket) -> bytes:
    return ("\n".join(bucket) + "\0" + " ".join(map(str, bucket.values()))).encode()


def unpack_head(data: memoryview) -> Head:
    """The head of a cache file; ValueError or struct.error where head or index are damaged."""
    _magic, digest, _size, _time, total, count = _HEADER.unpack_from(data)
    end = _HEADER.size + _ENTRY.size * count
    if _CHECK.unpack_from(data, end)[0] != crc32(data[:end]):
        raise _Damaged
    return Head(digest.hex(), total, count)


def unpack_bucket(data: memoryview, size: int, first: str) -> Bucket:
    """The bucket of one first character, empty if there is none; ValueError where it is damaged."""

    def entry(i: int) -> tuple[int, ...]:
        return _ENTRY.unpack_from(data, _HEADER.size + _ENTRY.size * i)

    at = bisect_left(range(size), ord(first), key=lambda i: entry(i)[0])
    if at == size or entry(at)[0] != ord(first):
        return {}
    _, offset, length, crc = entry(at)
    blob = bytes(data[offset : offset + length])
    if crc32(blob) != crc:
        raise _Damaged
    words, counts = blob.decode().split("\0")
    return dict(zip(words.split("\n"), map(int, counts.split(" "))))


class Dictionary:
    """Frequencies of words by first character, loaded as asked for.

    `digest` (blake2b, hexadecimal) names the dictionary, `total` is the sum of its frequencies, and
    `is_whole` says that it was read whole, which is slow.
    """

    def __init__(self, path: Path, use_cache: bool = True) -> None:
        self.path = path
        self.is_whole = False
        self._buckets: dict[str, Bucket] = {}
        self._cached = _open(path) if use_cache else None
        if self._cached:
            _, (self.digest, self.total, _) = self._cached
        else:
            self._read_whole(save=use_cache)

    def bucket(self, first: str) -> Bucket:
        """The words that begin with `first`; empty where there is none."""
        if first not in self._buckets:
            self._buckets[first] = self._load(first)
        return self._buckets[first]

    def _load(self, first: str) -> Bucket:
        if self._cached is None:
            return {}
        data, head = self._cached
        try:
            return unpack_bucket(data, head.size, first)
        except ValueError:
            self._read_whole(save=True)
            return self._buckets.get(first, {})

    def _read_whole(self, save: bool) -> None:
        self._buckets, self.total = read_words(self.path)
        self._cached, self.is_whole = None, True
        digest, state = digest_of(self.path), self.path.stat()
        self.digest = digest.hex()
        if save:
            data = pack(self._buckets, self.total, digest, state.st_size, state.st_mtime_ns)
            cache_files.save(_name(state.st_size), data)


def digest_of(path: Path) -> bytes:
    """blake2b of a file, 16 bytes."""
    from hashlib import blake2b

    return blake2b(path.read_bytes(), digest_size=16).digest()


def _name(size: int) -> str:
    return f"words-{FORMAT}-{size}"


def _open(path: Path) -> tuple[memoryview, Head] | None:
    """The cache file of this dictionary, mapped into memory; None where there is none or it is not to be trusted."""
    from mmap import ACCESS_READ, mmap

    state = path.stat()
    cached = cache_files.find(_name(state.st_size))
    if cached is None:
        return None
    try:
        with cached.open("rb") as file:
            data = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
        magic, digest, size, time, _total, _count = _HEADER.unpack_from(data)
        # Hashing the dictionary costs more than all the rest, so its size and time vouch for it while they stay.
        unchanged = (size, time) == (state.st_size, state.st_mtime_ns)
        if magic != _MAGIC or not (unchanged or digest == digest_of(path)):
            return None
        return data, unpack_head(data)
    except (OSError, ValueError, struct.error):
        return None


@cache
def dictionary() -> Dictionary:
    """jieba's own dictionary."""
    return Dictionary(dictionary_path())
