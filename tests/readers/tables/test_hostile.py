"""Whatever stands in a table ends in conversations and errors of ours, and in nothing else."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import conversation_from_data, to_canonical
from svcnorm.readers.tables.aliases import COLUMNS

from .workbooks import SHEET, changed, read_bytes, workbook

ROOT = Path(__file__).parents[3]
FORMATS = ROOT / "tests" / "data" / "readers" / "formats"
SAMPLES = sorted(path for path in FORMATS.glob("csv.*") if ".twin." not in path.name)
BOOKS = sorted(FORMATS.glob("xlsx.*.xls[xm]"))
SCHEMA = json.loads((ROOT / "src/svcnorm/schemas/conversation.schema.json").read_text(encoding="utf-8"))

HEADINGS = st.sampled_from(sorted({word for words in COLUMNS.values() for word in words[:4]})) | st.sampled_from(
    ["开始时间(毫秒)", "时长(分钟)", "备注", "", "客服", "开始\n时间"]
)
PIECES_OF_CELLS = """
客服 客户 1 0 -1 3.5 1e5 0:05 -0:05 99:99 09:30:05 1分20秒 5s 2026-13-40 0001-01-01 0000-00-00 20261120093000 46346.4
1.23457E+17 12345678901234567890 NaN inf NULL - #REF! 您好 客服:您好;客户:喂 [静音] 呼入 客户挂机 C-1 C-2 合计 [[[[ [{}]
{"turns":[]} {"a":NaN} ["客服:好"] [{"text":{}}] [{"role":"客服","content":"好"}] =1+1 _xFFFF_
"""
CELLS = st.text(max_size=12) | st.sampled_from(
    [
        *PIECES_OF_CELLS.split(),
        *("", " ", "2026-11-20 09:30:00", "9999-12-31 23:59:59", "9" * 40, "1" * 25 + ".5", "客服:您好\n客户:喂"),
        *("\ud800", "\0", '"', ",", "\r", "\n", "\t", ";", "\ufeff"),
    ]
)
MARKS = st.sampled_from([b'"', b"\n", b",", b"\0", b"\r"])
MEMBERS = (SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml")
PIECES = (b"", b"9999999999", b"-1", b"<", b'"', b"A", b"<v/>", b"s", b"e308", b"&#0;", b"&a;", b"<f>")
CALM = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def refuse_all_but_input_errors(data: bytes, label: str) -> None:
    """What is read is valid, means the same when it is written and read again, and every error can be told."""
    for item in read_bytes(data, label):
        if isinstance(item, InputError):
            assert str(item)
            continue
        assert isinstance(item, Conversation)
        canonical = json.loads(json.dumps(to_canonical(item)))
        jsonschema.validate(canonical, SCHEMA)
        assert to_canonical(conversation_from_data(canonical, label)) == canonical


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    """A header of headings that are mostly understood, and rows of cells that are mostly wrong."""
    header = draw(st.lists(HEADINGS, min_size=1, max_size=8))
    header.append(draw(st.sampled_from(["内容", "转写文本", "客服文本", "客户文本"])))
    widths = st.integers(min_value=max(0, len(header) - 1), max_value=len(header) + 1)
    rows = draw(st.lists(widths.flatmap(lambda n: st.lists(CELLS, min_size=n, max_size=n)), max_size=6))
    return [header, *rows]


@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.tsv", "x.xlsx", "x.txt"]))
@CALM
def test_no_bytes_crash_a_table(data: bytes, label: str) -> None:
    refuse_all_but_input_errors(data, label)
    refuse_all_but_input_errors("通话ID,角色,开始,内容\n".encode() + data, label)
    refuse_all_but_input_errors(b"PK\x03\x04" + data, label)


@given(grids(), st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
@CALM
def test_no_cells_crash_a_table(grid: list[list[str]], separator: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(grid)
    refuse_all_but_input_errors(out.getvalue().encode(encoding, "replace"), "x.csv")


@given(grids())
@settings(CALM, max_examples=60)
def test_no_cells_crash_a_workbook(grid: list[list[str]]) -> None:
    def entered(cell: str) -> object:
        bare = "".join(char for char in cell if char.isprintable() or char in "\n\t")
        return float(bare) if bare.isascii() and bare.replace(".", "", 1).isdigit() else bare

    refuse_all_but_input_errors(workbook(*(tuple(map(entered, row)) for row in grid)), "x.xlsx")


@given(st.sampled_from(SAMPLES), st.data())
@CALM
def test_no_damage_to_a_sample_crashes_a_table(path: Path, data: st.DataObject) -> None:
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=4) | MARKS)
    refuse_all_but_input_errors(bytes(raw), path.name)


@given(st.sampled_from(BOOKS), st.data())
@settings(CALM, max_examples=80)
def test_no_damage_to_a_workbook_crashes_a_table(path: Path, data: st.DataObject) -> None:
    raw = path.read_bytes()
    if data.draw(st.booleans()):
        damaged = bytearray(raw)
        damaged[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
        refuse_all_but_input_errors(bytes(damaged), path.name)
        return
    with ZipFile(io.BytesIO(raw)) as archive:
        name = data.draw(st.sampled_from(MEMBERS))
        member = bytearray(archive.read(name))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(member)))
        member[at : at + data.draw(st.integers(0, 8))] = data.draw(st.sampled_from(PIECES))
    refuse_all_but_input_errors(changed(raw, {name: bytes(member)}), path.name)
