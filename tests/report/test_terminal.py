"""What the terminal report must do whatever is in the transcript and wherever it is printed."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from tests.report import samples
from tests.report.factories import binding, card, finding, handbook, place, report, rule, talk, verdict
from tests.report.golden import printed, traced

from svcnorm import i18n
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.rules import Condition, Constraint, Guard, Measure, Selector
from svcnorm.model.verdicts import REASONS, Nearest
from svcnorm.report import WRITERS, Options, write
from svcnorm.report.explain import write as write_trace
from svcnorm.report.terminal import render
from svcnorm.report.terminal.console import console_for

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def one(text: str, start: int = 0, end: int = 1, **more: Any) -> Report:
    """A report of one fault in one sentence."""
    call = talk(f"客服:{text}")
    return report(
        ConversationReport(call, (verdict("r", "violation", finding("r", place(0, start, end), **more)),), ()),
        rules=(rule("r", title=more.get("title", "rule r")),),
    )


def coloured(of: Report, width: int = 80) -> str:
    out = io.StringIO()
    render(of, Console(file=out, force_terminal=True, color_system="256", width=width), width=width)
    return out.getvalue()


MARKUP = ["[agent] 您好", "[/agent]", "[bold red]x[/]", ":smile:", "https://x.cn/?a=[1]", "\\[a]"]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_transcript_is_only_text(text: str) -> None:
    of = one(text, 0, len(text), message=text, suggestion=text)
    assert printed(of, 80).count(text) == 3
    assert ESCAPE.sub("", coloured(of)).count(text) == 3


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=30), st.text(max_size=20))
def test_no_transcript_steers_the_terminal(text: str, message: str) -> None:
    shown = ESCAPE.sub("", coloured(one(text, 0, len(text), message=message)))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


@settings(max_examples=60)
@given(st.text(st.sampled_from("您好abc 。,“”[]"), min_size=1, max_size=200), st.integers(0, 199), st.integers(32, 120))
def test_no_line_is_wider_than_the_screen(text: str, start: int, width: int) -> None:
    at = min(start, len(text) - 1)
    for line in printed(one(text, at, at + 1, message=text, suggestion=text), width).splitlines():
        assert cell_len(line) <= width


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_reports_fit_their_screen(width: int) -> None:
    for text in (printed(samples.several(), width), traced(width)):
        assert max(cell_len(line) for line in text.splitlines()) <= width


def test_marks_stand_below_the_marked_words() -> None:
    lines = printed(one("abc您好不知道啊xyz", 5, 8), 80).splitlines()
    at = next(n for n, line in enumerate(lines) if "不知道" in line)
    assert lines[at + 1].index("^") == cell_len(lines[at][: lines[at].index("不知道")])
    assert lines[at + 1].count("^") == 6


def test_a_wholly_marked_sentence_needs_no_marks() -> None:
    assert "^" not in printed(one("不知道", 0, 3), 80)


def test_lines_in_a_pipe_are_not_broken() -> None:
    long = "很长的一句话" * 60
    text = printed(one(long, 0, 2, message=long), None)
    assert long in text and text.count(long) == 2


def test_a_pipe_gets_no_colours_and_a_terminal_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("TTY_COMPATIBLE", raising=False)
    for color, expected in (("auto", False), ("never", False), ("always", True)):
        out = io.StringIO()
        write("terminal", one("不知道", 0, 2), out, Options(color=color))
        assert ("\x1b[" in out.getvalue()) is expected
    monkeypatch.setenv("NO_COLOR", "1")
    assert console_for(io.StringIO(), Options()).color_system is None


def test_colour_carries_nothing_that_the_text_lacks() -> None:
    assert ESCAPE.sub("", coloured(samples.several())) == printed(samples.several(), 80)


def test_personal_numbers_are_masked_unless_asked_for() -> None:
    for text in (printed(samples.several(), 200), traced(200)):
        assert "138****8000" in text and "13800138000" not in text
    assert "13800138000" in printed(samples.several(), 200, mask=False)
    out = io.StringIO()
    write_trace(samples.TRACE, samples.BAD_CALL, out, Options(mask=False))
    assert "13800138000" in out.getvalue()


def test_a_number_in_an_id_and_a_file_name_is_masked() -> None:
    call = ConversationReport(talk("客服:您好", name="13800138000", source="in/20261120_13900139000.txt"), ())
    text = printed(report(call, errors=(("13700137000.txt", "1", "bad", ""),)), 80)
    assert "138****8000" in text and "139****9000" in text and "137****7000" in text
    assert not re.search(r"1[3-9]\d{9}", text)


@pytest.mark.parametrize(
    ("verdicts", "last"),
    [
        (
            (verdict("r", "undetermined", reasons=("no_turn_times",)),),
            "!! 未发现违规\uff0c但有 1 条规则无法判断\uff1a这不等于合格。",
        ),
        ((verdict("r", "pass"),), "未发现违规。"),
        ((verdict("r", "violation", finding("r")),), "发现违规 1 处。"),
        ((), "!! 没有作出任何判断。"),
    ],
)
def test_the_last_line_cannot_be_misread(verdicts: tuple[Any, ...], last: str) -> None:
    assert printed(report(ConversationReport(talk(), verdicts)), 80).splitlines()[-1] == last


def test_every_reason_is_worded_and_says_what_would_supply_it() -> None:
    for reason in REASONS:
        text = printed(report(ConversationReport(talk(), (verdict("r", "undetermined", reasons=(reason,)),))), 200)
        assert reason not in text and "→" in text


def undetermined(*rules: Any, reasons: tuple[str, ...] = ("no_event_record",)) -> str:
    verdicts = tuple(verdict(r.instance, "undetermined", reasons=reasons) for r in rules)
    return printed(report(ConversationReport(talk(), verdicts), rules=rules), 200)


def event(*names: str) -> Selector:
    return Selector("event", names=names)


def test_missing_records_are_named_wherever_the_rule_asks_for_them() -> None:
    inside = [
        rule("a", constraint=Constraint("measure", measure=Measure("rings"))),
        rule("b", when=Condition("all", (Condition("has", selector=Selector("any_of", of=(event("answer"),))),))),
        rule("c", constraint=Constraint("forbid", Selector("say", 1, guards=(Guard("earlier", event("hold_start")),)))),
    ]
    assert "无振铃、接听、等候记录\uff1a3 条规则无法判断 → 需要通话记录" in undetermined(*inside)


def test_many_events_are_cut_short_and_kinds_of_records_kept_apart() -> None:
    many = rule("a", constraint=Constraint("require", event("ring", "answer", "mute_start", "transfer", "hangup")))
    assert "无振铃、接听、静音、转接等记录\uff1a1 条规则无法判断 → 需要通话记录" in undetermined(many)
    case = rule("b", constraint=Constraint("require", event("first_reply")))
    text = undetermined(rule("a", constraint=Constraint("require", event("ring"))), case)
    assert "无振铃记录\uff1a1 条规则" in text and "无首次答复记录\uff1a1 条规则无法判断 → 需要工单记录" in text


def test_a_record_of_an_event_that_only_a_pack_knows() -> None:
    assert "没有相关事件的记录\uff1a1 条规则" in undetermined(
        rule("a", constraint=Constraint("require", event("gift")))
    )


def test_missing_attributes_are_named() -> None:
    asked = Condition("all", tuple(Condition("attribute", name=name) for name in ("rings", "own", "channel")))
    assert "缺少随录信息\uff08own、振铃次数\uff09" in undetermined(
        rule("a", when=asked), reasons=("attribute_missing",)
    )


def test_an_absence_says_where_it_should_have_been_and_what_came_nearest() -> None:
    nearest = Nearest(place(1, 0, 2, "您好"), ("问候",), ("姓名",))
    absent = finding("r", place(0, 0, 1), window="客户开口之前", nearest=nearest)
    call = talk("客服:喂", "客服:您好")
    required = report(ConversationReport(call, (verdict("r", "violation", absent),)), rules=(rule("r"),))
    text = printed(required, 80)
    assert "应在  客户开口之前" in text and "最近  第 2 句" in text and "已有\uff1a问候\uff1b缺少\uff1a姓名" in text
    forbidden = replace(required, rules={"r": rule("r", constraint=Constraint("forbid"))})
    assert "应在" not in printed(forbidden, 80)


def test_a_fault_over_many_sentences_shows_the_first_and_names_the_others() -> None:
    call = talk(*[f"客服:第{n}句话" for n in range(1, 7)])
    wide = finding("r", *[place(n, 0, 1) for n in range(6)])
    text = printed(report(ConversationReport(call, (verdict("r", "violation", wide),))), 80)
    assert "第3句话" in text and "第4句话" not in text and "另见第 4、5、6 句" in text


def test_equal_faults_of_a_sentence_share_a_line_or_two() -> None:
    near, far = "不行,这个不行", "不行," + "那边的人应该都清楚," * 8 + "反正不行"
    for text, lines in ((near, 1), (far, 2)):
        places = [place(0, 0, 2), place(0, len(text) - 2, len(text))]
        found = verdict("r", "violation", *(finding("r", each, message="说了“不行”") for each in places))
        shown = printed(report(ConversationReport(talk(f"客服:{text}"), (found,)), rules=(rule("r"),)), 80)
        assert shown.count("^^^^") == 2 and shown.count("说了") == 1
        assert sum("^^^^" in line for line in shown.splitlines()) == lines


def test_a_fault_that_no_sentence_shows_has_its_time() -> None:
    late = finding("r", at=3_723_000, message="迟了")
    text = printed(report(ConversationReport(talk(), (verdict("r", "violation", late),))), 80)
    assert "1:02:03 处" in text and "迟了" in text


def test_places_beside_the_record_do_no_harm() -> None:
    beyond = finding("r", place(7, 3, 9, "x"), nearest=Nearest(None, (), ()))
    assert "第 8 句" in printed(report(ConversationReport(talk("客服:喂"), (verdict("r", "violation", beyond),))), 80)


def test_the_gravest_come_first_then_the_earliest() -> None:
    found = (
        verdict("late", "violation", finding("late", place(2, 0, 1), severity="minor")),
        verdict("none", "violation", finding("none", severity="minor")),
        verdict("early", "violation", finding("early", place(0, 0, 1), severity="minor")),
        verdict("worst", "violation", finding("worst", place(2, 0, 1), severity="fatal")),
    )
    rules = tuple(rule(v.rule, title=f"<{v.rule}>") for v in found)
    text = printed(report(ConversationReport(talk(*["客服:喂"] * 3), found), rules=rules), 80).split("━━ 合计")[0]
    assert re.findall("<(.*?)>", text) == ["worst", "early", "late", "none"]


def test_cards_say_why_there_is_no_verdict() -> None:
    fatal = rule("f", binding("N", severity="fatal"))
    call = ConversationReport(
        talk("客服:喂"), (verdict("f", "undetermined", reasons=("no_turn_times",)),), (card(coverage=900, passed=None),)
    )
    assert "无法评定\uff08致命项未判\uff09" in printed(report(call, rules=(fatal,), handbooks=(handbook("N"),)), 80)
    low = replace(call, scorecards=(card(coverage=599, passed=None),))
    assert "可判断 59.9%\uff0c须达 60%" in printed(report(low, handbooks=(handbook("N"),)), 80)


def test_checklists_are_short_unless_everything_is_asked_for() -> None:
    found = tuple(verdict(f"m{n}", "manual", checklist=f"看 {n}") for n in range(5))
    of = report(ConversationReport(talk(), found))
    assert "看 2" in printed(of, 80) and "看 3" not in printed(of, 80) and "另有 2 项" in printed(of, 80)
    assert "看 4" in printed(of, 80, verbose=True)


def test_every_writer_is_registered_by_its_module_and_writes() -> None:
    for name, writer in WRITERS.items():
        if writer.binary:
            with io.BytesIO() as out:
                write(name, samples.several(), out)
                assert out.getvalue().startswith(b"PK"), writer.module
        else:
            text = io.StringIO()
            write(name, samples.several(), text)
            assert "C-20261120-0007" in text.getvalue(), writer.module


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(KeyError):
        write("papyrus", samples.clean(), io.StringIO())


def test_machine_formats_do_not_load_rich() -> None:
    code = (
        "import sys, svcnorm.report.json_report, svcnorm.scoring, svcnorm.privacy, svcnorm.i18n.names;"
        "print(sorted({'rich', 'decimal', 'datetime', 'gettext'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_english_holds_no_chinese_of_ours() -> None:
    call = ConversationReport(talk(name="C"), (verdict("r", "undetermined", reasons=REASONS),), (card(),))
    with i18n.speaking("en"):
        assert not re.search("[\u3400-\u9fff]", printed(report(call, handbooks=(handbook("N"),)), 80))
