"""Times in the units of other systems, and paths into their data."""

from __future__ import annotations

from typing import Any

import pytest

from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign.paths import find, first, leads, steps
from svcnorm.readers.foreign.units import UNKNOWN, moment

HERE = Place("a.json", "/t")
NOON = 1_795_147_200_000
"""2026-11-20, 12:00 in Beijing."""


@pytest.mark.parametrize(
    ("value", "unit", "elapsed"),
    [
        (340, "ms", 340),
        ("340", "ms", 340),
        (" 340.0 ", "ms", 340),
        (0.34, "s", 340),
        ("0.34", "s", 340),
        ("1.200s", "s", 1_200),
        (340_499, "us", 340),
        (340_500, "us", 341),
        (3_400_000, "ticks", 340),
        (3_400_000.0, "ticks", 340),
        (340_000_000, "ns", 340),
        ("0:05.2", "clock", 5_200),
        (5.2, "clock", 5_200),
        ("1:02:03", "ms", 3_723_000),
        (-20, "ms", -20),
        (0, "ms", 0),
        ("1e3", "ms", 1_000),
        (863_999_999, "ms", 863_999_999),
    ],
)
def test_time_since_the_start(value: object, unit: str, elapsed: int) -> None:
    found = moment(value, unit, HERE, 480)
    assert (found.elapsed, found.instant) == (elapsed, None)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("2026-11-20 12:00:00", "date"),
        ("2026-11-20T04:00:00Z", "ms"),
        ("2026/11/20 12:00", "s"),
        (NOON, "date"),
        (NOON // 1000, "date"),
        (NOON * 1000, "date"),
        (NOON * 1_000_000, "date"),
        (str(NOON), "date"),
        (NOON, "ms"),
        (NOON // 1000, "s"),
        (float(NOON * 1000), "us"),
    ],
)
def test_date_and_time(value: object, unit: str) -> None:
    found = moment(value, unit, HERE, 480)
    assert (found.elapsed, found.instant) == (None, NOON)


@pytest.mark.parametrize("value", [0, 0.0, "0", "1970-01-01 08:00:00", "0001-01-01T00:00:00", "1900-01-01"])
def test_the_zero_of_dates_is_unknown(value: object) -> None:
    assert moment(value, "date", HERE, 480) == UNKNOWN


@pytest.mark.parametrize(
    ("value", "unit", "says"),
    [
        (True, "ms", "must be a number or text"),
        (None, "ms", "must be a number or text"),
        ([1], "ms", "must be a number or text"),
        ("soon", "ms", "is not a time"),
        ("1_000", "ms", "is not a time"),
        ("nan", "s", "is not a time"),
        ("1.2s", "ms", "is not a time"),
        ("12:99", "clock", "is not a time"),
        ("²", "ms", "is not a time"),
        ("2026-02-30", "date", "is not in the calendar"),
        ("1998-01-01", "date", "not a date and time of the years 2000 to 2099"),
        ("2100-01-01T00:00:00Z", "date", "not a date and time of the years 2000 to 2099"),
        (12, "date", "not a date and time of the years 2000 to 2099"),
        (10**400, "date", "not a date and time of the years 2000 to 2099"),
        (864_000_001, "ms", "more than 10 days from the start, in the unit “ms”"),
        (1e308, "s", "more than 10 days from the start"),
        ("1e999", "s", "more than 10 days from the start"),
        (-(10**400), "ticks", "more than 10 days from the start"),
        (float("nan"), "s", "more than 10 days from the start"),
    ],
)
def test_what_is_no_time(value: object, unit: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        moment(value, unit, HERE, 480)
    assert says in refused.value.message and refused.value.where == "/t"


DATA: dict[str, Any] = {
    "a": {"b": [{"c": 1}, {"c": None}, {"d": 2}, {"c": 3}]},
    "text": '{"x": [{"y": "z"}], "n": NaN}',
    "broken": "{",
    "a/b": 5,
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (".", [("/", DATA)]),
        ("a.b[].c", [("/a/b/0/c", 1), ("/a/b/3/c", 3)]),
        ("a.b[0].c", [("/a/b/0/c", 1)]),
        ("a.b[-1].c", [("/a/b/3/c", 3)]),
        ("a.b[4].c", []),
        ("a.b[-5].c", []),
        ("a[].b", []),
        ("a[0]", []),
        ("a.b.c", []),
        ("x.y", []),
        ("text!json.x[].y", [("/text/x/0/y", "z")]),
        ("text!json.n", []),
        ("a!json.b[0].c", [("/a/b/0/c", 1)]),
        ("a/b", [("/a~1b", 5)]),
    ],
)
def test_paths(path: str, found: list[tuple[str, Any]]) -> None:
    assert [(place.pointer or "/", value) for value, place in find(DATA, Place("a.json"), path)] == found
    assert leads(DATA, path) == bool(found)


def test_text_that_holds_no_json() -> None:
    assert not leads(DATA, "broken!json.x")
    with pytest.raises(InputError) as refused:
        list(find(DATA, Place("a.json"), "broken!json.x"))
    assert refused.value.where == "/broken" and refused.value.line is None


def test_the_first_of_several_paths() -> None:
    assert first(DATA, HERE, ("x", "a.b[1].c", "a.b[2].d", "a.b[0].c")) == (2, HERE.at("a").at("b").at(2).at("d"))


def test_json_in_the_text_itself() -> None:
    assert first('{"x": 1}', HERE, ("x", "!json")) == ({"x": 1}, HERE)
    assert first('{"x": 1}', HERE, ("!json.x",)) == (1, HERE.at("x"))


@pytest.mark.parametrize("path", ["", "a..b", ".a", "a[", "a[x]", "a]", "a[1", "a!text", "a[--1]", "a.", "[]a."])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="is no path"):
        steps(path)
