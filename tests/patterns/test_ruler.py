"""Distances, edges and questions in one turn."""

from pathlib import Path

import pytest
import yaml

from svcnorm.patterns.nodes import Gap
from svcnorm.patterns.ruler import Ruler
from svcnorm.text.turntext import TurnText

QUESTIONS = yaml.safe_load((Path(__file__).parents[1] / "data" / "patterns" / "questions.yaml").read_text("utf-8"))


def ruler(*pieces):
    return Ruler(TurnText(pieces))


@pytest.mark.parametrize("text", QUESTIONS["asks"])
def test_asks(text):
    assert ruler(text).questions == [(0, len(text.rstrip("？")))]


@pytest.mark.parametrize("text", QUESTIONS["states"])
def test_states(text):
    assert ruler(text).questions == []


def test_each_clause_asks_for_itself():
    words = ruler("不行，可以吗。好的？")
    assert words.questions == [(2, 5), (6, 8)]
    assert [words.asks(p) for p in (1, 2, 4, 7)] == [False, True, True, True]


def test_a_gap_counts_neither_fillers_nor_ends_of_utterances():
    words = ruler("甲嗯乙", "丙。丁")
    assert words.text.skeleton == "甲嗯乙\n丙。丁"
    assert words.ahead(1, Gap(0, 0)) == (1, 2)
    assert words.ahead(1, Gap(0, 1)) == (1, 4)
    assert words.ahead(1, Gap(2, 9)) == (5, 5)
    assert words.back(5, Gap(0, 1)) == (3, 5)
    assert words.back(7, Gap(0, 9)) == (6, 7)


def test_a_short_gap_stays_in_its_clause():
    words = ruler("甲乙，丙丁")
    assert words.ahead(1, Gap(0, 3, one_clause=True)) == (1, 1)
    assert words.back(3, Gap(0, 3, one_clause=True)) == (3, 3)
    first, last = words.ahead(2, Gap(0, 3, one_clause=True))
    assert last < first


@pytest.mark.parametrize(("text", "begin", "end"), [("嗯。不行。", 2, 4), ("不行", 0, 2), ("嗯", 1, 0), ("", 0, 0)])
def test_the_edges_of_a_turn(text, begin, end):
    words = ruler(text)
    assert [p for p in range(words.size + 1) if words.marked("^^", p, behind=False)][-1] == begin
    assert [p for p in range(words.size + 1) if words.marked("$$", p, behind=True)][0] == end
