"""A whole conversation in one cell: as lines, whatever keeps them apart, or as JSON."""

from __future__ import annotations

import re
from functools import cache

from svcnorm.readers import labels
from svcnorm.readers.labels import ALIASES, SIDES

APART = (r"<br\s*/?>", r"\\r\\n|\\n", r"\s*\|+\s*", r"\s*[;\uff1b]\s*", r"\u3000+", r"\t+", r"\s{2,}")
"""What keeps lines apart where a cell has no line ends, in the order in which it is tried."""
EXCEL_LIMIT = 32_767
"""Characters that a cell of Excel holds; what was longer is cut off there."""
_COLON = r"[:\uff1a]"
_TIME = r"[\[(\uff08【][\d:.,\-~ ]+[\])\uff09】]\s*|\d[\d:.\-/ ]*\s"


def lines_of(cell: str) -> list[str]:
    """The lines of a conversation. Other marks than line ends are believed only where labels follow them."""
    lines = cell.split("\n")
    if sum(1 for line in lines if line.strip()) > 1:
        return [re.sub(APART[0], "", line) for line in lines]
    for mark in APART:
        pieces = [piece for piece in re.split(mark, cell) if piece.strip()]
        told = sum(map(is_labelled, pieces))
        if told > 1 and told * 2 >= len(pieces):
            return pieces
    return _run_together(cell)


def is_dialogue(cell: str) -> bool:
    """Whether a cell holds what several people say, or JSON, rather than one sentence."""
    return is_json(cell) or sum(map(is_labelled, lines_of(cell.strip()[:2_000]))) > 1


def is_json(cell: str) -> bool:
    """Whether a cell holds an object of JSON, or a list of objects or texts."""
    return re.match(r'\s*(?:\{\s*"|\[\s*[{"])', cell) is not None


def is_labelled(cell: str) -> bool:
    """Whether a cell or a line begins with a usual label, as in `客服:您好`."""
    match = re.match(rf"\s*(?:{_TIME})?[\[【]?([^:\uff1a\]】]{{1,20}}?)[\]】]?\s*(?:{_TIME})?(?:{_COLON}|$)", cell)
    return match is not None and labels.understand(match[1].strip()) is not None


def _run_together(cell: str) -> list[str]:
    """`客服:您好客户:你好`: cut before each usual label, where the cell begins with one."""
    if not re.match(rf"\s*{_label_pattern()}", cell):
        return [cell]
    cuts = [match.start() for match in re.finditer(_label_pattern(), cell)]
    return [cell[start:end] for start, end in zip([0, *cuts[1:]], [*cuts[1:], len(cell)])]


@cache
def _label_pattern() -> str:
    words = sorted((re.escape(word) for word in (*ALIASES, *SIDES) if not word.isascii() and len(word) > 1), key=len)
    return rf"(?:{'|'.join(reversed(words))})[A-Za-z]{{0,2}}\d{{0,8}}{_COLON}"
