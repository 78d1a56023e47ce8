"""Working-day calendars as packs and configurations carry them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from svcnorm.packs.nodes import Node, fail, items, mapping, text

_DAY = re.compile(r"(\d{2})-(\d{2})\Z")
Years = Mapping[int, tuple[frozenset[str], frozenset[str]]]
Names = Mapping[int, Mapping[str, str]]


def read_names(nodes: Mapping[str, Node]) -> dict[int, dict[str, str]]:
    """What the days off of each year are called: `{year: {MM-DD: name}}`."""
    out: dict[int, dict[str, str]] = {}
    for year, node in nodes.items():
        named = node.value.get("holidays")
        if named is not None:
            out[int(year)] = {
                f"{_day(int(year), day, member):%m-%d}": text(member, day)
                for day, member in mapping(named, "holidays").items()
            }
    return out


def read_calendars(nodes: Mapping[str, Node]) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """`{year: {off: [MM-DD, MM-DD..MM-DD], work: […]}}`: days off beside weekends, and weekend days of work.

    `source` and `holidays` (what each day off is called) are for people."""
    out: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
    for name, node in nodes.items():
        if not re.fullmatch(r"\d{4}", name):
            fail(node, f"calendars: {name!r} is no year")
        members = mapping(node, f"calendar {name}", ("off", "work", "source", "holidays"))
        year = int(name)
        off, work = (_days(year, members[key]) if key in members else frozenset() for key in ("off", "work"))
        if off & work:
            fail(node, f"calendar {name}: {', '.join(sorted(off & work))} stand under off and under work")
        out[year] = (off, work)
    return out


def _days(year: int, node: Node) -> frozenset[str]:
    days: set[str] = set()
    for member in items(node, "days"):
        first, _, last = text(member, "a day").partition("..")
        begin = _day(year, first.strip(), member)
        end = _day(year, last.strip(), member) if last else begin
        if end < begin:
            fail(member, f"{last.strip()} is before {first.strip()}")
        days |= {f"{begin + timedelta(n):%m-%d}" for n in range((end - begin).days + 1)}
    return frozenset(days)


def _day(year: int, written: str, node: Node) -> date:
    found = _DAY.match(written)
    try:
        return date(year, int(found[1]), int(found[2])) if found else fail(node, f"{written!r} is no day", _REMEDY)
    except ValueError:
        fail(node, f"{year}-{written} is no day", _REMEDY)


_REMEDY = 'write "10-01", or "10-01..10-07"'
