"""How far an audit is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from svcnorm.i18n import _

if TYPE_CHECKING:
    from svcnorm.audit.engine import Progress, Tell

EVERY = 10.0
"""Seconds between two lines in a log."""


@contextmanager
def progress() -> Iterator[Tell]:
    """Takes the progress of an audit and shows it on stderr."""
    if sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield _Lines().tell


@contextmanager
def _bar() -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(compact=True),
    )
    rate = _Rate()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("audit"), total=None, told="")

        def tell(now: Progress) -> None:
            bar.update(task, total=now.judging, completed=now.judged, told=told(now, rate.of(now.judged)))

        yield tell


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Takes how much of all is done and shows it as a bar, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(compact=True))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, total=total, completed=done)


class _Lines:
    """Plain lines, at most one every `EVERY` seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._rate = _Rate()

    def tell(self, now: Progress) -> None:
        rate = self._rate.of(now.judged)
        if time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            left = _left(now, rate)
            print(told(now, rate) + (f", {left}" if left else ""), file=sys.stderr, flush=True)


class _Rate:
    """Conversations judged a second, since the first was."""

    def __init__(self) -> None:
        self._begin: float | None = None
        self._from = 0

    def of(self, judged: int) -> float:
        now = time.monotonic()
        if self._begin is None:
            if judged:
                self._begin, self._from = now, judged
            return 0.0
        return (judged - self._from) / (now - self._begin) if now > self._begin else 0.0


def told(now: Progress, rate: float) -> str:
    """How many were read and judged, and how fast."""
    if now.judging is None:
        text = _("read {read}, judged {judged}", read=now.read, judged=now.judged)
    else:
        text = _("judged {judged} of {all}", judged=now.judged, all=now.judging)
    if now.errors:
        text += ", " + _("set aside {n}", n=now.errors)
    return text + (", " + _("{rate} a second", rate=f"{rate:.0f}") if rate else "")


def _left(now: Progress, rate: float) -> str:
    if now.judging is None or not rate:
        return ""
    minutes, seconds = divmod(round((now.judging - now.judged) / rate), 60)
    return _("{time} left", time=f"{minutes}:{seconds:02d}")
