"""Markdown: headings are scenes; paragraphs, lists, quotations and tables are said, code and comments are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svcnorm.readers.document import Document
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.model import Ignore, Spot
from svcnorm.scripts.reading.columns import Columns, columns_of, told
from svcnorm.scripts.reading.comments import HTML, ignores
from svcnorm.scripts.reading.head import headless
from svcnorm.scripts.reading.plain import heading_of
from svcnorm.scripts.scenes import LONGEST, is_scene
from svcnorm.scripts.words import Words, written

_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})\s+(?P<name>.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_FENCE = re.compile(r" {0,3}(?P<mark>```+|~~~+)")
_LEAD = re.compile(r"\s*(?:>\s?)*\s*(?:[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)?")
_BOLD = re.compile(r"\s*(?:\*\*(?P<stars>[^*]+)\*\*|__(?P<lines>[^_]+)__)\s*[:：]?\s*$")
_STEP = re.compile(
    r"\s*(?:第\s*[一二三四五六七八九十\d]{1,3}\s*[步章节部]|步骤|\d{1,2}[.、．]|[一二三四五六七八九十]{1,3}、)"
)
_TABLE = re.compile(r"\s*\|.*\|\s*$")
_DIVIDER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
BOLD = 7
"""The level of a heading that only looks like one: under all that are marked as such."""
_INLINE = (
    re.compile(r"!\[[^\]]*\]\([^)]*\)"),
    re.compile(r"\[(?P<kept>[^\]]*)\]\([^)]*\)"),
    re.compile(r"\*\*(?P<kept>[^*]+)\*\*"),
    re.compile(r"(?<![*\w])\*(?P<kept>[^*\s][^*]*)\*(?!\*)"),
    re.compile(r"(?<![_\w])__(?P<kept>[^_\s][^_]*)__(?!_)"),
    re.compile(r"`(?P<kept>[^`]+)`"),
    re.compile(r"~~[^~]+~~"),
    re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>"),
    re.compile(r"\\(?P<kept>[^\w\s])"),
)


def read(document: Document, flow: Flow) -> list[Ignore]:
    """Tell `flow` what stands in a text; the comments that allow findings. Raises InputError."""
    lines = headless(document, flow)
    _Reader(flow).lines(_without_comments(lines), lines)
    return list(ignores(lines, HTML))


class _Reader:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.fence = ""
        self.columns: Columns | None = None

    def lines(self, lines: Sequence[str], physical: Sequence[str]) -> None:
        """All lines: without comments, and as they stand."""
        for index, line in enumerate(lines):
            following = lines[index + 1] if index + 1 < len(lines) else ""
            if not self._fenced(line):
                self._line(line, following, physical[index], index + 1)

    def _fenced(self, line: str) -> bool:
        """Whether a line is code."""
        mark = _FENCE.match(line)
        if self.fence:
            if mark is not None and mark["mark"].startswith(self.fence):
                self.fence = ""
            return True
        if mark is not None:
            self.fence = mark["mark"]
        return bool(mark)

    def _line(self, line: str, following: str, physical: str, number: int) -> None:
        if not line.strip():
            if not physical.strip():
                self.flow.blank()
            self.columns = None
        elif found := _HEADING.match(line):
            self.flow.heading(_plain(written(found["name"])).said, len(found["level"]))
        elif _UNDERLINE.match(following) and not _lead(line) and following.strip()[0] == "=":
            self.flow.heading(_plain(written(line)).said)
        elif _TABLE.match(line) or self._bare_row(line, following):
            self._row(line, following, physical, Spot(number, 1))
        elif name := _looks_like_heading(line):
            self.flow.heading(name, BOLD)
        elif not (_UNDERLINE.match(line) or re.fullmatch(r"\s*([-*_])(\s*\1){2,}\s*", line)):
            words = _plain(written(line, _lead(line)))
            self.flow.say(words, physical, Spot(number, 1))

    def _bare_row(self, line: str, following: str) -> bool:
        """Whether a line is a row of a table without bars at its ends."""
        begins = self.columns is None and "|" in following and bool(_DIVIDER.match(following))
        return "|" in line and (begins or self.columns is not None)

    def _row(self, line: str, following: str, physical: str, spot: Spot) -> None:
        """A row of a table: its head names the columns."""
        if _DIVIDER.match(line):
            return
        cells = _cells(line)
        if self.columns is None:
            self.columns = columns_of([cell.said for cell in cells]) if _DIVIDER.match(following) else {}
            if not self.columns:
                self.flow.note("script_table_passed_over", str(spot.line))
            return
        scene, where = told(self.columns, [_plain(cell).said for cell in cells])
        if scene:
            self.flow.within(scene)
        for index, role in where:
            self.flow.say(_plain(cells[index]), physical, spot, role)


def _cells(line: str) -> list[Words]:
    """The cells of a row; bars at its ends may lack."""
    edges = [found.start() for found in re.finditer(r"(?<!\\)\|", line)]
    if edges and line[: edges[0]].strip():
        edges.insert(0, -1)
    if edges and line[edges[-1] + 1 :].strip():
        edges.append(len(line))
    return [written(line, start + 1, end).stripped() for start, end in zip(edges, edges[1:])]


def _looks_like_heading(line: str) -> str:
    """The name that a line in bold, or one as in plain text, gives to what follows; an empty text for other lines."""
    bold = _BOLD.match(line)
    if bold is None:
        return heading_of(line)
    name = (bold["stars"] or bold["lines"]).strip().rstrip(":：").strip()
    if len(name) > LONGEST or re.search("[，。！？,!?：:]", name):
        return ""
    return name if heading_of(name) or _STEP.match(name) or is_scene(name) else ""


def _lead(line: str) -> int:
    """Where the words of a line begin, behind the marks of lists and quotations."""
    found = _LEAD.match(line)
    return found.end() if found else 0


def _plain(words: Words) -> Words:
    """Words without the marks that only say how they look."""
    for marks in _INLINE:
        words = words.without(marks)
    return words


def _without_comments(lines: Sequence[str]) -> list[str]:
    """The lines with blanks in place of comments, also of those that go over several lines."""
    text = "\n".join(lines)
    return re.sub(r"<!--.*?(?:-->|\Z)", lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.DOTALL).split(
        "\n"
    )
