"""The hits of wordings in one turn: members, sets within sets, similar words, then the filters."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from svcnorm.patterns.filters import Walls, filtered, is_word
from svcnorm.patterns.join import StepLimit
from svcnorm.patterns.match import TurnMatch
from svcnorm.patterns.nodes import Pattern
from svcnorm.patterns.places import Place, best
from svcnorm.patterns.slots.base import SlotContext
from svcnorm.patterns.values import Hit, Phrases
from svcnorm.text.turntext import TurnText


class Patterns(Protocol):
    """What a turn asks of the program."""

    quotation: Sequence[str]

    def parsed(self, source: str) -> Pattern:
        """The parts of a pattern."""

    def may_stand(self, source: str, atoms: AbstractSet[int]) -> bool:
        """A pattern's atoms are among those that stand in the turn, or it has none."""

    def lone_set(self, source: str) -> str:
        """The name of the set that a pattern is nothing but; empty for other patterns."""

    def members(self, name: str) -> Phrases:
        """The wording of a set."""


class TurnHits:
    """Evaluates wordings in one turn; patterns and sets are evaluated once. `atoms` are those that stand in it."""

    def __init__(self, patterns: Patterns, text: TurnText, context: SlotContext, atoms: AbstractSet[int]) -> None:
        self.patterns = patterns
        self.atoms = atoms
        self.match = TurnMatch(text, context, self._set_places)
        self._found: dict[tuple[str, bool], Sequence[Place]] = {}
        self._walls: dict[tuple[str, bool], Walls | None] = {}
        self._sets: dict[str, Sequence[Hit]] = {}
        self._survivors: dict[str, Sequence[Place]] = {}

    def wording(self, phrases: Phrases, outermost: bool = True) -> Sequence[Hit]:
        """All candidates of a wording, one for each span, sorted, with what dropped them."""
        kept: dict[tuple[int, int], Hit] = {}
        for hit in self._candidates(phrases):
            if not hit.dropped:
                quotation = self.patterns.quotation if outermost and phrases.quote == "guard" else ()
                hit = filtered(hit, phrases, quotation, self.match.ruler, self._walls_of)
            known = kept.get(hit[:2])
            if known is None or _rank(hit) > _rank(known):
                kept[hit[:2]] = hit
        return tuple(kept[key] for key in sorted(kept))

    def find(self, source: str, guard: bool = False) -> Sequence[Place]:
        """Where a pattern stands; one possible place, the whole turn, if that takes too many steps."""
        key = source, guard
        if key not in self._found:
            self._found[key] = self._find(source, guard)
        return self._found[key]

    def _walls_of(self, source: str, word: bool) -> Walls | None:
        """The places of a guard, or of a longer word; None where there are none."""
        key = source, word
        if key not in self._walls:
            places = self.find(source, guard=True)
            places = [p for p in places if is_word(p, self.match.ruler)] if word else places
            self._walls[key] = Walls(places) if places else None
        return self._walls[key]

    def _find(self, source: str, guard: bool) -> Sequence[Place]:
        if not self.patterns.may_stand(source, self.atoms):
            return ()
        try:
            return self.match.places(self.patterns.parsed(source), guard)
        except StepLimit:
            return (Place(0, self.match.ruler.size, (), "limit_hit"),)

    def _candidates(self, phrases: Phrases) -> list[Hit]:
        found: list[Hit] = []
        for member in phrases.any_of:
            if not self.patterns.may_stand(member, self.atoms):
                continue
            name = self.patterns.lone_set(member)
            if name:
                found += [hit._replace(pattern=f"@{name} · {hit.pattern}") for hit in self._set_hits(name)]
            else:
                found += [Hit(p.start, p.end, not p.reason, p.reason, member, p.slots) for p in self.find(member)]
        if phrases.similar or phrases.sound_alike:
            from svcnorm.patterns.fuzzy import alike

            found += alike(phrases, self.patterns.parsed, self.match, found)
        return found

    def _set_hits(self, name: str) -> Sequence[Hit]:
        if name not in self._sets:
            self._sets[name] = self.wording(self.patterns.members(name), outermost=False)
        return self._sets[name]

    def _set_places(self, name: str) -> Sequence[Place]:
        """Where a set stands inside a pattern: its hits that nothing dropped. A limit hit there is one here."""
        if name not in self._survivors:
            hits = [hit for hit in self._set_hits(name) if not hit.dropped]
            if any(hit.reason == "limit_hit" for hit in hits):
                raise StepLimit
            self._survivors[name] = best(Place(hit.start, hit.end, hit.slots, hit.reason) for hit in hits)
        return self._survivors[name]


def _rank(hit: Hit) -> tuple[bool, bool]:
    return not hit.dropped, hit.sure
