"""The pages of a store: what there is to be told is asked once, the pages are laid out by several processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from svcnorm.audit.figures.summary import summary
from svcnorm.audit.figures.tallies import Choice
from svcnorm.audit.pool import settle
from svcnorm.audit.site.books import books
from svcnorm.audit.site.rows import rows
from svcnorm.audit.site.work import Agent, Calls, Desk, Rule, Terms, Work, put
from svcnorm.audit.store.opening import for_reading, reported
from svcnorm.audit.store.runs import setting
from svcnorm.i18n import language
from svcnorm.model.errors import StoreError
from svcnorm.model.rules import Handbook
from svcnorm.model.summary import GroupLine, RuleLine
from svcnorm.report.html.site.listing import Row, pages
from svcnorm.report.html.site.overview import Found, agents_page, overview_page, rules_page

FOLDERS = ("list", "conversation", "agent", "rule")
FILES = ("index.html", "conversations.html", "agents.html", "rules.html")
SHARE = 40
"""Conversations that a worker lays out at a time."""
HERS = 300
"""Conversations on the page of an agent, the worst ones; the others are counted."""
OF_A_RULE = 100
"""Conversations on the page of a rule, the latest ones."""
ALONE = 200
"""With fewer conversations this process lays out all pages: others would take longer to start."""
BY_DAY = 92
"""Up to so many days a trend is drawn by day."""

Tell = Callable[[int, int], None]


class Written(NamedTuple):
    """How many pages there are, and of how many conversations."""

    pages: int
    conversations: int


def write(store: Path, folder: Path, choice: Choice, jobs: int, tell: Tell = lambda done, total: None) -> Written:
    """Write all pages into an empty folder; `tell` hears how many pieces of work are done, and of how many.

    Raises StoreError.
    """
    with closing(for_reading(store)) as db, reported(store):
        by_number = rows(db, choice)
        hers = _of_agents(db, by_number)
        found = _found(db, choice, list(by_number.values()), sorted(hers))
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700)
    titles = {name: found.title(name) for name in found.handbooks}
    plain = [
        ("index.html", overview_page(found)),
        ("agents.html", agents_page(found)),
        ("rules.html", rules_page(found)),
    ]
    plain += pages(found.rows, titles, {line.name: line.title for line in found.rules})
    for name, text in plain:
        put(folder, name, text)
    terms = Terms(str(store), str(folder), language(), titles, found.period, found.masked)
    work = [*_calls(by_number), *_agents(found, by_number, hers), *_rules(found, by_number)]
    done = len(plain)
    for at, n in enumerate(_laid_out(terms, work, jobs if len(by_number) >= ALONE else 1), 1):
        done += n
        tell(at, len(work))
    return Written(done, len(by_number))


def _found(db: sqlite3.Connection, choice: Choice, calls: Sequence[Row], paged: Sequence[str]) -> Found:
    told = summary(db, "", choice)
    days = _groups(db, "day", choice)
    known = books(db)
    handbooks: dict[str, Handbook] = {}
    for book in known.values():
        handbooks.update((handbook.name, handbook) for handbook in book.report.handbooks)
    if not known:
        raise StoreError("nothing in the store was judged", remedy="run svcnorm audit on it first")
    last = db.execute("SELECT id, errors FROM run ORDER BY id DESC LIMIT 1").fetchone()
    return Found(
        told,
        days if len(days) <= BY_DAY else told.trend,
        _groups(db, "agent", choice),
        [line for line in _groups(db, "team", choice) if line.name],
        [line for line in summary(db, "rule", choice).lines if isinstance(line, RuleLine)],
        calls,
        handbooks,
        list(known.values())[-1].report,
        paged,
        (choice.begin, choice.end),
        last[1] if last else 0,
        setting(db, "text", "masked") == "masked",
    )


def _groups(db: sqlite3.Connection, by: str, choice: Choice) -> list[GroupLine]:
    return [line for line in summary(db, by, choice).lines if isinstance(line, GroupLine)]


def _of_agents(db: sqlite3.Connection, by_number: Mapping[int, Row]) -> dict[str, list[int]]:
    """The conversations of each agent, the worst first: hers, and those of others in which she did something wrong."""
    found = db.execute(
        "SELECT DISTINCT conversation, agent FROM finding WHERE agent IS NOT NULL AND withdrawn_run IS NULL"
        " AND NOT possible"
    )
    more: dict[int, list[str]] = {}
    for key, agent in found:
        more.setdefault(key, []).append(agent)
    hers: dict[str, list[int]] = {}
    for key, row in by_number.items():
        for agent in dict.fromkeys(filter(None, (row.agent, *more.get(key, ())))):
            hers.setdefault(agent, []).append(key)
    return hers


def _calls(by_number: Mapping[int, Row]) -> Iterator[Work]:
    every = list(by_number.items())
    return (Calls(every[at : at + SHARE]) for at in range(0, len(every), SHARE))


def _agents(found: Found, by_number: Mapping[int, Row], hers: Mapping[str, list[int]]) -> Iterator[Work]:
    lines = {line.name: line for line in found.agents}
    for agent, keys in sorted(hers.items()):
        calls = [(key, by_number[key]) for key in keys[:HERS]]
        yield Agent(agent, lines.get(agent), calls, len(keys) - len(calls))


def _rules(found: Found, by_number: Mapping[int, Row]) -> Iterator[Work]:
    broken: dict[str, list[int]] = {}
    for key, row in sorted(by_number.items(), key=lambda each: each[1].day, reverse=True):
        for rule in row.rules:
            broken.setdefault(rule, []).append(key)
    for line in found.rules:
        keys = broken.get(line.name, [])
        calls = [(key, by_number[key]) for key in keys[:OF_A_RULE]]
        yield Rule(line.name, line, calls, len(keys) - len(calls))


def _laid_out(terms: Terms, work: list[Work], jobs: int) -> Iterator[int]:
    """How many pages came of each piece of work, as they are done."""
    if jobs == 1:
        with closing(Desk(terms)) as desk:
            yield from map(desk.write, work)
        return
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (terms,)) as pool:
        try:
            yield from (future.result() for future in as_completed([pool.submit(_write, each) for each in work]))
        except BrokenProcessPool:
            message = "a worker process was killed: perhaps there is too little memory"
            raise StoreError(message, remedy="run the same command again, with fewer --jobs") from None
        finally:
            pool.shutdown(cancel_futures=True)


_desk: Desk | None = None


def _begin(terms: Terms) -> None:
    global _desk
    settle()
    _desk = Desk(terms)


def _write(work: Work) -> int:
    assert _desk is not None
    return _desk.write(work)
