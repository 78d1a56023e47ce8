"""Selectors: from the sugar of the language to the values that judging takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from svcnorm.judging import Rules
from svcnorm.model.rules import Amount, Check, Guard, Ref, Rule, Selector
from svcnorm.patterns import Phrases

STAFF = ("agent", "colleague")
One = Callable[..., Rule]
Load = Callable[[str], Rules]


def chosen(rule: Rule) -> Selector:
    assert rule.constraint.selector is not None
    return rule.constraint.selector


def test_a_bare_string_is_a_say_of_human_staff(rule: One) -> None:
    found = chosen(rule("require: 您好"))
    assert (found.head, found.by, found.label) == ("say", STAFF, "您好")


def test_a_list_of_strings_is_one_wording(load: Load) -> None:
    rules = load("rules:\n  - {id: a, require: [您好, 你好]}")
    found = chosen(rules.rules[0])
    assert found.head == "say"
    assert rules.vocabulary.program.phrases(found.phrases) == Phrases(("您好", "你好"))


def test_a_mixed_list_is_any_of(rule: One) -> None:
    found = chosen(rule("require: [您好, {event: transfer}]"))
    assert found.head == "any_of"
    assert [part.head for part in found.of] == ["say", "event"]
    assert found.label == "您好/transfer"


@pytest.mark.parametrize(
    ("written", "by"),
    [
        ("{say: 您好, by: customer}", ("customer",)),
        ("{say: 您好, by: any}", None),
        ("{say: 您好, by: [agent, bot]}", (*STAFF, "bot")),
        ("{event: hangup}", None),
        ("{event: hangup, by: agent}", STAFF),
        ("{event: turn}", None),
    ],
)
def test_by(rule: One, written: str, by: tuple[str, ...] | None) -> None:
    assert chosen(rule(f"forbid: {written}")).by == by


def test_by_of_a_combination_is_that_of_its_members(rule: One) -> None:
    found = chosen(rule("require: {all_of: [您好, {say: 再见, by: agent}, {event: hangup}], by: customer}"))
    assert [part.by for part in found.of] == [("customer",), STAFF, None]


def test_filters(rule: One) -> None:
    found = chosen(rule("forbid: {event: silence, where: {seconds: {above: 10}, after: [agent, customer]}, nth: 2}"))
    assert found.where == (("seconds", Check("above", (10,))), ("after", Check("is", ("agent", "customer"))))
    assert found.nth == "2"


@pytest.mark.parametrize("nth", ["first", "last", "every"])
def test_nth_in_words(rule: One, nth: str) -> None:
    assert chosen(rule(f"forbid: {{event: silence, nth: {nth}}}")).nth == nth


def test_values_of_the_activation(rule: One) -> None:
    found = chosen(rule("after: {event: letter_received}, require: {event: written_reply, where: {ref: $ref}}"))
    assert found.where == (("ref", Check("is", (Ref("ref"),))),)


def test_the_span_of_several_elements(rule: One) -> None:
    assert chosen(rule("require: {all_of: [您好, 谢谢], within: same turn}")).within == Amount(1, "same turn")
    assert chosen(rule("require: {in_order: [您好, 谢谢], within: 4 turns}")).within == Amount(4, "turns")


def test_at_least_counts_members_or_the_occurrences_of_one(rule: One) -> None:
    several = chosen(rule("require: {at_least: 2, of: [您好, 谢谢, 再见]}"))
    assert (several.head, several.n, len(several.of)) == ("at_least", 2, 3)
    one = chosen(rule("require: {at_least: 2, of: [谢谢]}"))
    assert (one.head, one.nth) == ("say", "2")


def test_guards_that_cover_belong_to_the_wording_others_look_around(load: Load) -> None:
    unless = "[不知道您, {same_turn: 我帮您查}, {earlier: {say: 知道吗, by: customer}, within: 1 turn}]"
    rules = load(f"rules:\n  - {{id: a, forbid: {{say: 不知道, unless: {unless}}}}}")
    found = chosen(rules.rules[0])
    program = rules.vocabulary.program
    assert program.phrases(found.phrases) == Phrases(("不知道",), ("不知道您",), quote="guard")
    assert [(guard.kind, guard.within) for guard in found.guards] == [
        ("same_turn", None),
        ("earlier", Amount(1, "turns")),
    ]
    assert [guard.selector.by for guard in found.guards] == [STAFF, ("customer",)]


def test_a_guard_in_the_same_turn_is_of_the_same_speaker(rule: One) -> None:
    found = chosen(rule("forbid: {say: 不知道, by: customer, unless: {same_turn: 我帮您查}}"))
    assert found.guards[0].selector.by == ("customer",)


def test_guards_by_situation(rule: One) -> None:
    found = chosen(rule("forbid: {event: hangup, unless: {situation: 中断}}", "situations: {中断: {event: dropped}}"))
    assert found.guards == (Guard("situation", Selector("situation", names=("中断",), label="中断")),)


@pytest.mark.parametrize(("constraint", "quote"), [("forbid", "guard"), ("require", "ignore")])
def test_quoted_words_do_not_count_as_taboos(load: Load, constraint: str, quote: str) -> None:
    rules = load(f"rules:\n  - {{id: a, {constraint}: 不知道}}")
    assert rules.vocabulary.program.phrases(chosen(rules.rules[0]).phrases).quote == quote


def test_quotation_can_be_switched_off(load: Load) -> None:
    rules = load("rules:\n  - {id: a, forbid: {say: 不知道, quote: ignore}}")
    assert rules.vocabulary.program.phrases(chosen(rules.rules[0]).phrases).quote == "ignore"


def test_options_of_words(load: Load) -> None:
    options = "edges: token, not_inside: [看不清楚], similar: 85 %, sound_alike: true, accept: true, question: not"
    rules = load(f"rules:\n  - {{id: a, require: {{say: 不清楚, {options}}}}}")
    assert rules.vocabulary.program.phrases(chosen(rules.rules[0]).phrases) == Phrases(
        ("不清楚",),
        edges="token",
        not_inside=("看不清楚",),
        question="not",
        similar=850,
        sound_alike=True,
        accept=True,
    )


def test_a_set_alone_brings_its_guards_along(load: Load) -> None:
    sets = "sets: {推脱: {any_of: [不归我们管], unless: [{same_turn: 我帮您转}]}}"
    found = chosen(load(sets + '\nrules:\n  - {id: a, forbid: "@推脱"}').rules[0])
    assert [guard.kind for guard in found.guards] == ["same_turn"]


def test_a_set_with_guards_among_others_keeps_them_to_itself(load: Load) -> None:
    sets = "sets: {推脱: {any_of: [不归我们管], unless: [{same_turn: 我帮您转}]}, 回绝: [办不了]}"
    found = chosen(load(sets + '\nrules:\n  - {id: a, forbid: {say: ["@推脱", "@回绝", 不行啊], nth: first}}').rules[0])
    assert (found.head, found.nth) == ("any_of", "first")
    assert [len(part.guards) for part in found.of] == [0, 1]


def test_situations_as_a_list_are_any_of(rule: One) -> None:
    more = "situations: {甲: {say: 投诉, by: customer}, 乙: {event: complaint_received}}"
    found = chosen(rule("forbid: {situation: [甲, 乙]}", more))
    assert [part.names for part in found.of] == [("甲",), ("乙",)]


def test_params_and_vars_stand_for_values(rule: One) -> None:
    found = chosen(rule("params: {n: 2, words: [您好, 你好]}, require: {say: $words, nth: $n}"))
    assert (found.nth, found.label) == ("2", "您好/你好")
