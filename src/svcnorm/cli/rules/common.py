"""What the commands of `svcnorm rules` share: the packs meant, and a page to print on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from svcnorm.cli import complain
from svcnorm.model.errors import ConfigError, PackError

if TYPE_CHECKING:
    from svcnorm.packs.opened import Shelf
    from svcnorm.report.terminal.screen import Screen

S = TypeVar("S")
T = TypeVar("T")


def shelf(config: str) -> Shelf:
    """All packs in reach of a configuration file (`--config`, or the one found upward). Raises ConfigError."""
    from svcnorm import config as configuration
    from svcnorm.packs.opened import Shelf

    return Shelf(configuration.load(config or None))


def each(items: Iterable[S], work: Callable[[S], T]) -> tuple[list[T], int]:
    """The work done on every item, and how many could not be done; these are complained about on stderr."""
    done: list[T] = []
    failed = 0
    for item in items:
        try:
            done.append(work(item))
        except PackError as error:
            complain(error)
            failed += 1
    return done, failed


def unknown_rule(name: str, known: Iterable[str]) -> ConfigError:
    """The error for a rule or norm that there is not."""
    from svcnorm.packs.nodes import did_you_mean

    remedy = did_you_mean(name, known) or "list them with svcnorm rules list PACK"
    return ConfigError(f"no rule or norm {name!r} in these packs", remedy=remedy)


def screen() -> Screen:
    """Standard output; in a pipe without colour and without a width."""
    from svcnorm.report import Options
    from svcnorm.report.terminal.console import console_for
    from svcnorm.report.terminal.screen import Screen

    console = console_for(sys.stdout, Options())
    return Screen(console, console.width if console.is_terminal else None)
