"""Refused patterns name the place and the way out."""

from pathlib import Path

import pytest
import yaml

from svcnorm.patterns import Lexicon, PatternError, Phrases, Program

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "patterns" / "errors.yaml").read_text("utf-8"))
SETS = {"致歉": Phrases(("对不起", "抱歉")), "我": Phrases(("我", "俺"))}


def add(phrases, sets=SETS, words=None, twins=()):
    return Program(Lexicon(sets, words or {}, twins)).add(phrases)


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_refused(case, capfd):
    with pytest.raises(PatternError) as caught:
        add(Phrases((case["say"],), **case.get("options", {})))
    error = caught.value
    assert error.pattern == case["say"]
    assert error.position == case["at"]
    assert case["because"] in error.message
    assert case["remedy"] in error.remedy
    assert case["say"] in str(error)
    assert capfd.readouterr() == ("", ""), "a library wrote to the terminal"


def test_the_caret_stands_under_the_place():
    with pytest.raises(PatternError) as caught:
        add(Phrases(("您好@致谦",)))
    lines = str(caught.value).splitlines()
    assert lines[1:3] == ["  | 您好@致谦", "  | \u3000\u3000^"]


def test_slots_that_need_words_are_refused_without_them_and_taken_with_them():
    with pytest.raises(PatternError, match="has no words"):
        add(Phrases(("我是{company}",)))
    assert add(Phrases(("我是{company}",)), words={"company": ("中国电信",)}) == 0


def test_a_set_is_checked_though_nobody_uses_it():
    with pytest.raises(PatternError) as caught:
        add(Phrases(("您好",)), sets={"坏": Phrases(("(您好",))})
    assert (caught.value.pattern, caught.value.set_name) == ("(您好", "坏")


def test_slots_without_words_matter_in_used_sets_only():
    sets = {"公司": Phrases(("{company}的",))}
    assert add(Phrases(("您好",)), sets) == 0
    with pytest.raises(PatternError) as caught:
        add(Phrases(("我是@公司",)), sets)
    assert (caught.value.pattern, caught.value.set_name) == ("{company}的", "公司")


def test_a_failed_set_fails_again():
    program = Program(Lexicon({"公司": Phrases(("{company}的",))}, {}, ()))
    for _ in range(2):
        with pytest.raises(PatternError):
            program.add(Phrases(("我是@公司",)))
    assert program.add(Phrases(("您好",))) == 0


@pytest.mark.parametrize("field", ["any_of", "unless", "not_inside"])
def test_sets_that_hold_themselves(field):
    fields = {"any_of": ("您好",), field: ("不@乙",)}
    sets = {"甲": Phrases(**fields), "乙": Phrases(("@丙 好",)), "丙": Phrases(("没@甲",))}
    with pytest.raises(PatternError) as caught:
        add(Phrases(("您好",)), sets)
    assert "@甲 → @乙 → @丙 → @甲" in caught.value.message
    assert (caught.value.pattern, caught.value.position, caught.value.set_name) == ("没@甲", 1, "丙")


@pytest.mark.parametrize(
    ("options", "word"),
    [({"edges": "word"}, "none, token, clause, turn"), ({"question": "no"}, "only, not"), ({"quote": "x"}, "guard")],
)
def test_unknown_options(options, word):
    with pytest.raises(PatternError) as caught:
        add(Phrases(("您好",), **options))
    assert word in caught.value.remedy


def test_similar_is_a_share():
    with pytest.raises(PatternError, match="per mille"):
        add(Phrases(("您好",), similar=1001))


@pytest.mark.parametrize("options", [{"similar": 800}, {"sound_alike": True}])
def test_fuzzy_wordings_need_plain_phrases(options):
    with pytest.raises(PatternError, match="plain phrase"):
        add(Phrases(("@致歉…您好",), **options))


def test_two_characters_sound_like_too_many_others():
    with pytest.raises(PatternError, match="3 characters or more"):
        add(Phrases(("您好",), sound_alike=True))


def test_no_words():
    with pytest.raises(PatternError, match="without words"):
        add(Phrases(()))


def test_twins_stand_in_one_group():
    with pytest.raises(Exception, match="“啥” stands in two groups"):
        add(Phrases(("您好",)), twins=(("什么", "啥"), ("啥", "啥子")))


def test_single_characters_are_taken_for_whole_turns():
    assert add(Phrases(("好",), whole_turn=True)) == 0
    assert add(Phrases(("^^好$$",))) == 0
    assert add(Phrases(("@应答",)), sets={"应答": Phrases(("好", "行"), whole_turn=True)}) == 0
    with pytest.raises(PatternError, match="single characters"):
        add(Phrases(("@应答",)), sets={"应答": Phrases(("好", "行"))})


def test_guards_may_be_single_characters():
    assert add(Phrases(("不行",), unless=("您…",), not_inside=("不",))) == 0
