"""Programs: numbering, the cache, atoms, several at once."""

import json

import pytest

from svcnorm.patterns import Lexicon, Phrases, Program, leftmost_longest, parse
from svcnorm.patterns import program as program_module
from svcnorm.patterns.values import Hit
from svcnorm.text.turntext import TurnText

PARSE = parse.parse
SETS = {"知": Phrases(("知道", "晓得", "知")), "推说": Phrases(("不@知", "谁知道"), unless=("不知道(您|你)",))}
LEXICON = Lexicon(SETS, {"company": ("中国电信",)}, (("没有", "没得"),), ("您说的",))


def texts(*turns):
    return [TurnText([turn] if isinstance(turn, str) else turn) for turn in turns]


def spans(program, number, *turns):
    scan = program.scan(texts(*turns))
    return [[hit[:2] for hit in scan.hits(number, turn)] for turn in range(len(turns))]


def test_equal_wordings_have_one_number():
    program = Program(LEXICON)
    first = program.add(Phrases(("您好",)))
    assert program.add(Phrases(("再见",))) == 1
    assert program.add(Phrases(["您好"])) == first == 0


def test_the_cache_is_json_and_reads_back_the_same():
    program = Program(LEXICON)
    numbers = [program.add(Phrases(("@推说", "没有…{0,3}了"), quote="guard")), program.add(Phrases(("{company}",)))]
    data = json.dumps(program.to_data())
    loaded = Program.from_data(json.loads(data))
    assert json.dumps(loaded.to_data()) == data
    compact = Program.from_data(json.loads(json.dumps(program.to_compact())))
    assert json.dumps(compact.to_data()) == data
    turns = "谁知道，没得了，您说的谁知道", "这里是中国电信", "好"
    for number in numbers:
        assert spans(loaded, number, *turns) == spans(program, number, *turns)
    assert spans(loaded, numbers[0], *turns) == [[(0, 3), (3, 6)], [], []]
    assert loaded.add(Phrases(("再见",))) == 2
    assert loaded.add(Phrases(("{company}",))) == numbers[1]


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="format 99"):
        Program.from_data({**Program(LEXICON).to_data(), "format": 99})


def test_nothing_is_parsed_before_its_atoms_hit(monkeypatch):
    program = Program(LEXICON)
    greeting, refusal = program.add(Phrases(("您好",))), program.add(Phrases(("@推说",)))
    loaded = Program.from_data(program.to_data())
    parsed = []
    monkeypatch.setattr(parse, "parse", lambda source, names: parsed.append(source) or PARSE(source, names))
    assert spans(loaded, greeting, "您好") == [[(0, 2)]]
    assert parsed == ["您好"]
    assert spans(loaded, refusal, "再见") == [[]]
    assert parsed == ["您好"]


def test_an_automaton_finds_what_looking_up_finds(monkeypatch):
    text = "谁知道，没得了，您说的中国电信不晓得，知"
    looking = Program(LEXICON)
    looking.add(Phrases(("@推说", "没有…{0,3}了", "{company}")))
    found = looking.atoms_in(text)
    monkeypatch.setattr(program_module, "AUTOMATON_FROM", 0)
    assert looking.atoms_in(text) == found
    assert {"知道", "知"} <= {looking._atoms[atom] for atom in found}


def test_programs_do_not_share_anything():
    one = Program(Lexicon({"甲": Phrases(("您好",))}, {}, (("您", "你"),)))
    other = Program(Lexicon({"甲": Phrases(("再见",))}, {}, ()))
    numbers = one.add(Phrases(("@甲",))), other.add(Phrases(("@甲",)))
    assert spans(one, numbers[0], "你好再见") == [[(0, 2)]]
    assert spans(other, numbers[1], "你好再见") == [[(2, 4)]]


def test_wordings_may_be_added_between_scans():
    program = Program(LEXICON)
    first = program.add(Phrases(("您好",)))
    assert spans(program, first, "您好再见") == [[(0, 2)]]
    second = program.add(Phrases(("再见",)))
    assert spans(program, second, "您好再见") == [[(2, 4)]]


def test_an_empty_program_scans():
    program = Program(Lexicon({}, {}, ()))
    program.scan(texts("您好"))
    assert program.to_data()["atoms"] == []


@pytest.mark.parametrize(
    ("pattern", "atoms"),
    [
        ("不知道", {"不知道"}),
        ("我…不知道", {"不知道"}),
        ("我没有", {"我没有", "我没得"}),
        ("不@知", {"不知道", "不晓得", "不知"}),
        ("我[们]不(行|好)", {"我不行", "我们不行", "我不好", "我们不好"}),
        ("(您好|再见)", {"您好", "再见"}),
        ("@推说", {"不知道", "不晓得", "不知", "谁知道"}),
        ("48小时", {"小时"}),
        ("嫌太贵 & 别买", {"嫌太贵"}),
        ("您好嗯(再|见)好了", {"您好嗯"}),
        ("re:不行", None),
        ("{company}", None),
        ("10000", None),
    ],
)
def test_atoms(pattern, atoms):
    program = Program(LEXICON)
    found = program.atoms(program.add(Phrases((pattern,))))
    assert found is None if atoms is None else set(found) == atoms


def test_alternatives_are_fused_up_to_a_limit_and_never_multiplied():
    program = Program(LEXICON)
    many = "|".join("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳")
    found = program.atoms(program.add(Phrases((f"({many})({many})({many})好了",))))
    assert set(found) == {f"{char}好了" for char in many.split("|")}
    wider = f"{many}|" + "|".join("午未申酉戌亥金木水火土天地玄黄宇宙洪")
    assert program.atoms(program.add(Phrases((f"({wider})({wider})好",)))) == ("好",)


def test_turns_worth_asking():
    program = Program(LEXICON)
    plain, free = program.add(Phrases(("不知道", "谁知道"))), program.add(Phrases(("{company}",)))
    scan = program.scan(texts("您好", "不知道您", "谁，知道", ["不", "知道"]))
    assert list(scan.could_hit(plain)) == [1, 2, 3]
    assert list(scan.could_hit(free)) == [0, 1, 2, 3]
    assert scan.hits(plain, 3) == ()


def hit(start, end, sure=True):
    return Hit(start, end, sure, "" if sure else "fuzzy_only", "x")


def test_leftmost_longest():
    assert leftmost_longest([]) == ()
    assert leftmost_longest([hit(1, 3), hit(0, 2), hit(0, 4), hit(4, 5), hit(3, 6)]) == (hit(0, 4), hit(4, 5))


def test_possible_hits_give_way_to_sure_ones():
    hits = [hit(0, 9, sure=False), hit(2, 4), hit(4, 6, sure=False), hit(3, 5)]
    assert leftmost_longest(hits) == (hit(2, 4), hit(4, 6, sure=False))
