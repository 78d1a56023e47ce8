"""Hits that are only possible: similar words, sounds, doubtful guards and slots, a turn that is too much."""

import pytest

from svcnorm.patterns import Lexicon, Phrases, Program, slots
from svcnorm.patterns.join import STEP_LIMIT
from svcnorm.patterns.slots import SlotHit, SlotValue
from svcnorm.text.turntext import TurnText


def found(phrases, text, sets=None, values=None, quotation=()):
    program = Program(Lexicon(sets or {}, {}, (("您", "你"),), quotation))
    number = program.add(phrases)
    turn = TurnText([text])
    scan = program.scan([turn], values=values)
    return [(turn.skeleton[hit.start : hit.end], hit.sure, hit.reason) for hit in scan.hits(number, 0)]


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        ({}, "很高兴为您服物", []),
        ({"similar": 850}, "很高兴为您服物", [("很高兴为您服物", False, "fuzzy_only")]),
        ({"similar": 850, "accept": True}, "很高兴为您服物", [("很高兴为您服物", True, "")]),
        ({"similar": 900}, "很高兴为您服物", []),
        ({"similar": 850}, "很高兴为您服务", [("很高兴为您服务", True, "")]),
        ({"similar": 850}, "好的，很高兴能为您服务", [("很高兴能为您服务", False, "fuzzy_only")]),
        ({"similar": 850}, "很高兴。为您服务", []),
        ({"sound_alike": True}, "很高兴为您服物", [("很高兴为您服物", False, "fuzzy_only")]),
        (
            {"sound_alike": True},
            "很高兴为您幅雾，很高兴为您服务",
            [("很高兴为您幅雾", False, "fuzzy_only"), ("很高兴为您服务", True, "")],
        ),
        ({"sound_alike": True}, "很高兴。为您服务", []),
    ],
)
def test_similar_words_and_sounds(options, text, expected):
    assert found(Phrases(("很高兴为您服务",), **options), text) == expected


def test_sounds_know_twins():
    assert found(Phrases(("绑到您了",), sound_alike=True), "帮到你了") == [("帮到你了", False, "fuzzy_only")]


def test_similar_hits_pass_the_filters_too():
    assert found(Phrases(("很高兴为您服务",), unless=("不是很…",), similar=850), "不是很高兴为您服物") == []


def test_a_similar_member_of_a_set_makes_its_pattern_possible():
    sets = {"服务语": Phrases(("很高兴为您服务",), similar=850)}
    assert found(Phrases(("您好…@服务语",)), "您好，很高兴为您服物", sets) == [
        ("您好很高兴为您服物", False, "fuzzy_only")
    ]


def test_a_doubtful_guard_makes_possible_what_it_covers():
    sets = {"不客气": Phrases(("不用这么客气",), similar=800)}
    phrases = Phrases(("客气",), unless=("@不客气",))
    assert found(phrases, "不用这么客气", sets) == []
    assert found(phrases, "不用那么客气", sets) == [("客气", False, "fuzzy_only")]
    assert found(phrases, "客气", sets) == [("客气", True, "")]


def test_a_doubtful_guard_beside_makes_possible():
    sets = {"这些": Phrases(("一二三四五",), similar=800)}
    assert found(Phrases(("您好(!@这些)",)), "您好一二三四六。您好", sets) == [
        ("您好", False, "fuzzy_only"),
        ("您好", True, ""),
    ]
    assert found(Phrases(("您好(!@这些)",)), "您好一二三四五", sets) == []


@pytest.fixture
def named(monkeypatch):
    """A slot {name} that finds 小李 for sure and 负责 perhaps."""

    def find(turn, context):
        text = turn.skeleton
        hits = [
            SlotHit(text.find(w), text.find(w) + 2, SlotValue(w), sure) for w, sure in (("小李", True), ("负责", False))
        ]
        return [hit for hit in hits if hit.start >= 0]

    monkeypatch.setattr(slots, "SLOTS", {"name": find})


