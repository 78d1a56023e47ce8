"""The fast matcher and the slow one agree on random patterns and random texts."""

import random

import pytest
from tests.patterns.reference import Reference

from svcnorm.patterns.program import Program
from svcnorm.patterns.values import Lexicon, PatternError, Phrases
from svcnorm.text.turntext import TurnText

WORDS = ["不知道", "知道", "不", "您", "我", "不知", "道我", "那个", "嗯", "好的", "个", "那"]
TWINS = (("知道", "晓得"), ("您", "你"))
SETS = {
    "知": Phrases(("知道", "知", "晓得")),
    "我": Phrases(("我", "我不")),
    "不懂": Phrases(("不~@知", "@我 好的"), unless=("@我~不知道…{0,2}",)),
}
MARKS = ["…", "~", "…{1,4}", "…!(不|@知 )", "~!(您~不)", "", "", "", "", ""]


def element(dice, depth=0):
    kind = dice.random()
    if kind < 0.5 or depth > 1:
        return dice.choice(WORDS)
    if kind < 0.6:
        return f"@{dice.choice(list(SETS))} "
    inner = "|".join(sequence(dice, depth + 1) for _ in range(dice.randint(1, 2)))
    if kind < 0.75:
        return f"({inner})"
    if kind < 0.88:
        return f"[{inner}]"
    return f"(!{inner})"


def sequence(dice, depth=0):
    parts = [element(dice, depth)]
    for _ in range(dice.randint(0, 2)):
        parts += [dice.choice(MARKS), element(dice, depth)]
    if depth == 0 or dice.random() < 0.1:
        parts.insert(0, dice.choice(["", "", "", "", "^", "^^", "…"]))
        parts.append(dice.choice(["", "", "", "", "$", "$$", "~"]))
        if dice.random() < 0.2:
            parts.insert(dice.randint(1, len(parts) - 1), dice.choice("^$"))
    return "".join(parts)


def pattern(dice):
    return f"{sequence(dice)} & {sequence(dice)}" if dice.random() < 0.1 else sequence(dice)


def words(dice):
    marks = ["，", "。", "?", " ", "嗯", "那个", "，那个，", "", "", ""]
    return "".join(dice.choice([*WORDS, "你", "晓得"]) + dice.choice(marks) for _ in range(dice.randint(1, 5)))


def compiled(dice):
    """A program with one random pattern that can be loaded, and the pattern."""
    while True:
        source = pattern(dice)
        guard = (sequence(dice),) if dice.random() < 0.3 else ()
        program = Program(Lexicon(SETS, {}, TWINS))
        try:
            return program, source, guard, program.add(Phrases((source,), unless=guard, whole_turn=True))
        except PatternError:
            continue


def parsed(program, phrases):
    return [program.parsed(p) for p in phrases.any_of], [program.parsed(p) for p in phrases.unless]


@pytest.mark.parametrize("seed", range(40))
def test_fast_and_slow_matcher_agree(seed):
    dice = random.Random(seed)
    for _ in range(12):
        program, source, guards, number = compiled(dice)
        pieces = [[words(dice) for _ in range(dice.randint(1, 3))] for _ in range(4)]
        pauses = [[dice.random() < 0.5 for _ in turn] for turn in pieces]
        texts = [TurnText(turn, pause) for turn, pause in zip(pieces, pauses)]
        scan = program.scan(texts)
        for turn, text in enumerate(texts):
            slow = Reference(text, {name: parsed(program, phrases) for name, phrases in SETS.items()})
            expected = slow.pattern(program.parsed(source))
            walls = [span for guard in guards for span in slow.guard(program.parsed(guard))]
            expected = {(s, e) for s, e in expected if not any(a <= s and e <= b for a, b in walls)}
            found = {hit[:2] for hit in scan.hits(number, turn)}
            assert found == expected, (source, guards, text.skeleton, pauses[turn], pieces[turn])
            for start, end in found:
                cut = text.original[text.at[start] : text.at[end - 1] + 1]
                assert TurnText(cut.split("\n")).skeleton == text.skeleton[start:end], (source, cut)
