"""One conversation of which everything is known: its turns, and the order of things in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

QUIET = ("嗯", "哦", "喂")
"""The back-channels that generated conversations use."""


class Said(NamedTuple):
    """One utterance; times in ms, None where the record has none."""

    party: str
    role: str
    text: str
    start: Any = None
    end: Any = None


class Happened(NamedTuple):
    """One event; times in ms."""

    type: str
    at: Any = None
    by: str | None = None
    due: Any = None


class Run(NamedTuple):
    """One turn: whose, which utterances, and whether it is nothing but back-channel."""

    role: str
    members: list[int]
    quiet: bool


class World(NamedTuple):
    """A conversation of which everything is known.

    `breaks`: utterances before which a turn ends; `recorded`: those of which there is a record.
    `latest`: the latest starts that their record allows; `undated`: types of events without a time.
    """

    said: Sequence[Said]
    happened: Sequence[Happened]
    attributes: Mapping[str, Any]
    breaks: frozenset[int]
    recorded: range
    latest: Sequence[int] = ()
    undated: Sequence[str] = ()
    runs: Sequence[Run] = ()


class Found(NamedTuple):
    """Where something is: `words` is (utterance, offset) for what was said."""

    start: int
    end: int
    words: tuple[int, int] | None = None
    run: int | None = None
    size: int = 0
    due: Any = None


def runs_of(said: Sequence[Said], breaks: frozenset[int]) -> list[Run]:
    """Maximal runs of one party; a back-channel of the other does not end one."""
    plain: list[list[int]] = []
    for i, one in enumerate(said):
        if plain and said[plain[-1][-1]].party == one.party and i not in breaks:
            plain[-1].append(i)
        else:
            plain.append([i])
    out: list[Run] = []
    for members in plain:
        quiet = all(said[i].text in QUIET for i in members)
        last = next((run for run in reversed(out) if not run.quiet), None)
        broken = last is not None and any(i in breaks for i in range(last.members[-1] + 1, members[0] + 1))
        if last is not None and not broken and said[last.members[0]].party == said[members[0]].party:
            last.members.extend(members)
        else:
            out.append(Run(said[members[0]].role, list(members), quiet))
    return out


def order(a: Found, b: Found) -> int:
    """-1, 0, 1: words by the record, all else by time."""
    left, right = (a.words, b.words) if a.words and b.words else (a.start, b.start)
    return (left > right) - (left < right)


def mark(world: World, run: int) -> Found:
    first, last = world.runs[run].members[0], world.runs[run].members[-1]
    return Found(world.said[first].start, world.said[last].end, (first, 0), run)


def last_words(world: World, run: int) -> Found:
    last = world.runs[run].members[-1]
    return Found(world.said[last].start, world.said[last].end, (last, 0), run)


def own(world: World, role: str, quiet: bool = False) -> list[int]:
    """The turns of a role that count."""
    return [k for k, run in enumerate(world.runs) if run.role == role and (quiet or not run.quiet)]
