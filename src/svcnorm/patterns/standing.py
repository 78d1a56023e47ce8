"""In which turns of one conversation patterns may stand: those that hold the atoms that they require."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Protocol

from svcnorm.patterns.values import Phrases, is_fuzzy

if TYPE_CHECKING:
    from svcnorm.text.turntext import TurnText

Group = tuple[int, ...]


class Atoms(Protocol):
    """What is asked of the program."""

    def groups(self, source: str) -> Sequence[Group]:
        """The groups of atoms of a pattern: every hit holds one of each. Equal groups are one object."""

    def standing(self, atoms: Iterable[int]) -> AbstractSet[str] | None:
        """The patterns that may stand where some atoms do; None where nobody has counted them."""

    def lone_set(self, source: str) -> str:
        """The name of the set that a pattern is nothing but; empty for other patterns."""

    def members(self, name: str) -> Phrases:
        """The wording of a set."""

    def atoms_in(self, text: str) -> AbstractSet[int]:
        """Numbers of the atoms that stand in a text."""


class Standing:
    """Turns are the bits of a number: bit 3 is the turn of index 3. What is found is kept."""

    def __init__(self, program: Atoms, texts: Sequence[TurnText]) -> None:
        self._program = program
        self._all_turns = (1 << len(texts)) - 1
        self._turns_with: dict[int, int] = {}
        # By identity: to hash dozens of atoms takes as long as to look them up. The program keeps groups and wordings.
        self._turns_with_group: dict[int, int] = {}
        self._turns_of_source: dict[str, int] = {}
        self._members: dict[int, dict[int, list[str]]] = {}
        self._find_atoms(texts)
        self._possible = program.standing(self._turns_with)

    def of_wording(self, phrases: Phrases) -> Sequence[int]:
        """The indexes of the turns in which a wording may stand, ascending."""
        return _indexes(self._all_turns) if is_fuzzy(phrases) else sorted(self._by_turn(phrases))

    def may_stand(self, source: str, turn: int) -> bool:
        """Whether a pattern may stand in a turn."""
        return bool(self._of_pattern(source) >> turn & 1)

    def members(self, phrases: Phrases, turn: int) -> Sequence[str]:
        """The members of a wording that may stand in a turn, in their order."""
        return self._by_turn(phrases).get(turn, ())

    def is_found(self, atoms: Group) -> bool:
        """Whether one of some atoms stands anywhere."""
        return self._with_one_of(atoms) != 0

    def _of_pattern(self, source: str) -> int:
        turns = self._turns_of_source.get(source)
        if turns is not None:
            return turns
        turns = self._all_turns if self._possible is None or source in self._possible else 0
        for group in self._program.groups(source) if turns else ():
            found = self._turns_with_group.get(id(group))
            turns &= self._with_one_of(group) if found is None else found
            if not turns:
                break
        name = self._program.lone_set(source) if turns else ""
        if name:
            turns &= self._of_set(self._program.members(name))
        self._turns_of_source[source] = turns
        return turns

    def _of_set(self, phrases: Phrases) -> int:
        return self._all_turns if is_fuzzy(phrases) else sum([1 << turn for turn in self._by_turn(phrases)])

    def _with_one_of(self, atoms: Group) -> int:
        turns = self._turns_with_group.get(id(atoms))
        if turns is None:
            turns = 0
            for atom in self._turns_with.keys() & atoms:
                turns |= self._turns_with[atom]
            self._turns_with_group[id(atoms)] = turns
        return turns

    def _by_turn(self, phrases: Phrases) -> Mapping[int, Sequence[str]]:
        """The members that may stand in each turn."""
        kept = self._members.get(id(phrases))
        if kept is None:
            kept = {}
            possible = self._possible
            for source in phrases.any_of if possible is None else [s for s in phrases.any_of if s in possible]:
                turns = self._of_pattern(source)
                if turns:
                    for turn in _indexes(turns):
                        kept.setdefault(turn, []).append(source)
            self._members[id(phrases)] = kept
        return kept

    def _find_atoms(self, texts: Iterable[TurnText]) -> None:
        """One pass over all turns: their skeletons, and those without fillers.

        Utterance ends are left out, since elements may follow each other across them.
        """
        for turn, text in enumerate(texts):
            for form in (text.skeleton,) if text.bare is text.skeleton else (text.skeleton, text.bare):
                for atom in self._program.atoms_in(form.replace("\n", "")):
                    self._turns_with[atom] = self._turns_with.get(atom, 0) | 1 << turn


def _indexes(turns: int) -> list[int]:
    """The turns of a number, ascending."""
    found = []
    while turns:
        lowest = turns & -turns
        found.append(lowest.bit_length() - 1)
        turns ^= lowest
    return found
