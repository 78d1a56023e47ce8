"""A program: the wordings of a rule set, compiled to atoms once; patterns are parsed again only where atoms hit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING, Any

from svcnorm.patterns.scan import Scan
from svcnorm.patterns.standing import Group
from svcnorm.patterns.values import Lexicon, Phrases, is_fuzzy

if TYPE_CHECKING:
    from svcnorm.patterns.compile import Compiler
    from svcnorm.patterns.nodes import Pattern
    from svcnorm.patterns.parse import Names
    from svcnorm.patterns.shape import Shape
    from svcnorm.text.turntext import TurnText

FORMAT = 1

# Characters: about as many are looked through in the time that it takes to build an automaton.
AUTOMATON_FROM = 20_000

# Times that a pattern is tried: only then it pays to compile its shape.
SHAPE_FROM = 8

# Slots that know no words but those of the configuration: without them they could never hit.
WORDED = ("company",)


class Program:
    """All wordings of a rule set over one lexicon. Wordings are known by number.

    Making one parses every set of the lexicon and raises `PatternError` for what is wrong in them.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        from svcnorm.patterns.compile import check_sets, frozen

        sets = {name: frozen(phrases) for name, phrases in lexicon.sets.items()}
        self._begin(sets, lexicon.words, lexicon.twins, lexicon.quotation)
        check_sets(self._names, self.members, self.parsed)
        for source in self.quotation:
            self._compiler.pattern(source)
        self._take_groups()

    def _begin(self, sets: Any, words: Any, twins: Any, quotation: Any) -> None:
        self._sets: dict[str, Any] = dict(sets)
        self.words: Mapping[str, tuple[str, ...]] = {name: tuple(forms) for name, forms in words.items()}
        self._twins: tuple[tuple[str, ...], ...] = tuple(tuple(group) for group in twins)
        self.quotation: Sequence[str] = tuple(quotation)
        self._phrases: list[Any] = []
        self._phrase_atoms: list[tuple[int, ...] | str | None] = []  # as text until they are asked for
        self._atoms: list[str] = []
        self._groups: dict[str, Sequence[Group] | str] = {}  # likewise
        self._ones: dict[Group, Group] = {}
        self._lone: dict[str, str] = {}
        self._parsed: dict[str, Pattern] = {}
        self._shapes: dict[str, Shape | int | None] = {}  # or how often the pattern was asked for
        self._automaton: Any = None
        self._looked_through = 0

    def add(self, phrases: Phrases) -> int:
        """The number of a wording, the same for equal ones. Raises `PatternError`."""
        from svcnorm.patterns.compile import frozen

        phrases = frozen(phrases)
        known = self._numbers.get(phrases)
        if known is None:
            self._compiler.wording(phrases)
            self._take_groups()
            known = self._numbers[phrases] = len(self._phrases)
            self._phrases.append(phrases)
            self._phrase_atoms.append(self._first_atoms(phrases))
        return known

    def atoms(self, phrases: int) -> tuple[str, ...] | None:
        """The literals of which every hit of a wording holds one; None if it can stand without any."""
        atoms = self.atoms_of(phrases)
        return None if atoms is None else tuple(self._atoms[a] for a in atoms)

    def scan(
        self,
        texts: Sequence[TurnText],
        times: Sequence[int | None] = (),
        utc_offset: int = 480,
        values: Mapping[str, str] | None = None,
    ) -> Scan:
        """The turns of one conversation, ready to be asked for hits.

        `times` are the turns' starts in epoch milliseconds (UTC), None or missing where unknown;
        `utc_offset` is in minutes east; `values` are attributes as text, for `{name=$customer_name}`.
        """
        return Scan(self, texts, times, utc_offset, values or {})

    # Cache

    def to_data(self) -> dict[str, Any]:
        """The program as JSON-able data."""
        return {
            "format": FORMAT,
            "sets": {name: list(phrases) for name, phrases in self._sets.items()},
            "words": {name: list(forms) for name, forms in self.words.items()},
            "twins": [list(group) for group in self._twins],
            "quotation": list(self.quotation),
            "phrases": [list(phrases) for phrases in self._phrases],
            "phrase_atoms": [None if atoms is None else list(atoms) for atoms in self._all_phrase_atoms()],
            "atoms": self._atoms,
            "groups": {source: [list(group) for group in self.groups(source)] for source in self._groups},
        }

    def to_compact(self) -> dict[str, Any]:
        """The same for a file: numbers of atoms as text, of which a run reads only those that it asks for."""
        return {
            **self.to_data(),
            "phrase_atoms": [_atoms_as_text(atoms) for atoms in self._all_phrase_atoms()],
            "groups": {source: _groups_as_text(self.groups(source)) for source in self._groups},
        }

    def _all_phrase_atoms(self) -> Iterable[tuple[int, ...] | None]:
        return map(self.atoms_of, range(len(self._phrases)))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Program:
        """The program that either of these wrote; nothing is parsed. Raises `ValueError` for another format."""
        if data.get("format") != FORMAT:
            raise ValueError(f"phrase program of format {data.get('format')!r}, not {FORMAT}")
        program = cls.__new__(cls)
        program._begin(data["sets"], data["words"], data["twins"], data["quotation"])
        program._phrases = list(data["phrases"])
        program._phrase_atoms = [tuple(a) if isinstance(a, list) else a for a in data["phrase_atoms"]]
        program._atoms = list(data["atoms"])
        program._groups = {
            source: groups if isinstance(groups, str) else [program._one(tuple(group)) for group in groups]
            for source, groups in data["groups"].items()
        }
        return program

    # What scans and the compiler ask

    def phrases(self, number: int) -> Phrases:
        """A wording by its number."""
        phrases = self._phrases[number]
        if not isinstance(phrases, Phrases):
            phrases = self._phrases[number] = _thawed(phrases)
        return phrases

    def members(self, name: str) -> Phrases:
        """The wording of a set."""
        phrases = self._sets[name]
        if not isinstance(phrases, Phrases):
            phrases = self._sets[name] = _thawed(phrases)
        return phrases

    def lone_set(self, source: str) -> str:
        """The name of the set that a pattern is nothing but; empty for other patterns."""
        name = self._lone.get(source)
        if name is None:
            name = source[1:].strip()
            name = self._lone[source] = name if source.startswith("@") and name in self._sets else ""
        return name

    def parsed(self, source: str) -> Pattern:
        """The parts of a pattern, parsed when first asked for. Raises `PatternError`."""
        if source not in self._parsed:
            from svcnorm.patterns.parse import parse

            self._parsed[source] = parse(source, self._names)
        return self._parsed[source]

    def shape(self, source: str) -> Shape | None:
        """The shape of a pattern; None while it does not pay to have one, or where there is none."""
        shape = self._shapes.get(source, 0)
        if isinstance(shape, int):
            if shape < SHAPE_FROM:
                self._shapes[source] = shape + 1
                return None
            from svcnorm.patterns.shape import shape_of

            shape = self._shapes[source] = shape_of(self.parsed(source), self._patterns_of)
        return shape

    def atoms_of(self, number: int) -> tuple[int, ...] | None:
        """Numbers of the atoms of a wording; None if it can stand without any."""
        atoms = self._phrase_atoms[number]
        if isinstance(atoms, str):
            atoms = self._phrase_atoms[number] = _atoms_of_text(atoms)
        return atoms

    def groups(self, source: str) -> Sequence[Group]:
        """The groups of atoms of a compiled pattern, the rarest first: every hit holds one of each."""
        groups = self._groups[source]
        if isinstance(groups, str):
            groups = self._groups[source] = [self._one(_atoms_of_text(group)) for group in groups.split(";")[:-1]]
        return groups

    def standing(self, atoms: Iterable[int]) -> AbstractSet[str] | None:
        """The patterns that require nothing, or one of some atoms among other things; None before it pays to list
        the patterns of every atom."""
        if self._looked_through <= AUTOMATON_FROM:
            return None
        return self._anywhere.union(*[found for atom in atoms if (found := self._requiring.get(atom))])

    def atoms_in(self, text: str) -> AbstractSet[int]:
        """The atoms that stand in a text: looked up piece by piece, and with an automaton once it pays to build one."""
        if not self._atoms:
            return frozenset()
        self._looked_through += len(text)
        if self._looked_through > AUTOMATON_FROM:
            return {found[0] for found in self._searched(text)}
        numbers = self._atom_numbers
        found: set[int] = set()
        for length in self._atom_lengths:
            pieces = {text[start : start + length] for start in range(len(text) - length + 1)}
            found.update([numbers[piece] for piece in numbers.keys() & pieces])
        return found

    def _patterns_of(self, name: str) -> Sequence[Pattern] | None:
        from svcnorm.patterns.compile import patterns_of

        return patterns_of(self.members(name), self.parsed)

    def _searched(self, text: str) -> Iterable[tuple[int, int, int]]:
        """Every atom in a text as (number, start, end), overlaps included."""
        if self._automaton is None:
            import ahocorasick_rs

            self._automaton = ahocorasick_rs.AhoCorasick(self._atoms)
        matches: Iterable[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return matches

    # Compiling

    @cached_property
    def _names(self) -> Names:
        """What patterns may refer to."""
        from svcnorm.patterns.literal import Twins
        from svcnorm.patterns.parse import Names
        from svcnorm.patterns.slots import SLOTS

        wordless = [name for name in WORDED if not self.words.get(name)]
        return Names(tuple(self._sets), tuple(SLOTS), wordless, Twins(self._twins))

    @cached_property
    def _compiler(self) -> Compiler:
        from svcnorm.patterns.compile import Compiler

        return Compiler(self.members, self.parsed, self._groups)

    @cached_property
    def _numbers(self) -> dict[Phrases, int]:
        return {self.phrases(number): number for number in range(len(self._phrases))}

    @cached_property
    def _atom_numbers(self) -> dict[str, int]:
        return {form: number for number, form in enumerate(self._atoms)}

    @cached_property
    def _atom_lengths(self) -> set[int]:
        """How long atoms are: there are a handful of lengths."""
        return set(map(len, self._atoms))

    @cached_property
    def _requiring(self) -> Mapping[int, Sequence[str]]:
        """By atom: the patterns that require it or another one of its group, their rarest."""
        found: dict[int, list[str]] = {}
        for source in self._groups:
            for atom in next(iter(self.groups(source)), ()):
                found.setdefault(atom, []).append(source)
        return found

    @cached_property
    def _anywhere(self) -> frozenset[str]:
        """The patterns that require no atom."""
        return frozenset(source for source in self._groups if not self.groups(source))

    def _first_atoms(self, phrases: Phrases) -> tuple[int, ...] | None:
        """The atoms of which every hit of a compiled wording holds one; None if it can stand without any."""
        if is_fuzzy(phrases) or not all(self.groups(source) for source in phrases.any_of):
            return None
        return tuple(dict.fromkeys(atom for source in phrases.any_of for atom in self.groups(source)[0]))

    def _number_atoms(self, forms: Iterable[str]) -> tuple[int, ...]:
        """The numbers of atoms; new ones get the next."""
        numbers = []
        for form in forms:
            if form not in self._atom_numbers:
                self._atom_numbers[form] = len(self._atoms)
                self._atoms.append(form)
                # What is kept for much reading has to be made again, once there is much to read again.
                self._automaton, self._looked_through = None, 0
                self.__dict__.pop("_requiring", None)
                self.__dict__.pop("_anywhere", None)
                self._atom_lengths.add(len(form))
            numbers.append(self._atom_numbers[form])
        return tuple(numbers)

    def _take_groups(self) -> None:
        """Number the atoms of patterns that were compiled since the last time."""
        for source, groups in self._compiler.groups.items():
            if source not in self._groups:
                self._groups[source] = [self._one(self._number_atoms(group)) for group in groups]

    def _one(self, group: Group) -> Group:
        """The one object that stands for all equal groups."""
        return self._ones.setdefault(group, group)


def _thawed(data: Sequence[Any]) -> Phrases:
    """A wording from its data."""
    any_of, unless, edges, not_inside, *rest = data
    return Phrases(tuple(any_of), tuple(unless), edges, tuple(not_inside), *rest)


def _atoms_as_text(atoms: Sequence[int] | None) -> str | None:
    return None if atoms is None else " ".join(map(str, atoms))


def _groups_as_text(groups: Sequence[Sequence[int]]) -> str:
    return "".join(" ".join(map(str, group)) + ";" for group in groups)


def _atoms_of_text(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))
