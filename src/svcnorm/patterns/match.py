"""Where the parts of patterns stand in one turn: literals, slots, whole patterns; what is found is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from svcnorm.patterns import literal
from svcnorm.patterns.join import Join
from svcnorm.patterns.nodes import Literal, Pattern, SlotRef
from svcnorm.patterns.places import Place, best
from svcnorm.patterns.ruler import Ruler
from svcnorm.patterns.slots.base import SlotContext, SlotValue
from svcnorm.text.turntext import TurnText, skeleton


class TurnMatch:
    """Finds the parts of patterns in one turn. What belongs to no single pattern is kept.

    `members` gives the surviving hits of a set in this turn.
    """

    def __init__(self, text: TurnText, context: SlotContext, members: Callable[[str], Sequence[Place]]) -> None:
        self.text = text
        self.context = context
        self.members = members
        self.ruler = Ruler(text)
        self._literals: dict[Literal, Sequence[Place]] = {}
        self._slots: dict[str, Sequence[Place]] = {}

    def places(self, pattern: Pattern, guard: bool = False) -> list[Place]:
        """Every place of a whole pattern, sorted, one for each span; a guard also covers what the gaps
        at its ends reach. Raises `StepLimit`."""
        return Join(self).pattern(pattern, guard)

    @cached_property
    def numbers(self) -> literal.Numbers:
        """The numbers in the skeleton."""
        return _numbers(self.text.skeleton)

    def literal(self, node: Literal) -> Sequence[Place]:
        """Where a literal stands on the skeleton, or on the skeleton without fillers."""
        text = self.text
        if not literal.may_stand(node, text.skeleton) and (
            text.bare is text.skeleton or not literal.may_stand(node, text.bare)
        ):
            return ()
        if node not in self._literals:
            spans = set(literal.places(node.parts, text.skeleton, self.numbers if _has_number(node) else {}))
            if text.bare is not text.skeleton:
                numbers = _numbers(text.bare) if _has_number(node) else {}
                at = text.bare_at
                spans |= {(at[a], at[b - 1] + 1) for a, b in literal.places(node.parts, text.bare, numbers)}
            self._literals[node] = [Place(*span) for span in sorted(spans)]
        return self._literals[node]

    def literals(self, nodes: Sequence[Literal]) -> list[Place]:
        """Where each of many literals stands, most of which stand nowhere."""
        skeleton, bare = self.text.skeleton, self.text.bare
        found: list[Place] = []
        for node in nodes:
            if node.text in skeleton or node.text in bare or not literal.is_exact(node):
                found += self.literal(node)
        return found

    def has_slot(self, name: str) -> bool:
        """Whether a slot stands anywhere."""
        return bool(self._places_of_slot(name))

    def slot(self, node: SlotRef) -> list[Place]:
        """Where a slot stands, its values under the slot's label."""
        found = self._places_of_slot(node.slot)
        if node.equals:
            return equal_to(node, found, self)
        return [Place(p.start, p.end, tuple((node.label, v) for _, v in p.slots), p.reason) for p in found]

    def _places_of_slot(self, name: str) -> Sequence[Place]:
        if name not in self._slots:
            self._slots[name] = self._find_slot(name)
        return self._slots[name]

    def _find_slot(self, name: str) -> list[Place]:
        if name == "question":
            words = self.text.skeleton
            return [Place(a, b, ((name, SlotValue(words[a:b])),)) for a, b in self.ruler.questions]
        from svcnorm.patterns.slots import SLOTS

        hits = SLOTS[name](self.text, self.context)
        places = [Place(h.start, h.end, ((name, h.value),), "" if h.sure else "fuzzy_only") for h in hits]
        return best(p for p in places if p.start < p.end)


def equal_to(node: SlotRef, found: Sequence[Place], turn: TurnMatch) -> list[Place]:
    """Places of a slot that say the conversation's value: found as such, or as the value itself.

    Without that attribute nobody can tell: every place of the slot is possible.
    """
    from svcnorm.patterns.slots import same

    value = turn.context.values.get(node.equals)
    if value is None:
        return [Place(p.start, p.end, ((node.label, p.slots[0][1]),), "attribute_missing") for p in found]
    wanted = skeleton(value)
    if not wanted:
        return []
    equal = [Place(p.start, p.end, ((node.label, p.slots[0][1]),), p.reason) for p in found]
    equal = [p for p in equal if same(node.slot, skeleton(p.slots[0][1].text), wanted)]
    # A single character stands everywhere; it counts only where the slot finds it.
    said = turn.literal(literal.exact(wanted)) if len(wanted) > 1 else ()
    return best([*equal, *(Place(p.start, p.end, ((node.label, SlotValue(wanted)),)) for p in said)])


def _numbers(text: str) -> literal.Numbers:
    from svcnorm.text.numerals import find_numbers

    return literal.by_start(find_numbers(text))


def _has_number(node: Literal) -> bool:
    return any(isinstance(part, float) for part in node.parts)
