"""Makes the workbooks among the samples of formats: as Excel would save them, byte for byte the same each time.

python tools/make_workbooks.py
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "readers" / "formats"
LONG_AGO = datetime(2026, 11, 20, 9, 30)
NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
RELATION = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
LENGTH = "[h]:mm:ss.000"


def main() -> int:
    for name, make in MADE.items():
        (FOLDER / name).write_bytes(bytes_of(*make()))
        print(name)
    return 0


def bytes_of(book: Workbook, change: Callable[[str, bytes], bytes] = lambda name, data: data) -> bytes:
    """The file of a workbook without the time of its making; `change` may put in what openpyxl does not write."""
    book.properties.created = book.properties.modified = LONG_AGO
    raw, made = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with ZipFile(raw) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name, data in _members(old):
            new.writestr(ZipInfo(name, LONG_AGO.timetuple()[:6]), change(name, data), ZIP_DEFLATED)
    return made.getvalue()


def _members(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    """The files of a workbook, with its texts in one shared list, where Excel puts them."""
    texts: dict[bytes, int] = {}

    def shared(match: re.Match[bytes]) -> bytes:
        return b't="s"><v>%d</v>' % texts.setdefault(match[1], len(texts))

    for name in archive.namelist():
        data = archive.read(name)
        if name == "docProps/core.xml":
            data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-11-20T09:30:00Z", data)
        if name.startswith("xl/worksheets/"):
            data = re.sub(rb't="inlineStr"><is>(.*?)</is>', shared, data, flags=re.DOTALL)
        if name == "[Content_Types].xml" and b"sharedStrings" not in data:
            data = data.replace(
                b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % TYPE
            )
        if name == "xl/_rels/workbook.xml.rels" and b"sharedStrings" not in data:
            link = b'<Relationship Id="texts" Type="%s" Target="sharedStrings.xml"/></Relationships>' % RELATION
            data = data.replace(b"</Relationships>", link)
        if name != "xl/sharedStrings.xml":
            yield name, data
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    yield "xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (NAMESPACE, items)


def sheet(*rows: tuple[object, ...], title: str = "通话明细") -> tuple[Workbook, Worksheet]:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = title
    for row in rows:
        page.append(row)
    return book, page


def turns() -> tuple[Workbook]:
    """Everything that a row of a sentence may have: ids as numbers, a date and time, durations, leading zeros."""
    began = datetime(2026, 11, 20, 9, 30)
    book, page = sheet(
        ("通话ID", "呼叫方向", "通话开始时间", "角色", "工号", "开始时间", "结束时间", "内容", "客户号码", "满意度"),
        (20261120001, "呼入", began, "客服", 12, 0.34, 2.1, "您好,很高兴为您服务。", 13800000000, 5),
        (20261120001, "呼入", began, "客户", 12, 2.6, 5.2, "我家的宽带断了两天了。", 13800000000, None),
        (20261120001, "呼入", began, "客服", 12, 65.5, 68, "给您添麻烦了,\n我马上帮您看一下。", 13800000000, None),
    )
    for row in page.iter_rows(min_row=2):
        row[4].number_format = "0000"
        for cell in row[5:7]:
            cell.value = timedelta(seconds=float(str(cell.value)))
            cell.number_format = LENGTH
    return (book,)


def minimal() -> tuple[Workbook]:
    return (sheet(("角色", "内容"), ("客服", "您好"), ("客户", "查一下话费"), title="Sheet1")[0],)


def optional_missing() -> tuple[Workbook]:
    """Empty rows and cells, and rows that are shorter than the header."""
    return (
        sheet(
            ("call_id", "role", "agent_id", "start", "text"),
            ("7f3a", "AGENT", None, None, "Hello, how can I help you?"),
            (),
            ("7f3a", "CUSTOMER", None, None, "My line is dead."),
            ("9b21", "AGENT", None, None, None),
        )[0],
    )


def cell() -> tuple[Workbook]:
    """A call in a cell; lengths as fractions of a day that nobody formatted (8 and 65 seconds), a date, a clock."""
    book, page = sheet(
        ("流水号", "坐席", "通话日期", "开始时间", "振铃时长", "通话时长", "挂机方", "转写文本"),
        (
            "R-1",
            "8001 王芳",
            date(2026, 11, 20),
            time(9, 30),
            8 / 86400,
            65 / 86400,
            "客户",
            "客服:您好\n客户:我的宽带断了",
        ),
        ("R-2", "8002 李雷", date(2026, 11, 20), time(9, 40, 5), 3 / 86400, 20 / 86400, "坐席", "客服:您好\n客户:喂"),
    )
    return (book,)


def merged() -> tuple[Workbook]:
    """A title over all columns, the header in row 3, ids and agents merged over the rows of a call."""
    book, page = sheet(
        ("客服中心通话明细",),
        ("导出时间", datetime(2026, 11, 21, 8)),
        ("通话ID", "工号", "角色", "内容"),
        ("M-1", "8001", "客服", "您好"),
        (None, None, "客户", "喂"),
        (None, None, "客服", "请讲"),
        ("M-2", "8002", "客服", "您好"),
        (None, None, "客户", "退订"),
        ("合计", "2 通"),
    )
    for cells in ("A1:D1", "A4:A6", "B4:B6", "A7:A8", "B7:B8"):
        page.merge_cells(cells)
    return (book,)


def formulas() -> tuple[Workbook, Callable[[str, bytes], bytes]]:
    """Formulas with the values that Excel stored; an empty text among them."""
    book, _ = sheet(
        ("通话ID", "角色", "开始(秒)", "内容"),
        ("F-1", "客服", 0.5, "您好"),
        ("F-1", "客户", 2.5, "喂"),
        ("F-1", "客户", 3.5, "(empty)"),
    )

    def change(name: str, data: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return data
        data = data.replace(b'<c r="C3" t="n"><v>2.5</v>', b'<c r="C3"><f>C2+2</f><v>2.5</v>')
        return re.sub(rb'<c r="D4" t="s"><v>\d+</v></c>', b'<c r="D4" t="str"><f>IF(1,"")</f><v></v></c>', data)

    return book, change


def sheets() -> tuple[Workbook]:
    """Two sheets of calls, of which one goes on in the other; one of explanations, and a hidden one."""
    book, _ = sheet(("通话ID", "角色", "内容"), ("S-1", "客服", "您好"), ("S-2", "客服", "您好"), title="上午")
    for title, *rows in (
        ("说明", ("字段", "含义"), ("通话ID", "唯一编号")),
        ("下午", ("角色", "通话ID", "文本", "开始时间(ms)"), ("客户", "S-1", "喂", 2500), ("客服", "S-3", "您好", 300)),
        ("旧数据", ("通话ID", "角色", "内容"), ("S-9", "客服", "您好")),
        ("空",),
    ):
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book["旧数据"].sheet_state = "hidden"
    return (book,)


def mac() -> tuple[Workbook]:
    """A workbook that counts days from 1904."""
    book, page = sheet(("通话ID", "通话开始时间", "角色", "内容"))
    book.epoch = CALENDAR_MAC_1904
    page.append(("D-1", datetime(2026, 11, 20, 9, 30), "客服", "您好"))
    page.append(("D-1", datetime(2026, 11, 20, 9, 30), "客户", "喂"))
    return (book,)


def rounded() -> tuple[Workbook]:
    """Ids that Excel has rounded, and one of 15 digits that it has not."""
    return (
        sheet(
            ("通话ID", "工号", "角色", "内容"),
            (1.2345678901234567e17, 8001, "客服", "您好"),
            (1.2345678901234567e17, 8001, "客户", "喂"),
            (123456789012345, 8002, "客服", "您好"),
            ("12345678901234567890", "0012", "客服", "您好"),
        )[0],
    )


def hours_for_minutes() -> tuple[Workbook]:
    """`0:34` typed for 34 seconds, which Excel takes for 34 minutes."""
    rows = [
        ("W-1", role, time(0, minute), text)
        for role, minute, text in (("客服", 0, "您好"), ("客户", 3, "喂"), ("客服", 34, "请讲"))
    ]
    return (sheet(("通话ID", "角色", "开始时间", "内容"), *rows)[0],)


def macros() -> tuple[Workbook, Callable[[str, bytes], bytes]]:
    """A workbook with macros, as the kind of the file says; nothing of them is looked at."""
    book, _ = sheet(("角色", "内容"), ("客服", "您好"), ("客户", "喂"))
    plain, macro = b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"

    def change(name: str, data: bytes) -> bytes:
        old = b"application/vnd.openxmlformats-officedocument." + plain
        return data.replace(old, b"application/vnd.ms-excel." + macro) if name == "[Content_Types].xml" else data

    return book, change


MADE = {
    "xlsx.turns.xlsx": turns,
    "xlsx.minimal.xlsx": minimal,
    "xlsx.optional-missing.xlsx": optional_missing,
    "xlsx.cell.xlsx": cell,
    "xlsx.merged.xlsx": merged,
    "xlsx.formulas.xlsx": formulas,
    "xlsx.sheets.xlsx": sheets,
    "xlsx.1904.xlsx": mac,
    "xlsx.rounded.xlsx": rounded,
    "xlsx.hours-for-minutes.xlsx": hours_for_minutes,
    "xlsx.macros.xlsm": macros,
}

if __name__ == "__main__":
    sys.exit(main())
