"""Plain text: scenes as 【开场】 or 一、开场白, labels before colons, blank lines between parts, comments behind #."""

from __future__ import annotations

import re

from svcnorm.readers.document import Document
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.model import Ignore, Spot
from svcnorm.scripts.reading.comments import HASH, ignores
from svcnorm.scripts.reading.head import headless
from svcnorm.scripts.scenes import LONGEST, is_scene, kinds_of
from svcnorm.scripts.spoken import DIRECTION
from svcnorm.scripts.words import written

HEADING = re.compile(
    r"\s*(?:[【\[〖《]\s*(?P<boxed>[^】\]〗》]{1,24}?)\s*[】\]〗》]"
    r"|(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,3}[章节部分]+)\s*(?P<counted>[^，。,：:]{1,24}?)[:：]?"
    r"|[=\-*]{2,}\s*(?P<lined>[^=\-*]{1,24}?)\s*[=\-*]{2,}"
    r"|(?P<bare>[^，。,：:！？!?]{1,12})[:：])\s*$"
)
_MARKED = re.compile(r"\s*(?P<marks>#{1,6})\s+(?P<name>[^，。,：:！？!?]{1,24}?)\s*#*\s*$")
"""A heading as in Markdown. One with a single mark may be a comment."""
RULE = re.compile(r"\s*[-=*_~—]{3,}\s*$")


def read(document: Document, flow: Flow) -> list[Ignore]:
    """Tell `flow` what stands in a text; the comments that allow findings. Raises InputError."""
    lines = headless(document, flow)
    for number, line in enumerate(lines, 1):
        marked = _MARKED.match(line)
        if marked and (len(marked["marks"]) > 1 or kinds_of(marked["name"])):
            flow.heading(marked["name"], len(marked["marks"]))
            continue
        text = HASH.sub("", line)
        if not text.strip() or RULE.match(text):
            if not line.strip():
                flow.blank()
            continue
        name = heading_of(text)
        if name:
            flow.heading(name)
        else:
            flow.say(written(line, 0, len(text)), line, Spot(number, 1))
    return list(ignores(lines, HASH))


def heading_of(text: str) -> str:
    """The name of the scene that a line of its own announces, or an empty text."""
    found = HEADING.match(text)
    if found is None or len(text.strip()) > LONGEST + 8:
        return ""
    name = (found[found.lastgroup or 0] or "").strip()
    if DIRECTION.fullmatch(text.strip()):
        return name if is_scene(name) else ""
    return "" if found["bare"] is not None and not kinds_of(name) else name
