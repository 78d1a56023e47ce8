"""The page says all that the report says, links what belongs together, and shows hostile text as text."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from tests.report import samples
from tests.report.factories import card, finding, place, report, rule, talk, verdict
from tests.report.page import Element, parsed

from svcnorm import i18n
from svcnorm.model.conversation import ROLES
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.rules import Constraint
from svcnorm.report import Options, write
from svcnorm.report.plain import visible

SAMPLES = [samples.several, samples.undetermined, samples.clean, samples.hostile]


def html(of: Report, **options: bool) -> str:
    out = io.StringIO()
    write("html", of, out, Options(**options))
    return out.getvalue()


def page(of: Report, **options: bool) -> Element:
    return parsed(html(of, **options))


def words(turn: Element) -> str:
    """What a sentence says, without the numbers of its findings."""
    (line,) = turn.all("p", of="words")
    return "".join(child if isinstance(child, str) else child.text for child in line.children if _said(child))


def _said(child: Element | str) -> bool:
    return isinstance(child, str) or "ref" not in child.classes


@pytest.mark.parametrize("sample", SAMPLES)
def test_ids_are_unique_and_every_link_leads_somewhere(sample: Callable[[], Report]) -> None:
    root = page(sample())
    ids = [each["id"] for each in root.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    links = [each["href"] for each in root.all("a")]
    assert links and {link[0] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(ids)
    named = [each["aria-labelledby"] for each in root.all() if "aria-labelledby" in each.attributes]
    assert set(named) <= set(ids)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sentence_is_there_word_for_word(sample: Callable[[], Report]) -> None:
    of = sample()
    root = page(of, mask=False)
    for n, each in enumerate(of.conversations, 1):
        for turn, said in enumerate(each.conversation.utterances, 1):
            shown = words(root.by_id(f"c{n}t{turn}"))
            assert shown == "\n".join(map(visible, said.text.split("\n")))


def test_a_finding_and_its_sentence_are_linked_both_ways() -> None:
    root = page(samples.several())
    items = {each["data-item"]: each for each in root.by_id("c1").all("li", of="item")}
    assert list(items) == ["1", "2", "3", "4"]
    turn = root.by_id("c1t5")
    (mark,) = turn.all("mark")
    assert mark.text == "滚" and mark.classes == {"said", "fatal"} and mark["data-items"] == "1"
    assert [each["href"] for each in turn.all("a", of="ref")] == ["#c1i1"]
    assert [each["href"] for each in items["1"].all("a", of="cited")] == ["#c1t5"]


def test_a_card_says_norm_clause_points_fault_and_better_words() -> None:
    of = samples.several()
    fatal, opening, unknown, possible = page(of).by_id("c1").all("article", of="card")
    assert "致命" in fatal.text and "●" in fatal.text and "扣 20 分" in fatal.text
    for text in ("GE-1.2b", "一、2", "政企渠道客户代表服务规范", "扣 5 分", "开场缺少 公司名称、姓名、请讲"):
        assert text in opening.text
    for text in ("客户开口之前", "已有：问候", "缺少：公司名称、姓名、请讲", "您好,中国电信,我是{姓名}"):
        assert text in opening.text
    assert "GC-2.3" in unknown.text and "建议性条款" in unknown.text and "共 2 处" in unknown.text
    assert "possible" in possible.classes and "?" in possible.text and "可能没有先致歉" in possible.text


def test_an_absence_is_marked_otherwise_than_what_was_said() -> None:
    root = page(samples.several())
    marks = list(root.by_id("c1t1").all("mark"))
    assert [mark.text for mark in marks] == ["您好", ",很高兴为您服务"]
    assert all("absent" in mark.classes for mark in marks)
    assert {c for mark in root.by_id("c1t4").all("mark") for c in mark.classes} >= {"near"}


def test_what_lies_days_away_has_a_date() -> None:
    started = 1_793_671_200_000
    late = [finding("r", at=at) for at in (5_000, 128 * 3_600_000)]
    call = talk("0 客服:您好", started_at=started, utc_offset=480)
    of = report(ConversationReport(call, (verdict("r", "violation", *late),), ()), rules=(rule("r"),))
    text = page(of).text
    assert "00:05 处" in text and "2026-11-08" in text and "128:00:00" not in text


def test_masked_words_keep_their_marks() -> None:
    text = "号码是13800138000,不知道"
    call = talk(f"客服:{text}")
    at = text.index("不知道")
    broken = verdict("r", "violation", finding("r", place(0, at, at + 3, "不知道"), place(0, 3, 14)))
    of = report(ConversationReport(call, (broken,)), rules=(rule("r", constraint=Constraint("forbid")),))
    turn = page(of).by_id("c1t1")
    assert [mark.text for mark in turn.all("mark")] == ["138****8000", "不知道"]
    assert "13800138000" not in html(of) and "13800138000" in html(of, mask=False)


def test_all_parts_of_the_report_are_there() -> None:
    of = samples.several()
    text = page(of).text
    for part in (
        "calls/bad.json:3:14",
        "无振铃记录",
        "需要通话记录",
        "重要客户先请其挂机再拨回",
        "替代方案是否真的可行",
        "听声音里有没有笑意",
        "不适用的规则（1 条）",
        "符合的规则（1 条）",
        "b2:00",
        "0.0.0",
        "合格线 85",
        "something new",
    ):
        assert part in text, part


def test_the_overview_puts_the_worst_first_and_leaves_none_out() -> None:
    good = ConversationReport(talk("客服:您好", name="GOOD"), (), (card("enterprise-rep", 100.0),))
    bad, plain = samples.several().conversations
    of = report(good, plain, bad, rules=samples.RULES, handbooks=(samples.HANDBOOK, samples.KEY_ACCOUNT))
    rows = [head.text for head in page(of).by_id("list").all("th") if head["scope"] == "row"]
    assert [re.match("C-20261120-0007|C-2|GOOD", row)[0] for row in rows] == ["C-20261120-0007", "C-2", "GOOD"]


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_the_page_names_its_language_and_speaks_it(lang: str) -> None:
    with i18n.speaking(lang):
        root = page(report())
    (top,) = root.all("html")
    assert top["lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    assert bool(re.search("[一-鿿]", root.text.replace("CJK", ""))) == (lang == "zh")


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_policy_allows_this_style_and_script_and_nothing_else(sample: Callable[[], Report]) -> None:
    root = page(sample())
    (policy,) = (m["content"] for m in root.all("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy")
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    for name in ("style", "script"):
        (element,) = root.all(name)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert rules.pop(f"{name}-src") == f"'sha256-{digest}'"
    assert not rules


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_is_loaded_and_nothing_runs(sample: Callable[[], Report]) -> None:
    root = page(sample())
    for element in root.all():
        assert element.tag not in ("img", "iframe", "object", "embed", "link", "base", "form")
        assert not {name for name in element.attributes if name.startswith("on") or name in ("src", "style", "srcset")}
    (style,) = root.all("style")
    assert "@import" not in style.text and not re.search(r"url\((?!#)", style.text)
    assert not re.search("fetch|XMLHttp|WebSocket|sendBeacon|import\\(|eval|innerHTML", next(root.all("script")).text)


def test_hostile_text_is_shown_as_it_is_and_obeyed_nowhere() -> None:
    text = html(samples.hostile())
    shown = parsed(text).text
    assert "<script>document.title='owned'</script>" in shown and "7*7" in shown and ">49<" not in text
    assert not set(text) & set("\u202e\u202c\u2066\u2069\x1b\x00\x07\ud83d\ude00")
    assert samples.LONG_ID in shown


def test_a_whole_letter_keeps_its_lines() -> None:
    call = talk("客服:第一段\n第二段", channel="letter")
    assert words(page(report(ConversationReport(call, ()))).by_id("c1t1")) == "第一段\n第二段"


def test_every_role_has_a_look_of_its_own() -> None:
    style = next(page(samples.clean()).all("style")).text
    assert all(f".turn.{role} " in style for role in ROLES if role != "agent")


def test_equal_reports_are_equal_pages() -> None:
    assert html(samples.several()) == html(samples.several())


def test_the_terminal_loads_no_templates() -> None:
    code = "import sys, svcnorm.report.terminal; print({'jinja2', 'xlsxwriter'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
