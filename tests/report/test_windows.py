"""Windows are named by codes in findings and in words on the screen."""

import pytest
from tests.report.factories import rule

from svcnorm import i18n
from svcnorm.model.rules import Anchor, Rule, Scope, Selector
from svcnorm.report.notes import worded as note_worded
from svcnorm.report.windows import worded

SAID = rule("r", anchor=Anchor("after", Selector("say", 0, label="请稍等")))
RANG = rule("r", anchor=Anchor("after", Selector("event", names=("hold_end", "gift"))))
OPENING = rule("r", scope=Scope("turns", "first", 3, "agent", name="opening"))


@pytest.mark.parametrize(
    ("code", "of", "zh", "en"),
    [
        ("conversation", None, "整个对话", "the whole conversation"),
        ("before customer speaks", None, "客户开口之前", "before the customer speaks"),
        ("first 3 agent turns", None, "客服前 3 轮话", "the agent's first 3 turns"),
        ("last customer turn", None, "客户最后 1 轮话", "the customer's last turn"),
        ("first 2 turns", None, "前 2 轮话", "the first 2 turns"),
        ("opening", OPENING, "客服前 3 轮话", "the agent's first 3 turns"),
        ("opening", None, "opening", "opening"),
        ("after 48 hours", SAID, "“请稍等”之后 48 小时内", "48 hours, after “请稍等”"),
        ("before 1 calendar days", None, "该情形之前 1 个自然日内", "1 calendar day, before its occasion"),
        (
            "around 1 agent turns",
            RANG,
            "“结束等候、gift”前后 客服 1 轮话内",
            "1 agent turn, before or after “end of hold, gift”",
        ),
        ("after 0 same turn", SAID, "“请稍等”之后 同一轮话内", "the same turn, after “请稍等”"),
        ("until due", SAID, "约定的时间之前", "until the time agreed"),
        ("during", SAID, "“请稍等”期间", "during “请稍等”"),
        ("after", None, "该情形之后", "after its occasion"),
        ("something else", SAID, "something else", "something else"),
    ],
)
def test_windows(code: str, of: Rule | None, zh: str, en: str) -> None:
    assert worded(code, of) == zh
    with i18n.speaking("en"):
        assert worded(code, of) == en


def test_notes_of_one_code_are_one_line() -> None:
    notes = ["turns_sorted", "event_merged:ring", "event_merged:ring", "event_merged:gift", "turns_sorted"]
    assert list(note_worded(notes)) == ["各句已按时间排序", "两份记录中的同一事件只计一次\uff1a振铃、gift"]


def test_long_lists_are_cut_unless_everything_is_asked_for() -> None:
    notes = [f"utterance_repeated:{n}" for n in range(7)]
    assert list(note_worded(notes)) == ["略去重复的句子\uff1a0、1、2、3、4等"]
    assert list(note_worded(notes, verbose=True)) == ["略去重复的句子\uff1a0、1、2、3、4、5、6"]


def test_what_the_heading_marks_is_worded_only_on_demand() -> None:
    notes = ["channel_inferred:visit", "role_inferred:A=agent"]
    assert list(note_worded(notes)) == []
    assert list(note_worded(notes, verbose=True)) == [
        "渠道由对话内容推断\uff1a上门拜访",
        "角色由对话内容推断\uff1aA=agent",
    ]


@pytest.mark.parametrize("note", ["new_code", "new_code:detail", "free words"])
def test_notes_that_are_not_known_stay_as_they_are(note: str) -> None:
    assert list(note_worded([note])) == [note]


def test_a_guess_is_a_question() -> None:
    (text,) = note_worded(["undeclared_event:complain_received:complaint_received"])
    assert "complain_received\uff08是否应为 complaint_received" in text
    assert list(note_worded(["undeclared_attribute:x:"])) == ["规则包未声明的随录信息\uff1ax"]
