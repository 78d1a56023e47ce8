"""CSV holds all that people must see, and no formula; Markdown shows what was said and obeys none of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.report import samples
from tests.report.factories import finding, place, report, rule, talk, verdict

from svcnorm.model.report import ConversationReport, Report
from svcnorm.report import Options, markdown, write
from svcnorm.report.plain import visible


def written(form: str, of: Report, **options: bool) -> str:
    out = io.StringIO(newline="")
    write(form, of, out, Options(**options))
    return out.getvalue()


def rows(of: Report) -> list[dict[str, str]]:
    text = written("csv", of)
    assert text.startswith("\ufeff") and "\r\n" in text
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_a_row_for_each_thing_by_its_kind() -> None:
    kinds = [row["类别"] for row in rows(samples.several())]
    counts = {kind: kinds.count(kind) for kind in kinds}
    assert counts == {"通话得分": 4, "违规明细": 7, "无法判断": 7, "人工检查": 5, "未读出": 1}


@pytest.mark.parametrize("sample", [samples.hostile, samples.several])
def test_no_cell_is_a_formula(sample: Callable[[], Report]) -> None:
    cells = [cell for row in rows(sample()) for cell in row.values()]
    assert cells and not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]


def test_words_and_long_numbers_are_whole() -> None:
    found = rows(samples.hostile())
    assert {row["对话"] for row in found if row["类别"] == "违规明细"} == {samples.LONG_ID}
    assert visible(samples.HOSTILE[6]) in {row["整句原话"] for row in found}


GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shown(text: str) -> str:
    """What a reader sees of inline Markdown; the marks without width are not seen."""
    (paragraph,) = [token for token in GFM.parse(text) if token.type == "inline"]
    assert paragraph.children is not None
    assert {child.type for child in paragraph.children} <= {"text", "text_special"}, text
    return "".join(child.content for child in paragraph.children).replace("\u200b", "")


@pytest.mark.parametrize("text", [t for t in samples.HOSTILE if "\n" not in t])
def test_hostile_words_are_shown_as_they_are(text: str) -> None:
    harmless = visible(text)
    assert shown(markdown.escaped(harmless)) == " ".join(harmless.split())


@given(st.text(st.sampled_from(list("a1 .-+*_`[]()<>#|~@:$&!\\/=中")), min_size=1, max_size=12))
def test_no_text_is_markup(text: str) -> None:
    harmless = " ".join(text.split())
    if harmless:
        assert shown(markdown.escaped(text)) == harmless


@pytest.mark.parametrize("sign", ["@everyone", "#123", "https://x.example", "www.x.example", "!7", "~bug", ":smile:"])
def test_nobody_is_called_and_nothing_is_linked(sign: str) -> None:
    assert sign not in GFM.renderInline(markdown.escaped(f"说 {sign} 完"))


def test_the_page_lists_scores_and_findings_and_uses_no_tag_but_one() -> None:
    text = written("markdown", samples.several())
    tokens = GFM.parse(text)
    assert "table_open" in {token.type for token in tokens}
    html = {c.content for t in tokens for c in t.children or () if c.type == "html_inline"}
    assert html <= {"<b>", "</b>"} and "html_block" not in {token.type for token in tokens}
    for part in ("C-20261120-0007", "<b>滚</b>", "扣 20 分", "GE-1.2b", "calls/bad.json", "需要通话记录"):
        assert part in text, part


def test_hostile_reports_make_no_links_pictures_or_tags() -> None:
    tokens = GFM.parse(written("markdown", samples.hostile()))
    kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or ()}
    assert not kinds & {"link_open", "image", "code_inline", "html_block", "fence", "code_block"}


def test_what_does_not_fit_is_said_to_be_left_out() -> None:
    broken = verdict("r", "violation", *(finding("r", place(n, 0, 2), message=f"问题 {n}") for n in range(400)))
    call = talk(*("客服:不行" for _ in range(400)))
    text = written("markdown", report(*[ConversationReport(call, (broken,))] * 5, rules=(rule("r"),)))
    assert len(text) < 65_536 and text.endswith("其余见完整报告。\n")
