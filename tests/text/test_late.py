"""Late expressions answer as compiled ones do, and are compiled only where a match may stand."""

from __future__ import annotations

import random
import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

import svcnorm.patterns.slots as slots
from svcnorm.assembly import cues, slips
from svcnorm.patterns.slots.shipped import pattern
from svcnorm.text import numerals
from svcnorm.text.late import Late
from svcnorm.text.outline import outline

MODULES = [import_module(f"{slots.__name__}.{module.name}") for module in iter_modules(slots.__path__)]
TRAPS = ("company_traps", "title_traps", "department_traps")
SOURCES = sorted(
    {
        value.source
        for module in [*MODULES, numerals, slips, cues]
        for value in vars(module).values()
        if type(value) is Late
    }
    | {cue for value in vars(cues).values() if isinstance(value, tuple) for cue in value}
    | {pattern(name).source for name in TRAPS}
)


def texts(source: str) -> list[str]:
    """Texts of the characters of an expression, at random, with pieces of it as they are written."""
    chance = random.Random(source)
    pieces = [*re.findall("[一-鿿]+", source), *re.findall("[一-鿿0-9a-z.:%-]", source), "的", "。"]
    return ["".join(chance.choices(pieces, k=chance.randint(0, 5))) for _ in range(60)]


@pytest.mark.parametrize("source", SOURCES)
def test_answers_as_the_compiled_expression_does(source: str) -> None:
    compiled = re.compile(source)
    for text in texts(source):
        for p in range(len(text) + 1):
            for ask in ("match", "search", "fullmatch"):
                for end in (len(text), p + 3):
                    wanted, found = getattr(compiled, ask)(text, p, end), getattr(Late(source), ask)(text, p, end)
                    assert (found and found.regs) == (wanted and wanted.regs), (ask, text, p, end)
        assert [m.span() for m in Late(source).finditer(text)] == [m.span() for m in compiled.finditer(text)]
        assert Late(source).sub("", text) == compiled.sub("", text)


@pytest.mark.parametrize(
    ("source", "firsts", "width", "needs"),
    [
        ("上个?月|年底", "上年", 3, [("月", "年底")]),
        ("(?<!第)[一二]点(?:半|整)?", "一二", 3, [("一", "二"), ("点",)]),
        ("(?:左右)?[之以]内(?!容)", "左之以", 4, [("之", "以"), ("内",)]),
        ("(?P<day>[0-3]{1,2})[号日]", "0123", 3, [("0", "1", "2", "3"), ("号", "日")]),
        (r"3\.5%?$", "3", 4, [("3",), (".",), ("5",)]),
        ("[今明](?=早|晚)", "今明", 2, [("今", "明"), ("早", "晚")]),
    ],
)
def test_outline(source: str, firsts: str, width: int, needs: list[tuple[str, ...]]) -> None:
    found = outline(source)
    assert (found.firsts, found.may_be_empty, found.width) == (frozenset(firsts), False, width)
    assert [sorted(need) for need in found.needs] == [sorted(need) for need in needs]


@pytest.mark.parametrize("source", ["(?:左右)?吧?", "(?!)", "a*", "^$", ""])
def test_what_may_be_empty_stands_anywhere(source: str) -> None:
    assert outline(source).may_be_empty


@pytest.mark.parametrize("source", [".号", "[^一]号", r"\d号", "[一-鿿]号"])
def test_any_character_may_come_first(source: str) -> None:
    assert "" in outline(source).firsts
    assert outline(source).needs == (("号",),)


def test_is_compiled_only_where_a_match_may_stand() -> None:
    late = Late("上个?月底")
    for text in ("下月底", "上周一", "上个", ""):
        assert late.match(text) is late.search(text) is None
    assert vars(late)["_compiled"] is None
    assert late.match("上个月底")
    assert vars(late)["_compiled"] is not None
