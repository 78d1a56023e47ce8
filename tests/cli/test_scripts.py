"""Scripts against a small pack: what is found, where, what is allowed, and what mending makes of them."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from tests.cli.conftest import Cli, Ran

from svcnorm.report import WRITERS

DATA = Path(__file__).parents[1] / "data" / "scripts"
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "checked.yaml").read_text(encoding="utf-8"))["cases"]
HOUSE = ("--pack", str(DATA / "house.yaml"))


def checked(cli: Cli, *words: str) -> Ran:
    return cli("script", "check", *words, *HOUSE)


def found(cli: Cli, file: str, suppressed: bool) -> list[str]:
    """The findings by place and rule, as a machine reads them."""
    ran = checked(cli, file, "-f", "sarif", "--fail-on", "never")
    results = json.loads(ran.out)["runs"][0]["results"]
    rows = []
    for result in results:
        if bool(result["suppressions"]) == suppressed:
            region = result["locations"][0]["physicalLocation"]["region"]
            rows.append((region["startLine"], region["startColumn"], result["ruleId"]))
    return [f"{line}:{column} {rule}" for line, column, rule in sorted(rows)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / case["file"]
    file.write_text(case["text"], encoding="utf-8")
    assert found(cli, case["file"], False) == case["found"]
    assert found(cli, case["file"], True) == case.get("allowed", [])
    diff = checked(cli, case["file"], "--diff")
    assert file.read_text(encoding="utf-8") == case["text"]
    assert bool(diff.out) == ("mended" in case), diff.out
    checked(cli, case["file"], "--fix")
    assert file.read_text(encoding="utf-8") == case.get("mended", case["text"])
    assert checked(cli, case["file"], "--diff").out == ""


SCRIPT = "## 查询\r\n客服：这是规定，没办法\r\n客服：13800000000，这个办不了\r\n"
MENDED = "## 查询\r\n客服：很抱歉，我跟您说一下原因，再帮您想办法\r\n客服：13800000000，这个办不了\r\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("gb18030", b""), ("utf-16-le", b"\xff\xfe")],
    ids=["utf-8", "bom", "gb18030", "utf-16"],
)
def test_encoding_line_ends_and_rights_stay(encoding: str, mark: bytes, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(mark + SCRIPT.encode(encoding))
    file.chmod(0o640)
    ran = checked(cli, "a.md", "--fix")
    assert ran.code == 1 and "1 处" in ran.out
    assert file.read_bytes() == mark + MENDED.encode(encoding)
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_diff_can_be_applied(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(SCRIPT.encode())
    ran = checked(cli, "a.md", "--diff")
    assert ran.code == 1 and ran.out.startswith("--- a/a.md\n+++ b/a.md\n@@ ")
    (tmp_path / "change.diff").write_bytes(ran.out.encode())
    subprocess.run(["git", "apply", "--whitespace=nowarn", "change.diff"], cwd=tmp_path, check=True)
    assert (tmp_path / "a.md").read_bytes() == MENDED.encode()


def test_words_that_the_encoding_lacks_are_told_and_nothing_is_written(cli: Cli, tmp_path: Path) -> None:
    pack = (DATA / "house.yaml").read_text(encoding="utf-8").replace("很抱歉,我跟您", "很抱歉🙏,我跟您")
    (tmp_path / "house.yaml").write_text(pack, encoding="utf-8")
    (tmp_path / "a.txt").write_bytes("客服：這是規定，沒辦法".encode("big5"))
    ran = cli("script", "check", "a.txt", "--pack", "house.yaml", "--encoding", "big5", "--fix")
    assert ran.code == 2 and "a.txt:1: 建议说法无法写入这个文件" in ran.out
    assert (tmp_path / "a.txt").read_bytes() == "客服：這是規定，沒辦法".encode("big5")


def test_workbooks_are_read_by_cell_and_left_alone(cli: Cli, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "外呼"
    for row in (["话术总表"], ["场景", "话术", "岗位"], ["查询", "这是规定", "客服"], ["查询", "这是规定", "客户"]):
        sheet.append(row)
    book.create_sheet("修订").append(["日期", "修改人"])
    book.create_sheet("隐藏").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    before = (tmp_path / "a.xlsx").read_bytes()
    ran = checked(cli, "a.xlsx", "--fix")
    assert ran.code == 1 and "a.xlsx 外呼!B3: 严重: 不拿规定挡人: 说了“这是规定”" in ran.out
    assert "B4" not in ran.out and "修订" in ran.out and "隐藏" in ran.out
    assert "只修改文本文件，以下文件保持原样：a.xlsx" in ran.out
    assert (tmp_path / "a.xlsx").read_bytes() == before


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(file: Path, body: str, before: str = "") -> None:
    """A document with that body."""
    text = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
        style = '<w:style w:styleId="2"><w:name w:val="heading 1"/></w:style>'
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{style}</w:styles>')


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:del><w:r><w:delText>不知道</w:delText></w:r></w:del><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_documents_are_read_by_paragraph_and_cell(cli: Cli, tmp_path: Path) -> None:
    rows = (("场景", "话术"), ("结束", "这个办不了"))
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    broken = "<w:p><w:r><w:t>客服：这是</w:t></w:r><w:r><w:t>规定</w:t><w:br/><w:t>您等等</w:t></w:r></w:p>"
    body = paragraph("开场", "2") + paragraph("客服：早") + broken + f"<w:tbl>{cells}</w:tbl>"
    docx(tmp_path / "a.docx", body)
    out = checked(cli, "a.docx").out
    assert "a.docx /paragraphs/2: 一般: 先问好" in out
    assert "a.docx /paragraphs/3: 严重: 不拿规定挡人" in out
    assert "a.docx /tables/1/rows/2/cells/2: 严重: 不说“办不了”" in out
    assert "不知道" not in out


def test_reports_for_people_tell_the_line_and_no_names_that_nobody_has(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SCRIPT, encoding="utf-8")
    docx(tmp_path / "b.docx", paragraph("客服：这个办不了"))
    for form, who in (("terminal", "第 2 行 客服\n"), ("markdown", "第 2 行 客服：")):
        out = checked(cli, ".", "-f", form).out
        assert who in out and "/paragraphs/1 客服" in out.replace("\\", "") and "客服 客服" not in out, out


def test_what_word_shows_as_gone_is_not_said_and_levels_of_headings_count(cli: Cli, tmp_path: Path) -> None:
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    run = "<w:r>{}<w:t>这个办不了</w:t></w:r>"
    gone = (
        f"<w:p><w:moveFrom>{run.format('')}</w:moveFrom></w:p>"
        f"<w:p>{run.format('<w:rPr><w:strike/></w:rPr>')}</w:p>"
        f'<w:p><m:Fallback xmlns:m="{compatible}">{run.format("")}</m:Fallback></w:p>'
    )
    under = (
        paragraph("开场", "2") + paragraph("客户来电", "heading 3") + paragraph("【普通来电】") + paragraph("客服：早")
    )
    title = "<w:tr><w:tc><w:p/></w:tc></w:tr>"
    cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("标准应答", "备注"))
    docx(tmp_path / "a.docx", gone + under + f"<w:tbl>{title}<w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>")
    ran = checked(cli, "a.docx")
    assert "办不了" not in ran.out and "/paragraphs/7: 一般: 先问好" in ran.out and "表格" not in ran.out, ran.out


BOMB = '<!DOCTYPE d [<!ENTITY a "0123456789">]>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"PK\x03\x04 no archive", "文档已损坏"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧的 .doc 文档"),
        ("a.xlsx", b"PK\x03\x04 no archive", "损坏"),
        ("a.csv", '场景,话术\n开场,"您好\n'.encode(), "a.csv:2: 引号没有成对"),
        ("a.csv", "日期,修改人\n1,张三\n".encode(), "没有一列是话术"),
        ("a.csv", "修改记录,\n客户,修改人\n喂,张三\n".encode(), "表头为：客户, 修改人"),
        ("a.yaml", "开场: [您好\n".encode(), "不是有效的 YAML"),
        ("a.yaml", "a: &x 您好\nb: *x\n".encode(), "不能用锚点和别名"),
        ("a.yaml", ("[" * 5000).encode(), "YAML"),
        ("a.md", "# 开场\n".encode(), "没有要说出口的话"),
        ("a.txt", b"", "文件是空的"),
        ("none.txt", None, "none.txt"),
        (".", None, "目录里没有话术文件"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, data: bytes | None, said: str, cli: Cli, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = checked(cli, name)
    assert (ran.code, ran.out) == (2, "") and said in ran.err, ran.err


def test_definitions_in_a_word_document_are_refused(cli: Cli, tmp_path: Path) -> None:
    docx(tmp_path / "a.docx", paragraph("客服：您好"), BOMB)
    ran = checked(cli, "a.docx")
    assert ran.code == 2 and "定义" in ran.err


def test_one_bad_file_does_not_hide_the_others(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("客服：这个办不了\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("开场: [您好\n", encoding="utf-8")
    ran = checked(cli, ".")
    assert ran.code == 2 and "good.txt:1:6: 严重" in ran.out and "bad.yaml" in ran.out


def test_every_format_tells_the_place(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SCRIPT, encoding="utf-8")
    outputs = [word for name, writer in WRITERS.items() for word in ("-o", f"{name}=out{writer.suffix}.{name}")]
    ran = checked(cli, "a.md", *outputs)
    assert ran.out.splitlines()[:2] == [
        "a.md:2:4: 严重: 不拿规定挡人: 说了“这是规定，没办法” → 很抱歉,我跟您说一下原因,再帮您想办法 [no-rules]",
        "a.md:3:18: 严重: 不说“办不了”: 说了“办不了” → 先讲原因再讲能做什么 [no-cannot]",
    ]
    for name, writer in WRITERS.items():
        data = (tmp_path / f"out{writer.suffix}.{name}").read_bytes()
        assert b"13800000000" not in data
        if not writer.binary:
            assert "不拿规定挡人" in data.decode(), name
    github = (tmp_path / "out.txt.github").read_text(encoding="utf-8")
    assert "file=a.md,line=2,endLine=2,col=4,endColumn=11," in github


def test_exit_codes_go_by_severity(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("## 开场\n客服：您好，东方电信\n", encoding="utf-8")
    assert "names" in checked(cli, "a.md").out and checked(cli, "a.md").code == 0
    assert checked(cli, "a.md", "--fail-on", "info").code == 1
    assert cli("script", "check").code == 2


def test_exceptions_and_a_baseline_hold_for_scripts(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "svcnorm.yaml").write_text("exceptions: [allowed.yaml]\n", encoding="utf-8")
    entry = "{rule: no-cannot, path: '*.md', reason: 旧话术}"
    (tmp_path / "allowed.yaml").write_text(f"exceptions: [{entry}]\n", encoding="utf-8")
    assert found(cli, "a.md", False) == ["2:4 no-rules"] and found(cli, "a.md", True) == ["3:18 no-cannot"]
    assert checked(cli, "a.md", "--write-baseline", "known.jsonl").code == 0
    assert checked(cli, "a.md", "--diff").out and checked(cli, "a.md", "--diff", "--baseline", "known.jsonl").out == ""
    (tmp_path / "a.md").write_text("# 手册\n\n" + SCRIPT + "客服：这是规定\n", encoding="utf-8")
    out = checked(cli, "a.md", "--baseline", "known.jsonl").out
    assert "a.md:6:4" in out and "a.md:4:4" not in out


def test_the_channel_is_told_by_option_file_or_name(cli: Cli, tmp_path: Path) -> None:
    for name, text in (("外呼话术.txt", ""), ("a.md", "# 外呼话术\n"), ("b.txt", "")):
        (tmp_path / name).write_text(f"{text}客服：您好\n", encoding="utf-8")
    channels = {}
    for name, words in (("外呼话术.txt", ()), ("a.md", ()), ("b.txt", ()), ("a.md", ("--channel", "visit"))):
        report = json.loads(checked(cli, name, "-f", "json", *words).out)
        channels[name, words] = report["conversations"][0]["channel"]
    (tmp_path / "svcnorm.yaml").write_text("sources: [{match: b.txt, channel: counter}]\n", encoding="utf-8")
    channels["b.txt", "configured"] = json.loads(checked(cli, "b.txt", "-f", "json").out)["conversations"][0]["channel"]
    assert list(channels.values()) == ["outbound_call", "outbound_call", "inbound_call", "visit", "counter"]


def test_without_a_pack_neutral_rules_are_asked_and_mend_what_they_refuse(cli: Cli, tmp_path: Path) -> None:
    """The case that started it: a commit is refused for 这是规定,没办法, mended, and passes."""
    text = "## 投诉\n客户：你们怎么乱扣费！\n客服：这是规定,没办法\n客服：我保证给您打五折\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    refused = cli("script", "check", "a.md")
    assert refused.code == 1 and "这是规定" in refused.out and "no-sworn-promise" in refused.out
    assert cli("script", "check", "a.md", "--fix").code == 0
    assert cli("script", "check", "a.md").code == 0
    mended = (tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
    assert mended[:2] == text.splitlines()[:2] and "规定" not in mended[2] and len(mended) == 4


def test_help_in_both_languages(cli: Cli) -> None:
    zh, en = cli("script", "check", "--help"), cli("--lang", "en", "script", "check", "--help")
    assert zh.code == en.code == 0 and zh.out != en.out