def test_a_doubtful_slot_makes_the_hit_possible(named):
    assert found(Phrases(("我是{name}",)), "我是小李") == [("我是小李", True, "")]
    assert found(Phrases(("我是{name}",)), "我是负责的") == [("我是负责", False, "fuzzy_only")]


def test_a_demanded_value(named):
    phrases = Phrases(("我是{name=$agent_name}",))
    assert found(phrases, "我是小李", values={"agent_name": "小李"}) == [("我是小李", True, "")]
    assert found(phrases, "我是小李", values={"agent_name": "小王"}) == []
    assert found(phrases, "我是小王", values={"agent_name": "小 王"}) == [("我是小王", True, "")]
    assert found(phrases, "我是小李", values={}) == [("我是小李", False, "attribute_missing")]
    assert found(phrases, "我是小李", values={"agent_name": "，"}) == []


def test_slots_have_labels(named):
    program = Program(Lexicon({}, {}, ()))
    number = program.add(Phrases(("我是{name as who}",)))
    hit = program.scan([TurnText(["我是小李"])]).hits(number, 0)[0]
    assert hit.slots == (("who", SlotValue("小李")),)


QUOTATION = ("您说的", "所谓[的]")


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("您说的“不知道”是指什么", 0),
        ("您说的，嗯，不知道是指什么", 0),
        ("所谓的不知道", 0),
        ("您说的这个我不知道", 1),
        ("您说的。不知道", 1),
        ("不知道您说的", 1),
    ],
)
def test_quotation(text, hits):
    assert len(found(Phrases(("不知道",), quote="guard"), text, quotation=QUOTATION)) == hits
    assert len(found(Phrases(("不知道",)), text, quotation=QUOTATION)) == 1


def test_quotation_counts_in_the_outermost_wording_only():
    sets = {"推说": Phrases(("不知道",), quote="guard")}
    assert len(found(Phrases(("@推说",)), "您说的不知道", sets, quotation=QUOTATION)) == 1
    assert len(found(Phrases(("@推说",), quote="guard"), "您说的不知道", sets, quotation=QUOTATION)) == 0


TOO_MUCH = "不" * STEP_LIMIT


@pytest.mark.parametrize(
    "phrases",
    [
        Phrases(("不…不…不",), whole_turn=True),
        Phrases(("您好", "不…不…不"), whole_turn=True, edges="turn", unless=("不",), question="only"),
        Phrases(("@多",), whole_turn=True),
        Phrases(("[您好]@多",), whole_turn=True),
        Phrases(("@多 不…不",), whole_turn=True),
        Phrases(("不(!@多)",), whole_turn=True),
    ],
)
def test_too_much_is_said_and_not_passed_over(phrases):
    sets = {"多": Phrases(("不~不…不",))}
    assert (TOO_MUCH, False, "limit_hit") in found(phrases, TOO_MUCH, sets)
    assert all(reason == "limit_hit" for _, _, reason in found(phrases, TOO_MUCH, sets))


def test_a_guard_that_is_too_much_leaves_its_hits_possible():
    assert found(Phrases(("您好",), unless=("不…不…不",)), f"您好{TOO_MUCH}") == [("您好", False, "limit_hit")]


def test_the_limit_does_not_depend_on_what_was_asked_before():
    program = Program(Lexicon({"不": Phrases(("不",))}, {}, ()))
    numbers = [program.add(Phrases((source,), whole_turn=True)) for source in ("@不 …@不 …不", "@不 ", "不~@不 ")]
    text = TurnText(["不" * 300])
    forwards, backwards = program.scan([text]), program.scan([text])
    one = [forwards.hits(number, 0) for number in numbers]
    other = [backwards.hits(number, 0) for number in reversed(numbers)]
    assert one == other[::-1]


def test_long_turns_with_many_hits_stay_cheap():
    """So many hits and guard hits that quadratic work would never end."""
    text = "不行，您好，" * 9_000
    phrases = Phrases(("不行", "您好(!不知道)"), unless=("如果不行", "您好吗"), not_inside=("行不行",))
    assert len(found(phrases, text)) == 18_000
