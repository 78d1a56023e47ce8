"""Looks at a workbook before it is opened: what it is, how large it becomes, and what its sheets hold beside values."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from svcnorm.model.errors import InputError
from svcnorm.readers.document import OLE, Document

MEMBERS = 10_000
"""Files in a workbook at most; one with a hundred sheets has some hundreds."""
GROWTH = 20
"""A workbook may unpack to this many times what a file may have, since sheets are read row by row."""
RATIO, RATIO_FROM = 200, 10_000_000
"""Bytes that one packed byte of a file may become, where that file is large; sheets of real exports stay below 50."""
IN_MEMORY = ("sharedstrings.xml", "styles.xml", "workbook.xml", "[content_types].xml", ".rels")
"""Files that are read as a whole, and so may be as large as one whole thing may be."""
LAST_ROW = 1_048_576
CHUNK, OVERLAP = 1 << 20, 1 << 15
DAMAGE = (BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError)
"""What reading a broken archive raises."""
SAVE_AS = "open it in Excel or WPS and save it as .xlsx"

_REF = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_EMPTY_TEXT = b't="str"'


class Merged(NamedTuple):
    """Cells of one column, from row to row, that show the value of the first; all count from 1."""

    column: int
    first: int
    last: int


class Extras(NamedTuple):
    """What a sheet holds beside values: cells merged downward, and (row, column) of formulas without a value."""

    merged: tuple[Merged, ...]
    formulas: frozenset[tuple[int, int]]


def checked(file: BinaryIO, document: Document) -> ZipFile:
    """The archive, within limits. Raises InputError for whatever is no workbook or becomes too large."""
    if file.read(len(OLE)) == OLE:
        raise InputError(
            "this is an old .xls workbook, or one with a password",
            file=document.label,
            remedy=f"{SAVE_AS}, without one",
        )
    try:
        archive = ZipFile(file)
        members = archive.infolist()
    except DAMAGE:
        raise _damaged(document) from None
    if "[Content_Types].xml" not in archive.namelist():
        raise InputError("this is a ZIP archive and no workbook", file=document.label, remedy="unpack it first")
    limit = document.options.max_bytes
    if any(member.flag_bits & 1 for member in members):
        raise InputError("the workbook has a password", file=document.label, remedy=f"{SAVE_AS}, without one")
    if (
        len(members) > MEMBERS
        or sum(member.file_size for member in members) > GROWTH * limit
        or any(_bursts(member, limit) for member in members)
    ):
        raise InputError(
            "the workbook unpacks to more than can be read", file=document.label, remedy="export it in parts, or as CSV"
        )
    return archive


def _bursts(member: ZipInfo, limit: int) -> bool:
    whole = member.filename.lower().endswith(IN_MEMORY) and member.file_size > limit
    return whole or (member.file_size > RATIO_FROM and member.file_size > RATIO * member.compress_size)


def refuse_definitions(archive: ZipFile, document: Document) -> None:
    """No file of a workbook has a document type: it would only serve to define entities that grow without end."""
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels")):
            try:
                with archive.open(name) as stream:
                    start = stream.read(CHUNK)
            except DAMAGE:
                raise _damaged(document) from None
            if not begins_with_root(start):
                message = "the workbook holds definitions that no workbook has"
                raise InputError(message, file=document.label, remedy=SAVE_AS)


def begins_with_root(start: bytes) -> bool:
    """Whether only comments and instructions, in a form of ASCII, stand before the first element."""
    rest = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    while rest.startswith((b"<?", b"<!--")):
        ending = b"?>" if rest.startswith(b"<?") else b"-->"
        rest = rest.partition(ending)[2].lstrip()
    return rest[:1] == b"<" and (rest[1:2].isalpha() or rest[1:2] == b"_")


def _damaged(document: Document) -> InputError:
    return InputError("the workbook is damaged", file=document.label, remedy=SAVE_AS)


def extras(archive: ZipFile, path: str) -> Extras:
    """What the sheet in that file of the archive holds beside values, found without building anything of it."""
    merged: dict[Merged, None] = {}
    formulas: set[tuple[int, int]] = set()
    for piece in _pieces(archive, path):
        for match in _REF.finditer(piece):
            left, top, _right, bottom = match.groups()
            if top != bottom:
                merged[Merged(_column(left), int(top), min(int(bottom), LAST_ROW))] = None
        for attributes in _EMPTY_FORMULA.findall(piece):
            cell = _CELL.search(attributes)
            if cell and _EMPTY_TEXT not in attributes:
                formulas.add((int(cell[2]), _column(cell[1])))
    return Extras(tuple(merged), frozenset(formulas))


def _pieces(archive: ZipFile, path: str) -> Iterator[bytes]:
    """The unpacked bytes in pieces that overlap, so that no element is cut in two in all of them."""
    with archive.open(path) as stream:
        kept = b""
        while chunk := stream.read(CHUNK):
            piece = kept + chunk
            yield piece
            kept = piece[-OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
