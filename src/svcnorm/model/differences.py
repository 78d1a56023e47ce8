"""What became of verdicts between two runs, or two packs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.verdicts import VIOLATION

APPEARED, VANISHED, MOVED = "appeared", "vanished", "moved"
KINDS = (APPEARED, VANISHED, MOVED)
"""A violation that there was not before; one that there is not any more; any other verdict that is another now, or
stands with another conversation of its case or customer."""

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class Change(NamedTuple):
    """A rule in one conversation: its verdict before and after, each empty where there was none. `message` says what
    is or was wrong, `text` is the sentence. `elsewhere` is the conversation where the verdict stood before."""

    rule: str
    title: str
    conversation: str
    before: str
    after: str
    message: str = ""
    text: str = ""
    elsewhere: str = ""

    @property
    def kind(self) -> str:
        """One of KINDS."""
        if (self.before == VIOLATION) == (self.after == VIOLATION):
            return MOVED
        return APPEARED if self.after == VIOLATION else VANISHED


class Part(NamedTuple):
    """A rule or a norm that only one of two packs has, or that they state differently: in which `fields`."""

    kind: str
    name: str
    title: str
    became: str
    fields: tuple[str, ...] = ()


class Differences(NamedTuple):
    """What changed from `before` to `after`: the names of two runs, or of two packs.

    `conversations` were judged by both; `fresh` are new, with `violations` of their own by rule. `parts` are what
    the packs say differently; `shared` that they differ in what all rules use. `findings` counts the findings that
    came and that were withdrawn.
    """

    before: str
    after: str
    conversations: int
    changes: Sequence[Change]
    fresh: int = 0
    violations: Mapping[str, int] = {}
    parts: Sequence[Part] = ()
    shared: bool = False
    findings: tuple[int, int] = (0, 0)
