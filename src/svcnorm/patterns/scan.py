"""One conversation's turns, scanned once for all wordings; hits are worked out when they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from svcnorm.patterns.slots.base import SlotContext
from svcnorm.patterns.standing import Atoms, Standing
from svcnorm.patterns.values import Hit, Phrases
from svcnorm.patterns.wording import Patterns, TurnHits

if TYPE_CHECKING:
    from svcnorm.text.turntext import TurnText


class Compiled(Patterns, Atoms, Protocol):
    """What a scan asks of the program."""

    words: Mapping[str, tuple[str, ...]]

    def phrases(self, number: int) -> Phrases:
        """A wording by its number."""

    def atoms_of(self, number: int) -> tuple[int, ...] | None:
        """Numbers of the atoms of a wording; None if it can stand without any."""


class Scan:
    """Hits of the wordings of a program in the turns of one conversation."""

    def __init__(
        self,
        program: Compiled,
        texts: Sequence[TurnText],
        times: Sequence[int | None],
        utc_offset: int,
        values: Mapping[str, str],
    ) -> None:
        self._program = program
        self._texts = texts
        self._times = times
        self._utc_offset = utc_offset
        self._values = values
        self._turns: dict[int, TurnHits] = {}
        self._candidates: dict[tuple[int, int], tuple[Hit, ...]] = {}
        self._could: dict[int, Sequence[int]] = {}
        self._standing = Standing(program, texts)

    def hits(self, phrases: int, turn: int) -> tuple[Hit, ...]:
        """The hits of a wording in a turn that nothing dropped, sorted by start and end; they may overlap."""
        return tuple(hit for hit in self.candidates(phrases, turn) if not hit.dropped)

    def candidates(self, phrases: int, turn: int) -> tuple[Hit, ...]:
        """All candidates of a wording in a turn, with what dropped them."""
        if turn not in self.could_hit(phrases):
            return ()
        key = phrases, turn
        if key not in self._candidates:
            self._candidates[key] = tuple(self._turn(turn).wording(self._program.phrases(phrases)))
        return self._candidates[key]

    def could_hit(self, phrases: int) -> Sequence[int]:
        """Indexes of the turns in which a wording may stand, ascending: they hold what it requires."""
        if phrases not in self._could:
            atoms = self._program.atoms_of(phrases)
            if atoms is None:
                self._could[phrases] = range(len(self._texts))
            else:
                # Most wordings end here, before their patterns are looked at.
                wording = self._program.phrases(phrases)
                self._could[phrases] = self._standing.of_wording(wording) if self._standing.is_found(atoms) else ()
        return self._could[phrases]

    def _turn(self, turn: int) -> TurnHits:
        if turn not in self._turns:
            time = self._times[turn] if turn < len(self._times) else None
            context = SlotContext(self._program.words, time, self._utc_offset, self._values)
            self._turns[turn] = TurnHits(self._program, self._texts[turn], context, self._standing, turn)
        return self._turns[turn]


def leftmost_longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits without overlaps: the leftmost first, the longest of those; possible ones only beside sure ones."""
    ordered = sorted(hits, key=lambda h: (h.start, -h.end))
    sure = _apart([hit for hit in ordered if hit.sure])
    ends = [hit.end for hit in sure]
    free = []
    for hit in ordered:
        nearest = bisect_right(ends, hit.start)  # the first sure hit that ends beyond the beginning of this one
        if not hit.sure and (nearest == len(sure) or hit.end <= sure[nearest].start):
            free.append(hit)
    return tuple(sorted([*sure, *_apart(free)], key=lambda h: (h.start, h.end)))


def _apart(ordered: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in ordered:
        if not kept or kept[-1].end <= hit.start:
            kept.append(hit)
    return kept
