"""Texts made from a pattern: each is hit by the pattern, and `complete` says when there are no others."""

from __future__ import annotations

import pytest

from svcnorm.packs.lint.samples import MOST, Names, samples
from svcnorm.patterns import Lexicon, Phrases, Program
from svcnorm.text.turntext import TurnText

LEXICON = Lexicon(
    {"致歉": Phrases(("对不起", "抱歉")), "深": Phrases(("非常@致歉",))},
    {"company": ("星河电信",), "department": ("客服部",)},
    (("知道", "晓得"),),
)
PROGRAM = Program(LEXICON)
NAMES = Names(
    lambda name: [PROGRAM.parsed(source) for source in PROGRAM.members(name).any_of],
    lambda slot: PROGRAM.words.get(slot, ()),
)

CASES = [
    ("不知道", ["不知道"], True),
    ("(不行|不能)办", ["不行办", "不能办"], True),
    ("[真]不行", ["不行", "真不行"], True),
    ("@致歉", ["对不起", "抱歉"], True),
    ("@深", ["非常对不起", "非常抱歉"], True),
    ("查…{2,5}回电", ["查一一回电"], False),
    ("我~知道", ["我知道"], False),
    ("这里是{company}", ["这里是星河电信"], False),
    ("^不行$", ["不行"], True),
    ("不行(!的话)", ["不行"], True),
    ("查 & 回电", ["查回电"], False),
    ("等3天", ["等3天"], False),
    ("re:不[行能]", [], False),
]


@pytest.mark.parametrize(("pattern", "texts", "complete"), CASES, ids=[case[0] for case in CASES])
def test_samples(pattern: str, texts: list[str], complete: bool) -> None:
    found = samples(PROGRAM.parsed(pattern), NAMES)
    assert (list(found.texts), found.complete) == (texts, complete)


@pytest.mark.parametrize("pattern", [case[0] for case in CASES if case[1]])
def test_every_sample_is_hit(pattern: str) -> None:
    program = Program(LEXICON)
    number = program.add(Phrases((pattern,)))
    texts = samples(PROGRAM.parsed(pattern), NAMES).texts
    scan = program.scan([TurnText([text]) for text in texts])
    assert all(scan.hits(number, turn) for turn in range(len(texts)))


def test_a_pattern_with_very_many_texts_is_cut_and_says_so() -> None:
    digits = "(一|二|三|四|五|六|七|八|九)"
    found = samples(PROGRAM.parsed(f"{digits}千{digits}百"), NAMES)
    assert (len(found.texts), found.complete) == (MOST, False)
