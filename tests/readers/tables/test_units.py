"""The unit of a column, told by all its values."""

from __future__ import annotations

import pytest

from svcnorm.readers.tables.units import Guess, Numbers, Pace


def numbers(*texts: str) -> Numbers:
    found = Numbers()
    for text in texts:
        found.add(text)
    return found


@pytest.mark.parametrize(
    ("texts", "pace", "unit", "sure"),
    [
        (["0.34", "2.1"], None, "s", True),
        (["0", "0"], None, "s", True),
        ([], None, "s", True),
        (["340", "2100"], 0.005, "ms", True),
        (["3", "12", "60"], 2.0, "s", True),
        (["3", "12", "6000"], 2.0, "s", True),
        (["340", "2100"], 0.05, "s", False),
        (["340", "2100"], None, "s", False),
        (["15000", "21000"], None, "ms", False),
        (["90000", "120000"], None, "ms", True),
        (["340000", "2100000"], 4e-6, "us", True),
        (["1795138200"], None, "s", True),
        (["1795138200000"], None, "ms", True),
        (["1795138200000000"], None, "us", True),
        (["0.00039", "0.000463"], None, "d", False),
        (["0.25", "0.125"], None, "s", True),
        (["0:00:34", "0:01:00"], None, "s", True),
        (["340.0", "2100.0"], 0.005, "ms", True),
        (["", "-", "abc", "12"], 2.0, "s", True),
    ],
)
def test_times(texts: list[str], pace: float | None, unit: str, sure: bool) -> None:
    assert numbers(*texts).of_times(pace) == Guess(unit, sure)


@pytest.mark.parametrize(
    ("texts", "unit", "sure"),
    [
        (["8", "65", "0"], "s", True),
        (["8000", "65000"], "ms", False),
        (["0.0000925925925925926", "0.000347"], "d", False),
        (["0:00:08"], "s", True),
        (["0", "0"], "s", True),
    ],
)
def test_lengths(texts: list[str], unit: str, sure: bool) -> None:
    assert numbers(*texts).of_lengths(600) == Guess(unit, sure)


def test_pace_is_measured_to_the_end_or_to_the_next_row_of_the_call() -> None:
    pace = Pace()
    assert pace.characters_per_unit is None
    pace.add("a", 0, 2000, "一二三四五六七八")
    assert pace.characters_per_unit == 8 / 2000
    pace.add("a", 4000, None, "一二")
    pace.add("b", 9000, None, "一二")
    pace.add("b", 10000, None, "一二")
    pace.add("b", None, None, "一二")
    assert pace.characters_per_unit == (8 + 2) / (2000 + 1000)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["0:00:00", "0:03:00", "0:34:00"], True),
        (["0:00:00", "0:03:00", "0:34:01"], False),
        (["0:03:00", "0:34:00"], False),
        (["3:00", "4:00", "5:00"], False),
    ],
)
def test_whole_minutes(texts: list[str], told: bool) -> None:
    assert numbers(*texts).hours_for_minutes == told
