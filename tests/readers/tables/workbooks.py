"""Workbooks made in tests."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, registry
from svcnorm.readers.document import Document

HEADER = ("通话ID", "角色", "开始(秒)", "内容")
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: tuple[Any, ...]) -> bytes:
    """The bytes of a workbook with one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, members: Mapping[str, bytes | None]) -> bytes:
    """A workbook with other members: new ones, others in their place, None for one that is missing."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def member(data: bytes, name: str = SHEET) -> bytes:
    with ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def read_bytes(data: bytes, label: str = "a.xlsx", **options: Any) -> list[Conversation | InputError]:
    """What a file of these bytes holds, found as `svcnorm check` finds it."""
    try:
        document = Document(label, io.BytesIO(data), ReadOptions(**options))
        found = registry.format_of(document, label[label.rfind(".") :])
        return list(found.read(document, document.options))
    except InputError as error:
        return [error]
