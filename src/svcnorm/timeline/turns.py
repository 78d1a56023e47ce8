"""Utterances to turns: the maximal run of one party's utterances, back-channels apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from svcnorm.model.conversation import Utterance

STAFF = ("agent", "colleague")
PAUSE_MS = 300
"""A silence longer than this separates clauses (language: pattern mark `^`)."""

BREAK_MS = 5_000
"""A silence longer than this ends a turn, so that 让您久等了 after it is a turn of its own."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: `utterances` are indexes into the conversation's, in order.

    A `backchannel` turn is nothing but 嗯, 好的 and the like; it does not end the other side's turn
    and is not counted by scopes and windows.
    """

    index: int
    party: str
    role: str
    utterances: tuple[int, ...]
    backchannel: bool


def build_turns(
    utterances: Sequence[Utterance],
    roles: Sequence[str],
    is_backchannel: Callable[[int], bool],
    apart: Callable[[int], bool],
) -> tuple[Turn, ...]:
    """Group utterances into turns, ordered by their first utterance.

    `roles` are those of the world that is judged. `apart(i)`: utterance i begins a turn whoever
    speaks before it: nobody is named in this record, or a hold or a long silence lies before it.
    """
    runs: list[list[int]] = []
    for index, utterance in enumerate(utterances):
        same = runs and utterances[runs[-1][0]].party == utterance.party and not apart(index)
        if same:
            runs[-1].append(index)
        else:
            runs.append([index])
    flagged = [(run, all(is_backchannel(i) for i in run)) for run in runs]
    merged: list[tuple[list[int], bool]] = []
    open_at: int | None = None
    for run, quiet in flagged:
        holder = merged[open_at][0] if open_at is not None else None
        if holder is not None and _goes_on(utterances, holder, run[0], apart):
            holder.extend(run)
            continue
        if quiet and holder is not None:
            merged.append((run, True))
            continue
        merged.append((run, quiet))
        open_at = None if quiet else len(merged) - 1
    return tuple(
        Turn(i, utterances[run[0]].party, roles[run[0]], tuple(run), quiet) for i, (run, quiet) in enumerate(merged)
    )


def _goes_on(utterances: Sequence[Utterance], holder: Sequence[int], index: int, apart: Callable[[int], bool]) -> bool:
    """Whether an utterance continues a turn: same party, and no break since, not even before a back-channel."""
    same = utterances[holder[0]].party == utterances[index].party
    return same and not any(apart(i) for i in range(holder[-1] + 1, index + 1))


def pauses(utterances: Sequence[Utterance], members: Sequence[int]) -> tuple[bool, ...]:
    """Before which utterance of a turn there is a pause (or nothing is known of one)."""
    out = [True]
    for before, after in zip(members, members[1:]):
        end, start = utterances[before].end, utterances[after].start
        out.append(end is None or start is None or start - end > PAUSE_MS)
    return tuple(out)


def breaks(utterances: Sequence[Utterance], cuts: Sequence[int]) -> frozenset[int]:
    """Utterances before which a turn ends: after a long silence, or a hold, mute or transfer.

    `cuts` are the times of such events, in milliseconds from the conversation's start.
    """
    out: set[int] = set()
    reached: int | None = None
    for index, (last, utterance) in enumerate(zip(utterances, utterances[1:]), 1):
        said = last.end if last.end is not None else last.start
        reached = said if reached is None else max(reached, said) if said is not None else reached
        start = utterance.start
        if said is None or reached is None or start is None:
            continue
        # Somebody may still have spoken after the one who spoke last before this.
        silent = last.end is not None and start - reached > BREAK_MS
        if silent or any(reached <= cut <= start for cut in cuts):
            out.add(index)
    return frozenset(out)
