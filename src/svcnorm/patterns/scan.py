"""One conversation's turns, scanned once for all wordings; hits are worked out when they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Protocol

from svcnorm.patterns.slots.base import SlotContext
from svcnorm.patterns.values import Hit, Phrases
from svcnorm.patterns.wording import Patterns, TurnHits

if TYPE_CHECKING:
    from svcnorm.text.turntext import TurnText


class Compiled(Patterns, Protocol):
    """What a scan asks of the program."""

    words: Mapping[str, tuple[str, ...]]

    def phrases(self, number: int) -> Phrases:
        """A wording by its number."""

    def atoms_of(self, number: int) -> Sequence[int] | None:
        """Numbers of the atoms of a wording; None if it can stand without any."""

    def groups(self, source: str) -> Sequence[Sequence[int]]:
        """The groups of atoms of a pattern: every hit holds one of each."""

    def atoms_in(self, text: str) -> AbstractSet[int]:
        """Numbers of the atoms that stand in a text."""


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
        self._atoms_in: list[set[int]] = [set() for _ in texts]
        self._turns_with: dict[int, set[int]] = {}
        self._turns_of_source: dict[str, AbstractSet[int]] = {}
        self._all_turns = frozenset(range(len(texts)))
        self._find_atoms()

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
                found = self._turns_with_one_of(atoms)
                self._could[phrases] = sorted(self._turns_of(self._program.phrases(phrases))) if found else ()
        return self._could[phrases]

    def _turns_of(self, phrases: Phrases) -> AbstractSet[int]:
        """The turns that hold the atoms of a member of a wording, all that it requires."""
        if phrases.similar or phrases.sound_alike:
            return self._all_turns
        turns: set[int] = set()
        for source in phrases.any_of:
            turns |= self._turns_of_pattern(source)
        return turns

    def _turns_of_pattern(self, source: str) -> AbstractSet[int]:
        if source not in self._turns_of_source:
            name = self._program.lone_set(source)
            turns = self._turns_of(self._program.members(name)) if name else self._all_turns
            for group in self._program.groups(source):
                turns = turns & self._turns_with_one_of(group)
                if not turns:
                    break
            self._turns_of_source[source] = turns
        return self._turns_of_source[source]

    def _turns_with_one_of(self, atoms: Iterable[int]) -> AbstractSet[int]:
        return frozenset().union(*[self._turns_with[a] for a in atoms if a in self._turns_with])

    def _turn(self, turn: int) -> TurnHits:
        if turn not in self._turns:
            time = self._times[turn] if turn < len(self._times) else None
            context = SlotContext(self._program.words, time, self._utc_offset, self._values)
            self._turns[turn] = TurnHits(self._program, self._texts[turn], context, self._atoms_in[turn])
        return self._turns[turn]

    def _find_atoms(self) -> None:
        """One pass over all turns: their skeletons, and those without fillers.

        Utterance ends are left out, since elements may follow each other across them.
        """
        for turn, text in enumerate(self._texts):
            atoms = self._atoms_in[turn]
            for form in (text.skeleton,) if text.bare is text.skeleton else (text.skeleton, text.bare):
                atoms |= self._program.atoms_in(form.replace("\n", ""))
            for atom in atoms:
                self._turns_with.setdefault(atom, set()).add(turn)


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
