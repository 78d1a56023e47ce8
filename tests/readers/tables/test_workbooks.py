"""Workbooks that are none, are too large, or hold what no honest workbook holds; and cells as people see them."""

from __future__ import annotations

import io
import os
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions
from svcnorm.readers.document import Document
from svcnorm.readers.tables import package, rows
from svcnorm.readers.tables.cells import shown
from svcnorm.readers.tables.row import Row

from .workbooks import HEADER, SHEET, changed, member, read_bytes, workbook

GOOD = workbook(HEADER, ("C-1", "客服", 0.5, "您好"), ("C-1", "客户", 2.5, "喂"))
FORMATS = Path(__file__).parents[2] / "data" / "readers" / "formats"


def error_of(data: bytes, label: str = "a.xlsx", **options: Any) -> InputError:
    """The one error that the bytes end in."""
    (error,) = read_bytes(data, label, **options)
    assert isinstance(error, InputError)
    assert error.file == label and error.remedy
    return error


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (None, "", ""),
        ("a\r\nb", "@", "a\nb"),
        ("a_x000D_\nb", "@", "a\nb"),
        (True, "", "TRUE"),
        (12, "General", "12"),
        (12, "0000", "0012"),
        (12.0, "0.00", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (8 / 86400, "General", "0.0000925925925925926"),
        (123456789012345, "0", "123456789012345"),
        (12345678901234567890, "0", "12345678901234567890"),
        (123456789012345000, "0", "1.23456789012345E+17"),
        (1.2345678901234567e17, "0", "1.23456789012346E+17"),
        (-5, "0", "-5"),
        (datetime(2026, 11, 20, 9, 5, 3), "yyyy-mm-dd h:mm:ss", "2026-11-20 09:05:03"),
        (datetime(2026, 11, 20), "yyyy/m/d", "2026-11-20"),
        (datetime(2026, 11, 20), "yyyy/m/d h:mm", "2026-11-20 00:00:00"),
        (date(2026, 11, 20), "", "2026-11-20"),
        (time(0, 0, 34, 500_000), "h:mm:ss", "0:00:34.500"),
        (timedelta(seconds=3661.25), "[h]:mm:ss", "1:01:01.250"),
        (timedelta(hours=30), "[h]:mm", "30:00:00"),
        (timedelta(seconds=-5), "[s]", "-0:00:05"),
    ],
)
def test_cells_are_text_as_people_see_it(value: object, form: str, text: str) -> None:
    assert shown(SimpleNamespace(value=value, number_format=form)) == text


def test_it_reads_from_a_pipe() -> None:
    """Standard input cannot be read twice, as a workbook must be."""
    inside, outside = os.pipe()
    with os.fdopen(outside, "wb") as out:
        out.write(GOOD)
    with os.fdopen(inside, "rb") as stream:
        found = list(rows(Document("-", stream, ReadOptions())))
    assert [row.cells for row in found if isinstance(row, Row)] == [
        HEADER,
        ("C-1", "客服", "0.5", "您好"),
        ("C-1", "客户", "2.5", "喂"),
    ]


def test_from_a_pipe_it_may_not_be_larger_than_a_file_may_be() -> None:
    inside, outside = os.pipe()
    with os.fdopen(outside, "wb") as out:
        out.write(GOOD)
    with os.fdopen(inside, "rb") as stream, pytest.raises(InputError, match="larger than 1000 bytes"):
        list(rows(Document("-", stream, ReadOptions(max_bytes=1000))))


def test_old_and_encrypted_workbooks() -> None:
    assert (
        "old .xls workbook, or one with a password"
        in error_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).message
    )
    locked = bytearray(GOOD)
    at = locked.find(b"PK\x01\x02")
    while at >= 0:
        locked[at + 8] |= 1
        at = locked.find(b"PK\x01\x02", at + 1)
    assert "has a password" in error_of(bytes(locked)).message


def test_what_is_no_workbook() -> None:
    assert "ZIP archive" in error_of(changed(GOOD, {"[Content_Types].xml": None})).message
    assert "damaged" in error_of(GOOD[:500]).message
    assert "damaged" in error_of(changed(GOOD, {"xl/workbook.xml": b"<workbook"})).message
    assert "damaged" in error_of(changed(GOOD, {"xl/workbook.xml": None})).message
    assert "web page" in error_of(b"<html><body><table><tr><td>1</td></tr></table></body></html>", "a.xls").message


def test_a_sheet_that_breaks_off_tells_the_rows_before() -> None:
    data = member(GOOD)
    found = read_bytes(changed(GOOD, {SHEET: data[: data.index(b'<row r="3"')]}))
    assert any(isinstance(item, InputError) and "damaged" in item.message for item in found)


