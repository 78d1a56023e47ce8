"""One audit: read, judge, store; whatever ends it, the next one goes on from there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from svcnorm.audit.choice import Choice
from svcnorm.audit.entries import entry, has_fellows
from svcnorm.audit.faults import fault
from svcnorm.audit.pool import Pool, Terms
from svcnorm.audit.rows import Judged, Task, Work
from svcnorm.audit.store import arrivals, opening, results, rulesets, runs, waiting
from svcnorm.audit.store.arrivals import Entry
from svcnorm.audit.store.lock import Lock
from svcnorm.audit.store.runs import Run, Tally
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.report.masking import shown

CHUNK = 100
"""Conversations that are stored in one transaction."""

SHARE = 20
"""Conversations that a worker gets at a time."""


class Options(NamedTuple):
    """How an audit is done. What it comes to depends on `terms` alone."""

    terms: Terms
    jobs: int = 1
    chunk: int = CHUNK
    share: int = SHARE


class Progress(NamedTuple):
    """How far an audit is. `judging` is how many there are to be judged, None while that is not known yet."""

    read: int
    judged: int
    judging: int | None
    errors: int


Tell = Callable[[Progress], None]
Complain = Callable[[InputError], None]


def audit(
    store: Path,
    items: Iterable[Conversation | InputError],
    options: Options,
    tell: Tell = lambda progress: None,
    complain: Complain = lambda error: None,
) -> tuple[Run, Tally]:
    """Judge all conversations (assembled, each id once) that the store does not know yet, and those that it knows
    for which this changes something.

    InputErrors among the items are noted. Raises StoreError, PackError and ConfigError; what was stored by then
    stays.
    """
    lock = Lock(store)
    try:
        with closing(opening.for_writing(store)) as db, opening.reported(store):
            runs.keep_masking(db, options.terms.mask, str(store))
            run = runs.begin(db, _request(options.terms), options.terms.as_of)
            with closing(Pool(options.terms, options.jobs)) as pool:
                tally = Audit(db, run, pool, options, tell, complain).run(items)
            runs.end(db, run, tally)
            return run, tally
    finally:
        lock.release()


class Audit:
    """A run in progress. It holds no more conversations than are being judged."""

    def __init__(
        self, db: sqlite3.Connection, run: Run, pool: Pool, options: Options, tell: Tell, complain: Complain
    ) -> None:
        self._db, self._run, self._pool, self._options = db, run, pool, options
        self._tell, self._complain = tell, complain
        self._choice = Choice(options.terms.packs, options.terms.config)
        self._show = shown(options.terms.mask)
        self._known: dict[tuple[str, ...], rulesets.Known | None] = {}
        self._read = self._judged = self._errors = self._unchanged = 0
        self._judging: int | None = None

    def run(self, items: Iterable[Conversation | InputError]) -> Tally:
        """Read and judge; conversations with cases or customers are judged when all of them have been read."""
        stream = iter(items)
        while chunk := list(islice(stream, self._options.chunk)):
            self._set_aside([item for item in chunk if isinstance(item, InputError)])
            self._take([entry(item, self._known_for, self._show) for item in chunk if isinstance(item, Conversation)])
        self._store_all(self._pool.rest())
        waiting.wake(self._db, self._run)
        self._judging = self._judged + waiting.count(self._db)
        self._report()
        for group in waiting.waiting(self._db, self._options.share):
            for packs, tasks in self._by_packs(group):
                self._judge(Work(packs, tasks, waiting.fellows(self._db, [task.key for task in tasks])))
        self._store_all(self._pool.rest())
        return Tally(self._read, self._judged, self._unchanged, self._errors)

    def _known_for(self, channel: str | None) -> rulesets.Known | None:
        packs = self._choice.names(channel)
        if packs not in self._known:
            rules = self._choice.rules(packs)
            self._known[packs] = None if rules is None else rulesets.register(self._db, rules)
        return self._known[packs]

    def _take(self, chunk: Sequence[Entry]) -> None:
        """Store a chunk, and judge those of it that no other conversation concerns."""
        taken = arrivals.enter(self._db, self._run, chunk)
        self._read += len(chunk)
        self._unchanged += sum(not state.pending for state in taken)
        alone = [
            (Task(state.key, one.canonical, one.source), one.channel)
            for one, state in zip(chunk, taken)
            if state.pending and not has_fellows(one)
        ]
        for start in range(0, len(alone), self._options.share):
            for packs, tasks in self._by_packs(alone[start : start + self._options.share]):
                self._judge(Work(packs, tasks))
        self._report()

    def _by_packs(self, tasks: Iterable[tuple[Task, str | None]]) -> Iterator[tuple[tuple[str, ...], tuple[Task, ...]]]:
        by_packs: dict[tuple[str, ...], list[Task]] = {}
        for task, channel in tasks:
            self._known_for(channel)
            by_packs.setdefault(self._choice.names(channel), []).append(task)
        return ((packs, tuple(of)) for packs, of in by_packs.items())

    def _judge(self, work: Work) -> None:
        self._store_all(self._pool.give(work))

    def _store_all(self, done: Iterable[tuple[Work, Sequence[Judged]]]) -> None:
        for work, judged in done:
            with opening.transaction(self._db):
                results.write(self._db, self._run, self._known[work.packs], judged)
            self._set_aside([fault(task, one.fault) for task, one in zip(work.tasks, judged) if one.fault])
            self._judged += len(judged)
            self._report()

    def _set_aside(self, errors: Sequence[InputError]) -> None:
        if errors:
            with opening.transaction(self._db):
                runs.add_errors(self._db, self._run, errors, self._show)
        for error in errors:
            self._complain(error)
        self._errors += len(errors)

    def _report(self) -> None:
        self._tell(Progress(self._read, self._judged, self._judging, self._errors))


def _request(terms: Terms) -> str:
    """What makes two runs the same: that which decides the verdicts, not where the inputs lie."""
    config = terms.config._replace(file="", origins={})
    said = {"packs": terms.packs, "as_of": terms.as_of, "config": list(config), "mask": terms.mask}
    return json.dumps(said, sort_keys=True)
