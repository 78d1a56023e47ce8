"""How patterns are called in front of people."""

from __future__ import annotations

import pytest

from svcnorm.packs.syntax.labels import joined, pattern_label


@pytest.mark.parametrize(
    ("pattern", "label"),
    [
        ("您好", "您好"),
        ("@问候", "问候"),
        ("{company}", "公司"),
        ("{title=$customer_title}", "职务"),
        ("(我是|我叫)…{name}", "我是…姓名"),
        ("麻烦[您]稍等", "麻烦稍等"),
        ("{when as due}…{0,8}@回电动词", "时间…回电动词"),
        ("(!听|看)不清楚", "不清楚"),
        ("@我~不@懂", "我不懂"),
        ("^^(好|行)(的|吧)$$", "好的"),
        ("re:不+知道", "re:不+知道"),
    ],
)
def test_pattern_label(pattern: str, label: str) -> None:
    assert pattern_label(pattern) == label


def test_at_most_three_are_written_out() -> None:
    assert joined(["甲", "乙", "甲", "丙"], "/") == "甲/乙/丙"
    assert joined(["甲", "乙", "丙", "丁"], "/") == "甲/乙/丙…"
