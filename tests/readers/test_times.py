"""Times as written become exact milliseconds."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcnorm.readers import times


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.3, 300), (4.1, 4100), (1.0005, 1001), (0.0004, 0), (-12, -12000), (-12.5, -12500), (-0.0005, 0), (1e-7, 0)],
)
def test_seconds_round_half_up(seconds: float, expected: int) -> None:
    assert times.milliseconds(seconds) == expected


@given(st.floats(min_value=-864_000, max_value=864_000))
def test_seconds_round_as_written_not_as_stored(seconds: float) -> None:
    exact = (Decimal(repr(seconds)) * 1000 + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    assert times.milliseconds(seconds) == exact


@given(st.integers(min_value=-864_000_000, max_value=864_000_000))
def test_milliseconds_survive_being_written_as_seconds(value: int) -> None:
    assert times.milliseconds(value / 1000) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.2", 5200),
        ("00:05", 5000),
        ("1:02:03.4", 3_723_400),
        ("00:00:05,340", 5340),
        ("90:00", 5_400_000),
        ("-0:12", -12_000),
        ("0.0005", 1),
        ("0.9999", 1000),
        ("00:60", None),
        ("1:60:00", None),
        ("1:2:3:4", None),
        ("5s", None),
        ("", None),
    ],
)
def test_clock_texts(text: str, expected: int | None) -> None:
    assert times.elapsed(text) == expected


@pytest.mark.parametrize(
    ("text", "instant", "offset"),
    [
        ("1970-01-01T00:00:00Z", 0, 0),
        ("1970-01-01T08:00:00+08:00", 0, 480),
        ("1970-01-01 08:00", 0, None),
        ("1970/1/1 8:00:00.25", 250, None),
        ("1970-01-01T08:00:00.0005+0800", 1, 480),
        ("1969-12-31T24:00:00Z", 0, 0),
        ("2026-11-20T09:30:00-03:30", 1_795_179_600_000, -210),
        ("1970-01-01", -28_800_000, None),
    ],
)
def test_dates(text: str, instant: int, offset: int | None) -> None:
    moment = times.date_time(text, 480)
    assert moment is not None and (moment.instant, moment.offset) == (instant, offset)
    assert moment.day_only == (len(text) == 10)


@pytest.mark.parametrize(
    "text", ["2026-02-30 10:00", "2026-13-01", "2026-11-20 25:00", "2026-11-20 24:01", "2026-11-20T10:00:00+15:00"]
)
def test_dates_that_no_calendar_has(text: str) -> None:
    with pytest.raises(ValueError):
        times.date_time(text, 480)


@given(st.integers(min_value=-(10**13), max_value=10**13), st.sampled_from([480, 0, -210, 345]))
def test_instants_survive_being_written(instant: int, offset: int) -> None:
    moment = times.date_time(times.iso(instant, offset), 0)
    assert moment is not None and (moment.instant, moment.offset) == (instant, offset)
