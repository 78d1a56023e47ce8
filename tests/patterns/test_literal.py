"""Literals: twins, numbers, and where they stand."""

import pytest

from svcnorm.patterns.literal import Twins, build, by_start, exact, places
from svcnorm.text.numerals import find_numbers

TWINS = Twins((("什么", "啥", "啥子"), ("知道", "晓得"), ("ＯＫ", "好的")))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("您好", (("您好",),)),
        ("知道啥子事", (("知道", "晓得"), ("什么", "啥", "啥子"), ("事",))),
        ("ok吧", (("ok", "好的"), ("吧",))),
        ("48小时", (48.0, ("小时",))),
        ("3.5元", (3.5, ("元",))),
        ("打010", (("打010",),)),
        ("0元", (0.0, ("元",))),
        ("vip9号", (("vip",), 9.0, ("号",))),
    ],
)
def test_parts(text, parts):
    assert build(text, TWINS).parts == parts
    assert exact(text).parts == ((text,),)


@pytest.mark.parametrize(
    ("wanted", "text", "expected"),
    [
        ("不不", "不不不", [(0, 2), (1, 3)]),
        ("知道", "晓得知道", [(0, 2), (2, 4)]),
        ("什么", "啥子", [(0, 1), (0, 2)]),
        ("3天", "三天3天十三天", [(0, 2), (2, 4)]),
        ("您好", "", []),
    ],
)
def test_places(wanted, text, expected):
    assert places(build(wanted, TWINS).parts, text, by_start(find_numbers(text))) == expected
