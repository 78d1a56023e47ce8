"""One audit: read, judge, store; whatever ends it, the next one goes on from there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from svcnorm.assembly import AssemblyOptions
from svcnorm.audit.choice import Choice
from svcnorm.audit.pool import Pool, Terms
from svcnorm.audit.reading import entries
from svcnorm.audit.rows import Judged, Task, Work
from svcnorm.audit.store import intake, opening, results, rulesets, runs, waiting
from svcnorm.audit.store.intake import Entry, Taken
from svcnorm.audit.store.lock import Lock
from svcnorm.audit.store.runs import Run, Tally
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, Source
from svcnorm.report.masking import shown

CHUNK = 100
"""Conversations that are stored in one transaction."""

SHARE = 20
"""Conversations that a worker gets at a time."""


class Options(NamedTuple):
    """What an audit is asked for."""

    terms: Terms
    read: ReadOptions = ReadOptions()
    assembly: AssemblyOptions = AssemblyOptions()
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
    sources: Sequence[Source],
    options: Options,
    tell: Tell = lambda progress: None,
    complain: Complain = lambda error: None,
) -> tuple[Run, Tally]:
    """Judge everything in `sources` that the store does not know yet, and what this changes for what it knows.

    The inputs are read in their order. Raises StoreError, PackError and ConfigError; what was stored by then stays.
    """
    lock = Lock(store)
    try:
        with closing(opening.for_writing(store)) as db, opening.reported(store):
            runs.keep_masking(db, options.terms.mask, str(store))
            run = runs.begin(db, _request(options), options.terms.as_of)
            with closing(Pool(options.terms, options.jobs)) as pool:
                tally = Audit(db, run, pool, options, tell, complain).run(sources)
            runs.end(db, run, tally)
            return run, tally
    finally:
        lock.release()


class Audit:
    """A run in progress."""

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

    def run(self, sources: Iterable[Source]) -> Tally:
        """Read and judge; conversations with cases or customers are judged when all of them have been read."""
        options = self._options
        found = entries(sources, options.read, options.assembly, self._known_for, self._show)
        while chunk := list(islice(found, options.chunk)):
            self._take([item for item in chunk if isinstance(item, Entry)], [e for e in chunk if not isinstance(e, Entry)])
        self._drain()
        waiting.wake(self._db, self._run)
        self._judging = self._judged + waiting.count(self._db)
        self._report()
        for group in waiting.waiting(self._db, options.share):
            by_packs: dict[tuple[str, ...], list[Task]] = {}
            for task, channel in group:
                by_packs.setdefault(self._choice.names(channel), []).append(task)
            for packs, tasks in by_packs.items():
                self._judge(Work(packs, tuple(tasks), waiting.fellows(self._db, [task.key for task in tasks])))
        self._drain()
        return Tally(self._read, self._judged, self._unchanged, self._errors)

    def _known_for(self, channel: str | None) -> rulesets.Known | None:
        packs = self._choice.names(channel)
        if packs not in self._known:
            rules = self._choice.rules(packs)
            self._known[packs] = None if rules is None else rulesets.register(self._db, rules)
        return self._known[packs]

    def _take(self, chunk: Sequence[Entry], errors: list[InputError]) -> None:
        """Store a chunk, and judge those of it that no other conversation concerns."""
        taken = intake.enter(self._db, self._run, chunk)
        errors += [_twin(entry) for entry, state in zip(chunk, taken) if state.state == intake.TWIN]
        if errors:
            with opening.transaction(self._db):
                runs.add_errors(self._db, self._run, errors, self._show)
        for error in errors:
            self._complain(error)
        self._errors += len(errors)
        self._read += sum(state.state != intake.TWIN for state in taken)
        self._unchanged += sum(state.state == intake.UNCHANGED and not state.pending for state in taken)
        alone: dict[tuple[str, ...], list[Task]] = {}
        for entry, state in zip(chunk, taken):
            if state.pending and not _has_fellows(entry):
                task = Task(state.key, entry.canonical, entry.source)
                alone.setdefault(self._choice.names(entry.channel), []).append(task)
        for packs, tasks in alone.items():
            for start in range(0, len(tasks), self._options.share):
                self._judge(Work(packs, tuple(tasks[start : start + self._options.share])))
        self._report()

    def _judge(self, work: Work) -> None:
        for done, judged in self._pool.give(work):
            self._store(done, judged)

    def _drain(self) -> None:
        for done, judged in self._pool.rest():
            self._store(done, judged)

    def _store(self, work: Work, judged: Sequence[Judged]) -> None:
        faults = [_fault(work.tasks[n], one.fault) for n, one in enumerate(judged) if one.fault]
        with opening.transaction(self._db):
            results.write(self._db, self._run, self._known.get(work.packs), judged)
            runs.add_errors(self._db, self._run, faults, self._show)
        for error in faults:
            self._complain(error)
        self._errors += len(faults)
        self._judged += len(judged)
        self._report()

    def _report(self) -> None:
        self._tell(Progress(self._read, self._judged, self._judging, self._errors))


def _has_fellows(entry: Entry) -> bool:
    return entry.rules is not None and any(kind in entry.rules.levels for kind, _ in entry.memberships)


def _twin(entry: Entry) -> InputError:
    message = f"two conversations have the id “{entry.id}”: the other one was read before"
    return InputError(message, file=entry.source, remedy="give each its own id, or leave one file out")


def _fault(task: Task, fault: str) -> InputError:
    name = json.loads(task.canonical)["id"]
    message = f"svcnorm itself failed on the conversation “{name}”: {fault}"
    return InputError(message, file=task.source, remedy="please report it")


def _request(options: Options) -> str:
    """What makes two runs the same: that which decides the verdicts, not where the inputs lie."""
    terms = options.terms
    config = terms.config._replace(file="", origins={})
    said = {"packs": terms.packs, "as_of": terms.as_of, "config": list(config), "assembly": list(options.assembly)}
    return json.dumps(said, sort_keys=True, default=str)
