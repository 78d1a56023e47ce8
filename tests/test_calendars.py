"""Working days: the shipped calendars against those of three libraries, and the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import holidays
import pytest
import yaml
from workalendar.asia import China

from svcnorm.calendars import Calendar, holiday, is_working_day, working_day_deadline

FOLDER = Path(__file__).parents[1] / "rules" / "common" / "calendars"
FILES = sorted(FOLDER.glob("*.yaml"))
YEARS = {
    year: content for path in FILES for year, content in yaml.safe_load(path.read_text("utf-8"))["calendars"].items()
}
SHIPPED: Calendar = {year: (frozenset(c["off"]), frozenset(c["work"])) for year, c in YEARS.items()}

WORKALENDAR_KNOWS = range(2018, 2024)
# A later notice made the Spring Festival of 2020 longer (国办发明电〔2020〕1号); workalendar keeps the first plan.
WORKALENDAR_LACKS = {date(2020, 1, 31), date(2020, 2, 1)}


def days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def test_there_is_a_file_per_year() -> None:
    assert list(YEARS) == list(range(2015, 2027)) == [int(path.stem) for path in FILES]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_that_of_chinesecalendar(year: int) -> None:
    assert [d for d in days(year) if is_working_day(d, SHIPPED) is not chinese_calendar.is_workday(d)] == []


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_that_of_holidays(year: int) -> None:
    other = holidays.country_holidays("CN", years=year)
    assert [d for d in days(year) if is_working_day(d, SHIPPED) is not other.is_working_day(d)] == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("year", WORKALENDAR_KNOWS)
def test_every_day_is_that_of_workalendar(year: int) -> None:
    other = China()
    different = {d for d in days(year) if is_working_day(d, SHIPPED) is not other.is_working_day(d)}
    assert different == {d for d in WORKALENDAR_LACKS if d.year == year}


@pytest.mark.parametrize(("year", "content"), YEARS.items())
def test_the_files_are_consistent(year: int, content: dict[str, Any]) -> None:
    off, work = SHIPPED[year]
    assert set(content) == {"source", "off", "work", "holidays"} and "国办发明电" in content["source"]
    assert not off & work
    assert all(date.fromisoformat(f"{year}-{day}").weekday() >= 5 for day in work)
    assert content["holidays"].keys() == off
    assert content["off"] == sorted(off) and content["work"] == sorted(work)


@pytest.mark.parametrize(
    ("anchor", "n", "deadline"),
    [
        ("2026-10-23", 2, "2026-10-27"),  # Friday to Tuesday
        ("2026-11-06", 2, "2026-11-10"),
        ("2026-11-09", 0, "2026-11-09"),
        ("2026-11-07", 0, "2026-11-09"),  # a Saturday: Monday is day 0
        ("2026-11-07", 1, "2026-11-10"),
        ("2026-09-30", 1, "2026-10-08"),  # over the National Day
        ("2026-09-30", 3, "2026-10-10"),  # a Saturday that is worked
        ("2026-10-03", 1, "2026-10-09"),  # out of the holiday: the 8th is day 0
        ("2026-02-14", 1, "2026-02-24"),  # from a Saturday that is worked, over the Spring Festival
        ("2025-12-31", 1, "2026-01-04"),  # into the next year, a Sunday that is worked
        ("2020-01-23", 1, "2020-02-03"),
    ],
)
def test_deadlines(anchor: str, n: int, deadline: str) -> None:
    assert working_day_deadline(date.fromisoformat(anchor), n, SHIPPED) == date.fromisoformat(deadline)


def test_a_year_that_is_not_loaded_is_unknown() -> None:
    assert is_working_day(date(2014, 12, 31), SHIPPED) is None and is_working_day(date(2026, 1, 1), {}) is None
    assert working_day_deadline(date(2014, 12, 31), 0, SHIPPED) is None
    assert working_day_deadline(date(2026, 12, 31), 0, SHIPPED) == date(2026, 12, 31)
    assert working_day_deadline(date(2026, 12, 31), 1, SHIPPED) is None
    assert working_day_deadline(date(9999, 12, 31), 1, {9999: (frozenset(), frozenset())}) is None


def test_a_negative_number_of_days_is_an_error() -> None:
    with pytest.raises(ValueError, match="before its start"):
        working_day_deadline(date(2026, 1, 5), -1, SHIPPED)


@pytest.mark.parametrize(("anchor", "n"), [(d, n) for d in list(days(2026))[::9] for n in (0, 1, 7) if d.month < 12])
def test_a_deadline_is_n_working_days_away(anchor: date, n: int) -> None:
    deadline = working_day_deadline(anchor, n, SHIPPED)
    assert deadline is not None and is_working_day(deadline, SHIPPED)
    between = (anchor + timedelta(days=i) for i in range((deadline - anchor).days + 1))
    assert sum(bool(is_working_day(d, SHIPPED)) for d in between) == n + 1


def test_holidays_have_names() -> None:
    names = {year: content["holidays"] for year, content in YEARS.items()}
    assert holiday(date(2026, 2, 17), SHIPPED, names) == "春节"
    assert holiday(date(2026, 2, 17), SHIPPED) == "02-17"
    assert holiday(date(2015, 9, 3), SHIPPED, names) == "抗战胜利70周年纪念日"
    assert holiday(date(2026, 3, 7), SHIPPED, names) is None
    assert holiday(date(2026, 2, 14), SHIPPED, names) is None
    assert holiday(date(2030, 2, 17), SHIPPED, names) is None
