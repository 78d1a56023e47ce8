"""Word documents: headings are scenes; paragraphs and tables hold what is said. A place is /paragraphs/12.

Read from the XML itself (ECMA-376, WordprocessingML): python-docx would bring lxml along to read what takes a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from zipfile import ZipFile

from svcnorm.model.errors import InputError
from svcnorm.readers.document import OLE, Document
from svcnorm.readers.tables.package import DAMAGE, RATIO, RATIO_FROM, begins_with_root
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.model import Ignore, Spot
from svcnorm.scripts.reading.columns import heads, told
from svcnorm.scripts.reading.plain import heading_of
from svcnorm.scripts.words import written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY, STYLES = "word/document.xml", "word/styles.xml"
LARGEST = 50_000_000
"""Bytes of the text that are read; a book of a thousand pages has some ten million."""
UNSEEN = (f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
"""What was moved away, and what programs show that do not know what stands beside it."""
SAVE_AS = "open it in Word or WPS and save it as .docx"
_HEADING = re.compile(r"(?:heading|标题|title)\s*(?P<level>\d?)", re.IGNORECASE)
IN_TEXT = 8
"""The level of a heading that only reads like one: under all that are styled as such, which have up to 6."""


def read(document: Document, flow: Flow) -> list[Ignore]:
    """Tell `flow` what stands in a document. Raises InputError for what is none."""
    with document.seekable() as file:
        if file.read(len(OLE)) == OLE:
            message = "this is an old .doc document, or one with a password"
            raise InputError(message, file=document.label, remedy=f"{SAVE_AS}, without one")
        try:
            with ZipFile(file) as archive:
                body = _parsed(archive, BODY, document)
                headings = _headings(_parsed(archive, STYLES, document)) if STYLES in archive.namelist() else {}
            root = body.find(f"{W}body")
            blocks = list(_blocks(root if root is not None else body))
        except (*DAMAGE, KeyError, RecursionError, ElementTree.ParseError):
            raise InputError("the document is damaged, or none", file=document.label, remedy=SAVE_AS) from None
    paragraphs = tables = 0
    for block in blocks:
        if block.tag == f"{W}tbl":
            tables += 1
            _table(block, tables, flow)
        else:
            paragraphs += 1
            _paragraph(block, Spot(pointer=f"/paragraphs/{paragraphs}"), headings, flow)
    return []


def _parsed(archive: ZipFile, name: str, document: Document) -> ElementTree.Element:
    """A part of the document; one that grows without end, or defines what could, is refused."""
    info = archive.getinfo(name)
    if info.file_size > LARGEST or (info.file_size > RATIO_FROM and info.file_size > RATIO * info.compress_size):
        raise InputError("the document unpacks to more than can be read", file=document.label, remedy="split it")
    data = archive.read(name)
    if not begins_with_root(data[:1_000_000]):
        raise InputError("the document holds definitions that no document has", file=document.label, remedy=SAVE_AS)
    return ElementTree.fromstring(data)


def _headings(styles: ElementTree.Element) -> dict[str, int]:
    """The ids of the styles that are headings, with their levels."""
    found = {}
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if level := _level(name.get(f"{W}val", "") if name is not None else ""):
            found[style.get(f"{W}styleId", "")] = level
    return found


def _level(style: str) -> int:
    """The level of headings of a style by its name; 0 where it is none for headings."""
    found = _HEADING.match(style)
    return int(found["level"] or 1) if found else 0


def _blocks(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs and tables in their order, also those inside content controls."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _blocks(child)


def _paragraph(block: ElementTree.Element, spot: Spot, headings: Mapping[str, int], flow: Flow) -> None:
    style = block.find(f"{W}pPr/{W}pStyle")
    named = style.get(f"{W}val", "") if style is not None else ""
    text = _text(block)
    if not text.strip():
        flow.blank()
        return
    if level := headings.get(named) or _level(named):
        flow.heading(text, level)
        return
    if name := heading_of(text):
        flow.heading(name, IN_TEXT)
        return
    for line in text.splitlines():
        flow.say(written(line), line, spot)


def _table(block: ElementTree.Element, number: int, flow: Flow) -> None:
    rows = [
        ["\n".join(map(_text, cell.iter(f"{W}p"))) for cell in row.findall(f"{W}tc")] for row in block.findall(f"{W}tr")
    ]
    head, columns = heads(rows)
    if not columns:
        flow.note("script_table_passed_over", f"/tables/{number}")
        return
    for at, row in enumerate(rows[head:], head + 1):
        scene, where = told(columns, row)
        if scene:
            flow.within(scene)
        flow.blank()
        for index, role in where:
            for line in row[index].splitlines():
                flow.say(written(line), line, Spot(pointer=f"/tables/{number}/rows/{at}/cells/{index + 1}"), role)


def _text(paragraph: ElementTree.Element) -> str:
    """The words of a paragraph: not what was deleted, moved away or struck out, not fields, and a text box only
    where it stands, once."""
    parts: list[str] = []
    left = [paragraph]
    while left:
        part = left.pop()
        if part.tag in UNSEEN or _struck(part):
            continue
        if part.tag == f"{W}t":
            parts.append(part.text or "")
        elif part.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif part.tag == f"{W}tab":
            parts.append(" ")
        left += reversed(part)
    return "".join(parts)


def _struck(run: ElementTree.Element) -> bool:
    """Whether a run of characters is struck out."""
    marks = (run.find(f"{W}rPr/{W}{name}") for name in ("strike", "dstrike"))
    return any(mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off") for mark in marks)
