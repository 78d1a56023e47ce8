"""Worker processes, each with its own copy of the rules; results come back in the order of the work."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

from svcnorm.audit.batch import judge_batch
from svcnorm.audit.choice import Choice
from svcnorm.audit.rows import Judged, Work
from svcnorm.config import Config
from svcnorm.model.errors import StoreError

AHEAD = 2
"""Pieces of work for each worker that lie ready, so that none waits for the next."""


class Terms(NamedTuple):
    """What all work of a run has in common."""

    packs: tuple[str, ...]
    config: Config
    as_of: int | None
    mask: bool


class Pool:
    """Judges work in `jobs` processes, or in this one if that is 1."""

    def __init__(self, terms: Terms, jobs: int) -> None:
        self._jobs = jobs
        self._here = _Worker(terms) if jobs == 1 else None
        self._ahead: deque[tuple[Work, Future[list[Judged]]]] = deque()
        self._executor = None if jobs == 1 else _executor(terms, jobs)

    def give(self, work: Work) -> Iterator[tuple[Work, list[Judged]]]:
        """Hand out work; yields what has to be taken back first so that not too much of it piles up."""
        if self._here is not None:
            yield work, self._here.judge(work)
            return
        assert self._executor is not None
        while len(self._ahead) >= self._jobs * (1 + AHEAD):
            yield self._next()
        self._ahead.append((work, self._executor.submit(_judge, work)))

    def rest(self) -> Iterator[tuple[Work, list[Judged]]]:
        """All that is still out."""
        while self._ahead:
            yield self._next()

    def close(self) -> None:
        """End the processes; what they have not done is given up."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def _next(self) -> tuple[Work, list[Judged]]:
        work, future = self._ahead.popleft()
        try:
            return work, future.result()
        except BrokenProcessPool:
            message = "a worker process was killed: perhaps there is too little memory"
            raise StoreError(message, remedy="run the same command again, with fewer --jobs: it goes on") from None


class _Worker:
    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._choice = Choice(terms.packs, terms.config)

    def judge(self, work: Work) -> list[Judged]:
        return judge_batch(work, self._choice.rules(work.packs), self._terms.as_of, self._terms.mask)


_worker: _Worker | None = None


def _executor(terms: Terms, jobs: int) -> ProcessPoolExecutor:
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (terms,))


def _begin(terms: Terms) -> None:
    """In a worker: rules are loaded once."""
    global _worker
    settle()
    _worker = _Worker(terms)


def settle() -> None:
    """In a worker: it ends with its parent, whatever ends that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _judge(work: Work) -> list[Judged]:
    assert _worker is not None
    return _worker.judge(work)
