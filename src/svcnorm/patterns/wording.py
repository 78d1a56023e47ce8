"""The hits of wordings in one turn: members, sets within sets, similar words, then the filters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from svcnorm.patterns.filters import Walls, filtered, is_word
from svcnorm.patterns.join import StepLimit
from svcnorm.patterns.match import TurnMatch
from svcnorm.patterns.nodes import Pattern
from svcnorm.patterns.places import Place, best
from svcnorm.patterns.slots.base import SlotContext
from svcnorm.patterns.standing import Standing
from svcnorm.patterns.values import Hit, Phrases
from svcnorm.text.turntext import TurnText

if TYPE_CHECKING:
    from svcnorm.patterns.shape import Shape

# Characters of a turn in which shapes are looked for: one with several gaps may take the square of them.
LONGEST_TURN = 200


class Patterns(Protocol):
    """What a turn asks of the program."""

    quotation: Sequence[str]

    def parsed(self, source: str) -> Pattern:
        """The parts of a pattern."""

    def shape(self, source: str) -> Shape | None:
        """Without which a pattern stands nowhere, if it pays to look for that first."""

    def lone_set(self, source: str) -> str:
        """The name of the set that a pattern is nothing but; empty for other patterns."""

    def members(self, name: str) -> Phrases:
        """The wording of a set."""


class TurnHits:
    """Evaluates wordings in one turn, known by its index; patterns and sets are evaluated once."""

    def __init__(self, patterns: Patterns, text: TurnText, context: SlotContext, standing: Standing, turn: int) -> None:
        self.patterns = patterns
        self.standing, self.turn = standing, turn
        self.match = TurnMatch(text, context, self._set_places)
        self._found: dict[tuple[str, bool], Sequence[Place]] = {}
        self._walls: dict[tuple[str, bool], Walls | None] = {}
        self._sets: dict[str, Sequence[Hit]] = {}
        self._survivors: dict[str, Sequence[Place]] = {}

    def wording(self, phrases: Phrases, outermost: bool = True) -> Sequence[Hit]:
        """All candidates of a wording, one for each span, sorted, with what dropped them."""
        candidates = self._candidates(phrases)
        if not candidates:
            return ()
        kept: dict[tuple[int, int], Hit] = {}
        for hit in candidates:
            if not hit.dropped:
                quotation = self.patterns.quotation if outermost and phrases.quote == "guard" else ()
                hit = filtered(hit, phrases, quotation, self.match.ruler, self._walls_of)
            known = kept.get(hit[:2])
            if known is None or _rank(hit) > _rank(known):
                kept[hit[:2]] = hit
        return tuple(kept[key] for key in sorted(kept))

    def find(self, source: str, guard: bool = False) -> Sequence[Place]:
        """Where a pattern stands that may stand in this turn; one possible place, the whole turn, if that takes too
        many steps."""
        key = source, guard
        if key not in self._found:
            self._found[key] = self._find(source, guard)
        return self._found[key]

    def _walls_of(self, source: str, word: bool) -> Walls | None:
        """The places of a guard, or of a longer word; None where there are none."""
        key = source, word
        if key not in self._walls:
            places = self.find(source, guard=True) if self.standing.may_stand(source, self.turn) else ()
            places = [p for p in places if is_word(p, self.match.ruler)] if word else places
            self._walls[key] = Walls(places) if places else None
        return self._walls[key]

    def _find(self, source: str, guard: bool) -> Sequence[Place]:
        if self._shaped:
            shape = self.patterns.shape(source)
            if shape is not None and not shape.may_stand(*self._shaped, self.match.has_slot):
                return ()
        try:
            return self.match.places(self.patterns.parsed(source), guard)
        except StepLimit:
            return (Place(0, self.match.ruler.size, (), "limit_hit"),)

    @cached_property
    def _shaped(self) -> tuple[str, frozenset[str]] | None:
        """The turn as shapes are looked for in it, and the characters of its fillers; None if it is too long."""
        text = self.match.text
        if len(text.skeleton) > LONGEST_TURN:
            return None
        fillers = frozenset("".join([text.skeleton[start:end] for start, end in text.fillers]))
        return text.bare.replace("\n", ""), fillers

    def _candidates(self, phrases: Phrases) -> list[Hit]:
        found: list[Hit] = []
        for member in self.standing.members(phrases, self.turn):
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
