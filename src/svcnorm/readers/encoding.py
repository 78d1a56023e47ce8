"""Bytes to text, the same on every machine: BOM, strict UTF-8, strict GB18030, and guards against guessing."""

from __future__ import annotations

import re

from svcnorm.model.errors import InputError

BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
REMEDY = "pass --encoding, for example --encoding gb18030, utf-8 or big5"
STRANGE_PER_MILLE = 20
"""More characters than this outside Chinese, ASCII and their punctuation, and a guess is not believed."""

_HEAD = 4096
_USUAL = (
    "[\t\n\r\x20-\x7e\u2010-\u203b\u3000-\u303f\uff00-\uffef\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff·×÷°¥…]+"
)


def decode(data: bytes, file: str, encoding: str | None = None) -> str:
    """The text that `data` holds. Raises InputError with byte offset and line, or where the encoding is unclear."""
    chosen = encoding or detect(data, file)
    return decode_as(data, chosen, file)


def decode_as(data: bytes, encoding: str, file: str, line: int = 1, offset: int = 0) -> str:
    """`data` in a known encoding; `line` and `offset` say where in its file it begins."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, encoding, error.start, file, line, offset) from None
    except UnicodeError as error:
        raise InputError(f"this is not {encoding}: {error}", file=file, line=line, remedy=REMEDY) from None
    except (LookupError, ValueError):
        raise InputError(f"unknown encoding “{encoding}”", file=file, remedy=REMEDY) from None
    return text.removeprefix("\ufeff") if offset == 0 else text


def repaired(data: bytes, encoding: str) -> str:
    """`data` with U+FFFD in place of what is not in the encoding."""
    try:
        return data.decode(encoding, "replace")
    except (LookupError, ValueError):
        return data.decode("ascii", "replace")


def detect(data: bytes, file: str, by_line: bool = False) -> str:
    """The encoding of `data`, by the fixed ladder. Raises InputError where it stays unclear.

    `by_line`: the lines stand alone, and UTF-8 with wrong bytes in some of them is still UTF-8.
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            return name
    wide = _without_bom(data)
    if wide:
        return wide
    wrong = _first_wrong(data, "utf-8")
    if wrong is None:
        return "utf-8"
    if _damaged_utf8(data):
        if by_line:
            return "utf-8"
        raise _undecodable(data, "utf-8", wrong, file)
    wrong_gb = _first_wrong(data, "gb18030")
    if wrong_gb is not None:
        name, at = ("utf-8", wrong) if wrong > wrong_gb else ("gb18030", wrong_gb)
        raise _undecodable(data, name, at, file)
    if strange(data.decode("gb18030")) > STRANGE_PER_MILLE:
        raise InputError("the encoding is unclear", file=file, remedy=REMEDY)
    return "gb18030"


def strange(text: str) -> int:
    """How many of a thousand characters are neither Chinese nor ASCII nor their punctuation."""
    return len(re.sub(_USUAL, "", text)) * 1000 // max(1, len(text))


def _without_bom(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark, told by where its zero bytes are."""
    head = data[:_HEAD]
    zeros = head.count(0)
    if zeros * 100 < len(head) or _is_utf8_chinese(data):
        return None
    data = data[: len(data) // 2 * 2]
    name = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    return name if "\0" not in text and strange(text) <= STRANGE_PER_MILLE else None


def _is_utf8_chinese(data: bytes) -> bool:
    return _first_wrong(data, "utf-8") is None and any(byte >= 0xE0 for byte in data[:_HEAD])


def _damaged_utf8(data: bytes) -> bool:
    """UTF-8 with a few wrong bytes: GB18030 would read all of it, as gibberish."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    whole = sum(1 for char in text[:1_000_000] if char >= "\u0800") - wrong
    return whole >= 3 and wrong * 5 < whole


def _first_wrong(data: bytes, encoding: str) -> int | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _undecodable(data: bytes, encoding: str, at: int, file: str, line: int = 1, offset: int = 0) -> InputError:
    return InputError(
        f"byte {offset + at} is not {encoding}",
        file=file,
        line=line + data.count(b"\n", 0, at),
        remedy=f"repair the file, or {REMEDY}",
    )
