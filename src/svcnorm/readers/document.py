"""One opened source: its bytes within limits, as a whole or line by line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.readers import encoding
from svcnorm.readers.options import ReadOptions

HEAD = 1 << 20
"""Bytes that are looked at to tell encoding and format."""
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files begin that hold no text: archives, which `.xlsx` is, and what older office programs and encryption make."""

PARQUET = b"PAR1"
HEAD_OF_BINARY = 8


class Line(NamedTuple):
    """A line of a document: its number, from 1, and its text with the line end.

    Where it cannot be read, `error` says why, and `text` is what can be made of it.
    """

    number: int
    text: str
    error: InputError | None = None


class Document:
    """The bytes of one source, read once.

    `label` is the path as the user wrote it. `formats` and `encoding` are what it turned out to be,
    as far as it was read.
    """

    def __init__(self, label: str, stream: BinaryIO, options: ReadOptions) -> None:
        self.label = label
        self.options = options
        self.formats: list[str] = []
        self.encoding = ""
        self._stream = stream
        self._head = _fill(stream, HEAD)
        if not self._head:
            raise InputError("the file is empty", file=label, remedy="leave it out, or export it again")

    def recognised(self, name: str) -> None:
        """Remember the format, or the form inside it, that the document turned out to have."""
        if name not in self.formats:
            self.formats.append(name)

    def head(self) -> str:
        """The beginning of the text, enough to tell its format; never fails. What is no text stands byte for byte."""
        if self._head.startswith((ZIP, OLE, PARQUET)):
            return self._head[:HEAD_OF_BINARY].decode("latin-1")
        try:
            name = self.options.encoding or encoding.detect(self._whole_lines(), self.label)
            return self._head.decode(name, "replace").removeprefix("\ufeff")
        except (InputError, LookupError, ValueError):
            return self._head.decode("utf-8", "replace")

    def text(self) -> str:
        """The whole text. Raises InputError for a file that is too large or in no clear encoding."""
        limit = self.options.max_bytes
        data = self._head + (self._stream.read(limit + 1 - len(self._head)) if len(self._head) <= limit else b"")
        if len(data) > limit:
            raise self._too_large("write one conversation per line, in a .jsonl file")
        self.encoding = self.options.encoding or encoding.detect(data, self.label)
        return encoding.decode_as(data, self.encoding, self.label)

    def lines(self) -> Iterator[tuple[int, str | InputError]]:
        """Number, from 1, and text of each line that is not blank; an InputError in place of what cannot be read."""
        for line in self.all_lines():
            if line.error or line.text.strip():
                yield line.number, line.error or line.text

    def all_lines(self) -> Iterator[Line]:
        """Every line, also those that are blank or cannot be read."""
        sample = self._whole_lines()
        name = self.encoding = self.options.encoding or encoding.detect(sample, self.label, by_line=True)
        if name.lower().replace("_", "-").startswith(("utf-16", "utf-32")):
            for number, text in enumerate(self.text().replace("\r\n", "\n").split("\n"), 1):
                yield Line(number, text + "\n")
            return
        open_yet = not self.options.encoding and sample.isascii()
        offset = 0
        for number, (raw, length) in enumerate(self._raw_lines(), 1):
            if open_yet and raw and not raw.isascii():
                name, open_yet = self._settled(raw, name), False
                self.encoding = name
            yield self._decoded(raw, name, number, offset)
            offset += length

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """The bytes as a file to be read in any order; those of a pipe are put into a private one.

        Raises InputError for a file that is too large.
        """
        if self._stream.seekable():
            self._stream.seek(0)
            yield self._stream
            return
        from tempfile import TemporaryFile

        with TemporaryFile() as file:
            chunk, size = self._head, 0
            while chunk:
                size += len(chunk)
                if size > self.options.max_bytes:
                    raise self._too_large("export it in parts")
                file.write(chunk)
                chunk = self._stream.read(HEAD)
            file.seek(0)
            yield file

    def _settled(self, raw: bytes, otherwise: str) -> str:
        """The encoding that the first line beyond ASCII shows, where the head showed none."""
        try:
            return encoding.detect(raw, self.label, by_line=True)
        except InputError:
            return otherwise

    def _decoded(self, raw: bytes | None, name: str, number: int, offset: int) -> Line:
        if raw is None:
            message = f"the line is longer than {_size(self.options.max_bytes)}"
            remedy = "split it: one conversation per line"
            return Line(number, "", InputError(message, file=self.label, line=number, remedy=remedy))
        try:
            return Line(number, encoding.decode_as(raw, name, self.label, number, offset))
        except InputError as error:
            error.record = raw.decode("utf-8", "backslashreplace")
            return Line(number, encoding.repaired(raw, name), error)

    def _too_large(self, remedy: str) -> InputError:
        return InputError(f"the file is larger than {_size(self.options.max_bytes)}", file=self.label, remedy=remedy)

    def _raw_lines(self) -> Iterator[tuple[bytes | None, int]]:
        """Each line with its length in bytes; None for a line over the limit, which is passed over unread."""
        limit = self.options.max_bytes
        pieces: list[bytes] = []
        size = 0
        chunk = self._head
        while chunk:
            start = 0
            while (end := chunk.find(b"\n", start)) >= 0:
                length = size + end + 1 - start
                yield (b"".join((*pieces, chunk[start : end + 1])) if length <= limit else None), length
                pieces, size, start = [], 0, end + 1
            size += len(chunk) - start
            pieces = [*pieces, chunk[start:]] if size <= limit else []
            chunk = self._stream.read(HEAD)
        if size:
            yield (b"".join(pieces) if size <= limit else None), size

    def _whole_lines(self) -> bytes:
        """The head without the line, or the character, that it may cut in two."""
        if len(self._head) < HEAD:
            return self._head
        # These bytes stand for themselves in UTF-8 and in GB18030.
        end = self._head.rfind(b"\n") + 1 or max(self._head.rfind(mark) for mark in (b'"', b",", b" ")) + 1
        return self._head[: end or HEAD]


def _fill(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes, also from a pipe that gives fewer at a time."""
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _size(count: int) -> str:
    return f"{count // 1_000_000} MB" if count >= 1_000_000 else f"{count} bytes"
