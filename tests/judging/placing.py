"""When unrecorded moments may have been: a grid of instants worth trying, and utterances laid on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tests.judging.world import Happened, Said

if TYPE_CHECKING:
    from tests.judging.possible import Asked

Choose = Callable[[Sequence[Any]], Any]


def around(known: Iterable[int], lengths: Sequence[int]) -> list[int]:
    """Every known instant, every bound from it, and both sides of each."""
    return sorted({t + sign * d + e for t in known for d in (0, *lengths) for sign in (-1, 1) for e in (-1, 0, 1)})


def place_starts(said: Sequence[Said], happened: Sequence[Happened], asked: Asked, choose: Choose) -> list[int]:
    """Starts for utterances that have none: between their neighbours, the answer and the hang-up."""
    first = max([0, *(e.at for e in happened if e.type == "answer")])
    last = _end(happened, asked)
    starts: list[int] = []
    for i, one in enumerate(said):
        low = max([first, *starts])
        high = max(low, min([last, *(later.start for later in said[i + 1 :] if later.start is not None)]))
        if one.start is not None:
            starts.append(one.start)
        elif _matters(one, asked, "turn", "silence", "interr"):
            starts.append(choose(_within((*around(starts, asked.lengths), *asked.grid), low, high)))
        else:
            starts.append(choose((low, high)))
    return starts


def latest_starts(said: Sequence[Said], happened: Sequence[Happened], asked: Asked) -> list[int]:
    """The latest start of every utterance that the record allows."""
    following = [[one.start for one in said[i:] if one.start is not None] for i in range(len(said))]
    return [
        min([_end(happened, asked), *starts]) if one.start is None else one.start
        for one, starts in zip(said, following)
    ]


def place_ends(
    said: Sequence[Said], starts: Sequence[int], happened: Sequence[Happened], asked: Asked, choose: Choose
) -> list[Said]:
    """Ends for those that have none: before the next begins, but where interruptions are asked for."""
    out = []
    for i, one in enumerate(said):
        end = one.end
        if end is None and _matters(one, asked, "silence", "interr"):
            latest = starts[i + 1] if i + 1 < len(said) else max(starts[i], _end(happened, asked))
            latest += 2000 if asked.mentions("interr") else 0
            end = choose(_within((*around(starts, asked.lengths), *asked.grid), starts[i], latest))
        out.append(one._replace(start=starts[i], end=starts[i] if end is None else end))
    return out


def _matters(one: Said, asked: Asked, *words: str) -> bool:
    """Whether a rule can tell where an utterance stands."""
    return asked.mentions(*words) or any(term in one.text for term in asked.terms)


def _end(happened: Sequence[Happened], asked: Asked) -> int:
    return min([asked.grid[-1] + 10**7, *(e.at for e in happened if e.type in ("hangup", "dropped", "visit_ended"))])


def _within(grid: Iterable[int], low: int, high: int) -> list[int]:
    return sorted({low, high, (low + high) // 2, *(t for t in grid if low <= t <= high)})


def breaks_of(said: Sequence[Said], happened: Sequence[Happened]) -> frozenset[int]:
    """A turn ends at a silence of more than five seconds, and at a hold, mute or transfer."""
    cuts = [e.at for e in happened if re.match("hold|mute|transfer|dropped", e.type) and e.at is not None]
    out = set()
    for i in range(1, len(said)):
        last, now = said[i - 1], said[i]
        if last.start is None or now.start is None:
            continue
        end = max(one.start if one.end is None else one.end for one in said[:i] if one.start is not None)
        if (last.end is not None and now.start - end > 5000) or any(end <= cut <= now.start for cut in cuts):
            out.add(i)
    return frozenset(out)