def test_it_does_not_unpack_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = changed(GOOD, {SHEET: b"<worksheet>" + b" " * 20_000_000 + b"</worksheet>"})
    assert len(bomb) < 100_000
    assert "unpacks to more" in error_of(bomb).message
    assert "unpacks to more" in error_of(changed(GOOD, {"xl/styles.xml": os.urandom(30_000)}), max_bytes=20_000).message
    assert "unpacks to more" in error_of(changed(GOOD, {"xl/media/1.png": os.urandom(30_000)}), max_bytes=1_000).message
    monkeypatch.setattr(package, "MEMBERS", 5)
    assert "unpacks to more" in error_of(GOOD).message


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_it_defines_no_entities(name: str) -> None:
    body = member(GOOD, name)
    dtd = b'<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert "definitions" in error_of(changed(GOOD, {name: dtd + body})).message
    wide = body.decode().encode("utf-16")
    assert "definitions" in error_of(changed(GOOD, {name: wide})).message


def test_a_row_far_below_costs_nothing() -> None:
    """A row number beyond what any sheet has would otherwise be counted up to."""
    data = member(GOOD).replace(b'<row r="3">', b'<row r="99999999999999">').replace(b'r="A3"', b'r="A9999999"')
    found = read_bytes(changed(GOOD, {SHEET: data}))
    assert [len(item.utterances) for item in found if isinstance(item, Conversation)] == [1]


def test_a_dimension_that_is_wrong_hides_nothing() -> None:
    data = member(GOOD).replace(b'<dimension ref="A1:D3"', b'<dimension ref="A1"')
    (conversation,) = read_bytes(changed(GOOD, {SHEET: data}))
    assert isinstance(conversation, Conversation) and len(conversation.utterances) == 2


def test_a_formula_without_a_value_is_told() -> None:
    data = workbook(HEADER, ("C-1", "客服", 0.5, "您好"), ("C-2", "客户", "=1+1", "喂"), ("C-3", "客户", 2, "=A1"))
    kept, start, words = read_bytes(data)[::-1]
    assert isinstance(kept, Conversation) and kept.id == "C-1"
    for error, heading, row in ((start, "内容", 4), (words, "开始(秒)", 3)):
        assert isinstance(error, InputError)
        assert "formula that was never calculated" in error.message
        assert (error.line, error.where) == (row, f"Sheet/{heading}")


def test_a_formula_without_a_value_in_another_column_matters_to_nobody() -> None:
    (found,) = read_bytes(workbook(("角色", "内容", "备注"), ("客服", "您好", "=A1"), ("客户", "喂", None)))
    assert isinstance(found, Conversation) and len(found.utterances) == 2


def test_a_formula_without_a_value_in_a_fact_about_the_call_is_noted() -> None:
    (found,) = read_bytes(workbook(("通话ID", "工号", "角色", "内容"), ("C-1", "=A1", "客服", "您好")))
    assert isinstance(found, Conversation) and found.notes == ("value_not_stored:工号",)


def test_an_error_in_a_cell_is_no_word() -> None:
    data = workbook(HEADER, ("C-1", "客服", 0.5, "您好"))
    cell = member(data).replace(b'<c r="C2" t="n"><v>0.5</v>', b'<c r="C2" t="e"><v>#REF!</v>')
    assert "failed" in error_of(changed(data, {SHEET: cell})).message


def test_merged_cells_that_make_no_sense_do_no_harm() -> None:
    data = member(GOOD)
    merges = b"".join(b'<mergeCell ref="%s"/>' % ref for ref in (b"A2:A1048576", b"A2:A3", b"ZZ1:ZZ9", b"B2:D3"))
    data = data.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")
    (conversation,) = read_bytes(changed(GOOD, {SHEET: data}))
    assert isinstance(conversation, Conversation) and len(conversation.utterances) == 2


def test_only_hidden_sheets() -> None:
    book = member(GOOD, "xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    assert "hidden" in error_of(changed(GOOD, {"xl/workbook.xml": book})).message


def test_nothing_is_left_in_shared_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read_bytes(GOOD)
    assert list(tmp_path.iterdir()) == []


def test_samples_are_those_that_the_tool_makes() -> None:
    import runpy

    tool = runpy.run_path(str(Path(__file__).parents[3] / "tools" / "make_workbooks.py"))
    assert set(tool["MADE"]) == {path.name for path in FORMATS.glob("xlsx.*.xls[xm]")}
    (name,) = [name for name in tool["MADE"] if "minimal" in name]
    made = tool["bytes_of"](*tool["MADE"][name]())
    assert read_bytes(made, name) == read_bytes((FORMATS / name).read_bytes(), name)


def test_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook is opened anew for its rows, from its beginning, wherever its stream stands."""
    stream = io.BytesIO(GOOD)
    document = Document("a.xlsx", stream, ReadOptions())
    stream.seek(700)
    assert len(list(rows(document))) == 3
