"""Conversations in tables, where rows, headers or values are not as they should be."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import Workbook

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers.tables.wholecell import EXCEL_LIMIT, is_dialogue, lines_of

from .workbooks import read_bytes, workbook

HEADER = "通话ID,角色,开始(秒),内容\n"


def told(text: str | bytes, label: str = "a.csv", **options: Any) -> list[str]:
    """The id of each conversation and the place and message of each error, in their order."""
    data = text.encode() if isinstance(text, str) else text
    found = read_bytes(data, label, **options)
    return [f"{item.line} {item.where} {item.message}" if isinstance(item, InputError) else item.id for item in found]


def only(text: str, label: str = "a.csv", **options: Any) -> Conversation:
    (found,) = read_bytes(text.encode(), label, **options)
    assert isinstance(found, Conversation), found
    return found


def test_a_call_with_a_bad_row_is_left_out_and_the_others_are_read() -> None:
    text = f"{HEADER}C-1,客服,0.5,您好\nC-2,客服,0.5,您好\nC-1,客户,后来,喂\nC-2,客户,2.5,喂\n"
    assert told(text) == ["4 /开始(秒) 开始(秒) “后来” is not a length of time", "C-2"]


def test_a_damaged_row_leaves_its_call_out() -> None:
    raw = f"{HEADER}C-1,客服,0.5,您好请问有什么\nC-1,客户,1,".encode() + b"\xff\n" + "C-2,客服,0.5,您好\n".encode()
    error, other = told(raw)
    assert error.startswith("3  byte") and other == "C-2"


def test_a_damaged_row_of_which_the_call_is_not_known_is_noted_on_all() -> None:
    raw = f"{HEADER}C-1,客服,0.5,您好请问有什么\n".encode() + b"\xff" + ",客服,0.5,您好\n".encode()
    error, conversation = read_bytes(raw, "a.csv")
    assert isinstance(error, InputError) and error.line == 3
    assert isinstance(conversation, Conversation) and "row_unreadable:3" in conversation.notes


def test_a_row_with_more_cells_than_the_header() -> None:
    text = "通话ID,内容,角色\nC-1,您好,请讲,客服\nC-2,您好,客服\nC-3,您好,客服,,\n"
    assert told(text) == ["2  the row has 4 cells and the header 3", "C-2", "C-3"]


def test_the_rows_of_an_error_are_kept_to_be_mended() -> None:
    text = f'{HEADER}C-1,客服,0.5,"您好,请讲"\nC-1,客户,后来,喂\n'
    (error,) = read_bytes(text.encode(), "a.csv")
    assert isinstance(error, InputError)
    assert list(csv.reader(io.StringIO(error.record))) == list(csv.reader(io.StringIO(text)))


def test_rows_before_the_first_id() -> None:
    assert told(f"{HEADER},客服,0.5,您好\nC-1,客服,0.5,您好\n") == ["2 /通话ID the row has no call id", "C-1"]


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("甲,乙\n1,2\n", "the headings are: 甲, 乙", "columns: {text: your heading}"),
        ("通话ID,工号,开始时间\nC-1,8001,0\n", "the headings are: 通话ID, 工号, 开始时间", "columns"),
        ("通话ID,角色,内容\n", "the table holds no rows", "export it again"),
        ("\n \n", "the table holds no rows", "export it again"),
    ],
)
def test_tables_that_say_nothing(text: str, message: str, remedy: str) -> None:
    (error,) = read_bytes(text.encode(), "a.csv")
    assert isinstance(error, InputError)
    assert message in error.message and remedy in error.remedy


def test_a_column_that_we_do_not_have_cannot_be_mapped() -> None:
    (error,) = read_bytes(f"{HEADER}C-1,客服,0.5,您好\n".encode(), "a.csv", columns={"txt": "内容"})
    assert isinstance(error, InputError)
    assert "unknown column “txt”" in error.message and "text" in error.remedy


@pytest.mark.parametrize(
    ("text", "suffix", "name"),
    [
        ("客服:您好,请问有什么可以帮您\n客户:我的宽带,断了\n", ".csv", "text"),
        ("客服:您好,请问有什么可以帮您\n客户:我的宽带,断了\n", ".txt", "text"),
        ("内容,我想说的是\n客户:喂\n", ".txt", "text"),
        ("角色\t内容\n客服\t您好\n", ".txt", "csv"),
        ("客服\t您好\n客户\t喂\n", ".txt", "text"),
        ("导出\n\n角色|内容\n客服|您好\n", "", "csv"),
        ("甲,乙\n1,2\n", ".csv", "csv"),
        ("甲,乙\n1,2\n", ".txt", "text"),
        ('{"turns": []}', ".csv", "json"),
        ("PK\x03\x04", ".csv", "xlsx"),
        ("<html><table></table></html>", ".csv", "xlsx"),
    ],
)
def test_formats_are_told_by_content(text: str, suffix: str, name: str) -> None:
    from svcnorm.readers import ReadOptions, registry
    from svcnorm.readers.document import Document

    document = Document(f"x{suffix}", io.BytesIO(text.encode("latin-1" if "PK" in text else "utf-8")), ReadOptions())
    assert registry.format_of(document, suffix).name == name


def test_without_ids_a_file_is_one_call_and_so_is_a_sheet() -> None:
    assert told("角色,内容\n客服,您好\n客户,喂\n") == ["a.csv"]
    assert told(workbook(("角色", "内容"), ("客服", "您好")), "a.xlsx") == ["a.xlsx"]


def test_a_full_cell_is_a_call_that_is_cut_off() -> None:
    words = "客服:您好\n客户:" + "喂" * EXCEL_LIMIT
    found = only(f'流水号,转写文本\nC-1,"{words[:EXCEL_LIMIT]}"\n')
    assert not found.complete_end and "cell_cut_off" in found.notes
    assert only(f'流水号,转写文本\nC-1,"{words[:100]}"\n').complete_end


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("客服:您好\n\n客户:喂", ["客服:您好", "", "客户:喂"]),
        ("客服:您好;客户:喂", ["客服:您好", "客户:喂"]),
        ("客服:您好;请问有什么可以帮您", ["客服:您好;请问有什么可以帮您"]),
        ("客服:网址是a|b;客户:好", ["客服:网址是a|b", "客户:好"]),
        ("[00:01] 客服:您好 | [00:03] 客户:喂", ["[00:01] 客服:您好", "[00:03] 客户:喂"]),
        ("坐席8001:您好客户:喂坐席8001:请讲", ["坐席8001:您好", "客户:喂", "坐席8001:请讲"]),
        ("我和客服:说过客户:的事", ["我和客服:说过客户:的事"]),
        ("您好", ["您好"]),
    ],
)
def test_lines_of_a_cell(cell: str, lines: list[str]) -> None:
    assert lines_of(cell) == lines


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("客服:您好\n客户:喂", True),
        ("客服:您好", False),
        ('[{"role": "客服"}]', True),
        ('{"turns": []}', True),
        ("[静音]", False),
        ("[00:01] 客服:您好", False),
        ("他问客服:几点", False),
    ],
)
def test_dialogues(cell: str, answer: bool) -> None:
    assert is_dialogue(cell) == answer


NO_CONVERSATION = (
    '"[1, 2]"',
    '"{""a"": 1}"',
    '"[{""a"": 1}]"',
    '"{""turns"": [{}]}"',
    '"{""a"": "',
    '"[""客服:好"", 5]"',
)


@pytest.mark.parametrize("cell", NO_CONVERSATION)
def test_json_in_a_cell_that_is_no_conversation(cell: str) -> None:
    first, second = read_bytes(f'id,transcript\nJ-1,{cell}\nJ-2,"客服:您好\n客户:喂"\n'.encode(), "a.csv")
    if cell != '"[1, 2]"':
        assert isinstance(first, InputError) and first.line == 2
    assert isinstance(second, Conversation) and second.id == "J-2"


def test_lines_in_a_list_of_json() -> None:
    found = only('id,transcript\nJ-1,"[""客服:您好"", ""客户:喂""]"\n')
    assert [(each.role, each.text) for each in found.utterances] == [("agent", "您好"), ("customer", "喂")]


def test_values_that_differ_are_told_and_the_first_counts() -> None:
    found = only("通话ID,客户号,角色,内容\nC-1,K-1,客服,您好\nC-1,K-2,客户,喂\nC-1,,客服,请讲\n")
    assert found.customer == "K-1"
    assert found.notes == ("values_differ:客户号",)


@pytest.mark.parametrize(
    ("headings", "values", "expected"),
    [
        ("方向", "呼入", {"channel": "inbound_call"}),
        ("呼叫类型", "外呼", {"channel": "outbound_call"}),
        ("渠道", "微信", {"channel": "chat"}),
        ("渠道", "电话", {"channel": None, "notes": ()}),
        ("渠道", "传真", {"channel": None, "notes": ("value_not_understood:渠道=传真",)}),
        ("方向,主叫号码,被叫号码", "呼入,13800000000,10000", {"customer": "13800000000"}),
        ("方向,主叫号码,被叫号码", "呼出,10000,13800000001", {"customer": "13800000001"}),
        ("主叫号码,被叫号码", "10000,13800000001", {"customer": None}),
        ("工单号", "T-1;T-2", {"cases": ("T-1", "T-2")}),
        ("客户等级", "金卡", {"attributes": {"customer_tier": "important"}}),
        ("客户等级", "银", {"attributes": {}, "notes": ("value_not_understood:客户等级=银",)}),
        ("振铃次数", "3声", {"attributes": {"rings": 3}}),
        ("振铃次数", "很多", {"attributes": {}, "notes": ("value_not_understood:振铃次数=很多",)}),
        ("客户姓名", "张先生", {"attributes": {"customer_name": "张先生"}}),
        ("客户号", "1.38E+10", {"customer": None, "notes": ("id_rounded:1.38E+10",)}),
        ("客户号", "NULL", {"customer": None, "notes": ()}),
        ("语种", "zh-CN", {"language": "zh-CN"}),
        ("通话日期", "2026-11-20", {"started_at": 1795104000000}),
        ("通话时间", "2026年11月20日 9时30分", {"started_at": 1795138200000}),
        ("通话时间", "46346.395833333", {"started_at": 1795138200000}),
        ("通话时间", "20261120093000", {"started_at": 1795138200000}),
        ("满意度", "5", {"notes": ("unknown_column:满意度",)}),
    ],
)
def test_what_a_row_says_of_its_call(headings: str, values: str, expected: dict[str, Any]) -> None:
    found = only(f'流水号,{headings},转写文本\nC-1,{values},"客服:您好\n客户:喂"\n')
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("headings", "values", "events"),
    [
        ("振铃时长(秒)", "8", [("ring", -8000, None), ("answer", 0, None)]),
        ("振铃时长(ms)", "8000", [("ring", -8000, None), ("answer", 0, None)]),
        ("振铃时长", "0:08", [("ring", -8000, None), ("answer", 0, None)]),
        ("通话时长(分钟)", "1.5", [("hangup", 90000, None)]),
        ("挂机方", "客户挂机", [("hangup", None, "customer")]),
        ("挂机方", "坐席", [("hangup", None, "agent")]),
        ("方向,挂机方", "呼出,被叫", [("hangup", None, "customer")]),
        ("振铃时长,通话时长", "31,0", [("ring", -31000, None), ("hangup", 0, None)]),
        ("振铃时长,接听时间", "31,", [("ring", -31000, None)]),
        (
            "通话开始时间,接听时间,振铃时长,通话时长",
            "2026-11-20 09:29:30,2026-11-20 09:30:00,8,65",
            [("ring", -8000, None), ("answer", 0, None), ("hangup", 65000, None)],
        ),
        ("通话结束时间", "2026-11-20 09:30:00", []),
        ("渠道,会话时长", "在线,95", []),
    ],
)
def test_events_of_a_row(headings: str, values: str, events: list[tuple[str, int | None, str | None]]) -> None:
    found = only(f'流水号,{headings},转写文本\nC-1,{values},"客服:您好\n客户:喂"\n')
    assert [(event.type, event.at, event.by) for event in found.events] == events


def test_sentences_count_from_the_answer() -> None:
    text = "通话ID,来电时间,应答时间,角色,开始(秒),内容\n"
    found = only(text + "C-1,2026-11-20 09:29:30,2026-11-20 09:30:00,客服,0.5,您好\n")
    assert found.started_at == 1795138200000
    assert [(event.type, event.at) for event in found.events] == [("answer", 0)]
    assert found.utterances[0].start == 500


def test_agents_of_a_transferred_call_speak_for_themselves() -> None:
    found = only("通话ID,角色,坐席姓名,内容\nC-1,客服,王芳,您好\nC-1,客户,王芳,喂\nC-1,客服,李雷,您好\n")
    assert [(party.role, party.name) for party in found.parties] == [
        ("agent", "王芳"),
        ("customer", None),
        ("agent", "李雷"),
    ]


@pytest.mark.parametrize(
    ("role", "speaker", "party"),
    [
        ("客服", "王芳", ("agent", None, "王芳")),
        ("客服", "8001", ("agent", "8001", None)),
        ("客服", "SPEAKER_00", ("agent", None, None)),
        ("", "客服8001", ("agent", "8001", None)),
        ("", "1", ("unknown", None, None)),
        ("1", "", ("unknown", None, None)),
        ("", "", ("unknown", None, None)),
        ("主叫", "", ("customer", None, None)),
        ("机器人", "", ("bot", None, None)),
    ],
)
def test_speakers(role: str, speaker: str, party: tuple[str, str | None, str | None]) -> None:
    found = only(f"通话ID,角色,说话人,内容\nC-1,{role},{speaker},您好\n")
    assert [(each.role, each.agent, each.name) for each in found.parties] == [party]


def test_a_call_on_two_sheets_that_name_speakers_in_two_ways() -> None:
    book = Workbook()
    for title, rows in (
        ("一", [("通话ID", "角色", "内容"), ("C-1", "客服", "您好"), ("C-2", "客服", "您好")]),
        ("二", [("通话ID", "内容"), ("C-1", "客户:喂"), ("C-1", "客服:请讲")]),
    ):
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    first, _ = read_bytes(out.getvalue())
    assert isinstance(first, Conversation)
    assert [(each.role, each.text) for each in first.utterances] == [
        ("agent", "您好"),
        ("customer", "喂"),
        ("agent", "请讲"),
    ]


def test_roles_that_the_user_tells() -> None:
    text = "通话ID,角色,内容\nC-1,甲方,您好\nC-1,乙方,喂\n"
    found = only(text, roles={"甲方": "agent", "乙方": "customer"})
    assert [each.role for each in found.utterances] == ["agent", "customer"]


def test_times_in_the_zone_of_the_configuration() -> None:
    text = "通话ID,时间,角色,内容\nC-1,2026-11-20 09:30:00,客服,您好\nC-1,2026-11-20 09:30:02,客户,喂\n"
    found = only(text, utc_offset=0, zone_source="config")
    assert (found.started_at, found.zone_source, found.utc_offset) == (1795167000000, "config", 0)


def test_a_call_that_goes_on_for_ever_is_an_error() -> None:
    text = HEADER + "".join(f"C-1,客服,{at},您好请问有什么可以帮您\n" for at in range(100)) + "C-2,客服,0,您好\n"
    assert told(text, max_bytes=1000) == ["58  the call goes on for too many rows", "C-2"]
